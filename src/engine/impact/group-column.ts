/** Sorts the units of a chunk into groups, by what is stored of them or by what the baseline decides. */
import type { PolicyDocument } from '../model/policy-document.ts';
import { CalendarDate, Null, type Value } from '../model/value.ts';
import type { Evaluation } from '../policy/compile-policy.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import type { GroupColumn } from './aggregate-chunk.ts';

/** The group of a unit that has no value. No stored value is empty: an empty cell is a missing one. */
export const MISSING_GROUP = '';

const groupText = (value: Value): string => {
  if (value instanceof Null) return MISSING_GROUP;
  if (typeof value === 'object' && (value instanceof CalendarDate || Array.isArray(value))) throw new TypeError('not a value to group by');
  return String(value);
};

/** Where a unit's group comes from: a decision of the baseline, or else a column of the population. */
const sourceOf = (chunk: UnitChunk, name: string, baseline: PolicyDocument): ((row: number, evaluation: Evaluation) => string) =>
  Object.hasOwn(baseline.decisions, name)
    ? (_, evaluation) => groupText(evaluation.value(name))
    : (row) => chunk.text(name, row) ?? MISSING_GROUP;

/** `add` is called for each row in order; then `columns` gives one column per name of `by`. */
export const groupColumns = (chunk: UnitChunk, by: readonly string[], baseline: PolicyDocument) => {
  const growing = by.map((name) => ({
    by: name,
    source: sourceOf(chunk, name, baseline),
    codes: new Uint32Array(chunk.units),
    known: new Map<string, number>(),
  }));
  return {
    add: (row: number, evaluation: Evaluation): void => {
      for (const { source, codes, known } of growing) {
        const text = source(row, evaluation);
        const code = known.get(text) ?? known.size;
        known.set(text, code);
        codes[row] = code;
      }
    },
    columns: (): readonly GroupColumn[] => growing.map(({ by: name, codes, known }) => ({ by: name, values: [...known.keys()], codes })),
  };
};
