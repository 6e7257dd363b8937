/** The values that a swept parameter takes, one by one. */
import { Exact } from '../model/exact.ts';
import type { SweepValues } from '../model/sweep-result.ts';

/** Points of a sweep, over all axes: each of them is a whole evaluation of the population. */
export const POINTS_MAX = 256;

/** Exact texts in ascending order of a range, or as listed; a sentence where there are none, too many, or one twice. */
export const axisValues = (values: SweepValues): readonly string[] | { readonly wrong: string } => {
  const exact = 'list' in values ? values.list.map((text) => Exact.parse(text)) : rangeOf(values);
  if ('wrong' in exact) return exact;
  if (exact.some((value) => value === undefined)) return { wrong: 'not all values are numbers' };
  const texts = exact.map((value) => (value as Exact).toText());
  if (texts.length === 0) return { wrong: 'there is no value' };
  if (texts.length > POINTS_MAX) return { wrong: `there are more than ${POINTS_MAX} values` };
  return new Set(texts).size === texts.length ? texts : { wrong: 'a value stands there twice' };
};

const rangeOf = (range: Exclude<SweepValues, { readonly list: unknown }>): readonly Exact[] | { readonly wrong: string } => {
  const [from, to, step] = [range.from, range.to, range.step].map((text) => Exact.parse(text));
  if (from === undefined || to === undefined || step === undefined) return { wrong: 'from, to and step are not all numbers' };
  if (step.sign <= 0 || from.compare(to) > 0) return { wrong: 'a range goes up, by steps above zero' };
  const values: Exact[] = [];
  for (let value = from; value.compare(to) <= 0; value = value.add(step)) {
    if (values.length === POINTS_MAX) return { wrong: `there are more than ${POINTS_MAX} values` };
    values.push(value);
  }
  return values;
};
