/** A policy with other values of swept parameters, in force at the date of the sweep. */
import { isProblem, readScalar } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { KeyedValues, Parameter, ParameterValue, PolicyDocument } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { SweepAxis, SweepAxisRequest } from '../model/sweep-result.ts';
import { pickerNames } from '../policy/parameter-keys.ts';
import { parameterAt } from '../policy/parameter-value.ts';

/** "limit[2][10]" is the entry "[2][10]" of "limit". */
const NAME = /^(?<name>[^[]+)(?<place>(?:\[[^\]]+\])*)$/;

type Entry = { readonly keys: readonly string[]; readonly value: Exact };
type Target = { readonly name: string; readonly parameter: Parameter; readonly entries: readonly Entry[] };

const keysOf = (place: string): readonly string[] => [...place.matchAll(/\[([^\]]+)\]/g)].map(([, key]) => key as string);

/** The entries that an axis changes, as they hold at the date; or what is wrong with its name. */
const findTarget = (
  policy: PolicyDocument,
  date: string,
  { parameter: text, factor }: Pick<SweepAxisRequest, 'parameter' | 'factor'>,
): Target | Omit<Problem, 'pointer'> => {
  const { name = '', place = '' } = NAME.exec(text)?.groups ?? {};
  const parameter = Object.hasOwn(policy.parameters, name) ? policy.parameters[name] : undefined;
  const names = Object.keys(policy.parameters).join(', ');
  if (parameter === undefined)
    return { message: `there is no parameter "${text}"`, expected: `one of ${names}, with its keys in brackets` };
  const cells = [...parameterAt(name, parameter, date).cells].filter(([at]) => place === '' || at === place);
  const entries = cells.flatMap(([at, { value }]) => (value instanceof Exact ? [{ keys: keysOf(at), value }] : []));
  if (entries.length === 0 || entries.length < cells.length) {
    return { message: `"${text}" has no number at ${date}`, expected: 'a parameter or entry that is a number in force' };
  }
  if (pickerNames(parameter.by).length > 0 && place === '' && !factor) {
    return { message: `"${text}" has several entries`, expected: 'a factor for all of them, or the keys of one in brackets' };
  }
  return { name, parameter, entries };
};

const isTarget = (found: Target | Omit<Problem, 'pointer'>): found is Target => 'entries' in found;

/** The table with one value put under its keys. */
const withValue = (
  table: ParameterValue | KeyedValues | undefined,
  keys: readonly string[],
  value: string,
): ParameterValue | KeyedValues => {
  const [key, ...inner] = keys;
  if (key === undefined) return value;
  const before = typeof table === 'object' ? table : {};
  return { ...before, [key]: withValue(before[key], inner, value) };
};

const dayOf = ({ heldFor }: Parameter, date: string): string => (heldFor === 'year' ? `${date.slice(0, 4)}-01-01` : date);

const sweptValue = ({ value }: Entry, factor: boolean, swept: string): Exact => {
  const number = Exact.parse(swept) as Exact;
  return factor ? value.multiply(number) : number;
};

/** What keeps an axis from being swept; none where every value it takes is one that its parameter may have. */
export const axisProblems = (
  policy: PolicyDocument,
  date: string,
  axis: SweepAxisRequest,
  values: readonly string[],
  pointer: string,
): readonly Problem[] => {
  const target = findTarget(policy, date, axis);
  if (!isTarget(target)) return [{ pointer: `${pointer}/parameter`, ...target }];
  for (const swept of values) {
    for (const entry of target.entries) {
      const text = sweptValue(entry, axis.factor, swept).toText();
      const read = readScalar(target.parameter, text, axis.parameter);
      if (isProblem(read))
        return [{ pointer: `${pointer}/values`, ...read, message: `at ${swept}, ${axis.parameter} would be ${text}: ${read.message}` }];
    }
  }
  return [];
};

/** The axis with what is told of its parameter. */
export const describeAxis = (policy: PolicyDocument, date: string, axis: SweepAxisRequest, values: readonly string[]): SweepAxis => {
  const target = findTarget(policy, date, axis);
  if (!isTarget(target)) throw new TypeError(target.message);
  const { label, unit } = target.parameter;
  const [only, ...others] = target.entries;
  return {
    parameter: axis.parameter,
    factor: axis.factor,
    ...(label !== undefined && { label }),
    ...(unit !== undefined && { unit }),
    ...(only !== undefined && others.length === 0 && { inForce: only.value.toText() }),
    values,
  };
};

/** The policy at one point. Axes were checked by `axisProblems`. */
export const sweptPolicy = (policy: PolicyDocument, date: string, axes: readonly SweepAxis[], at: readonly string[]): PolicyDocument => {
  const parameters = { ...policy.parameters };
  for (const [i, axis] of axes.entries()) {
    // Found in the policy as it is, so that two axes may not multiply each other unseen.
    const target = findTarget(policy, date, axis);
    if (!isTarget(target)) throw new TypeError(target.message);
    const day = dayOf(target.parameter, date);
    const parameter = parameters[target.name] as Parameter;
    let table = parameter.values[day];
    for (const entry of target.entries) table = withValue(table, entry.keys, sweptValue(entry, axis.factor, at[i] as string).toText());
    parameters[target.name] = { ...parameter, values: { ...parameter.values, [day]: table as ParameterValue | KeyedValues } };
  }
  return { ...policy, parameters };
};

/** All combinations of the axes' values, the last axis running fastest. */
export const sweepPoints = (axes: readonly Pick<SweepAxis, 'values'>[]): readonly (readonly string[])[] =>
  axes.reduce<readonly (readonly string[])[]>(
    (points, { values }) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  );
