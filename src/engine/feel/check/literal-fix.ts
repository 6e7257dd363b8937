/** The mend for a literal that is written as another type than the one that is needed: `"100"` for 100, `"2025-03-01"` for @"2025-03-01". */
import { Exact } from '../../model/exact.ts';
import type { Problem } from '../../model/problem.ts';
import type { Value } from '../../model/value.ts';
import { parseAtLiteral } from '../temporal/at-literal.ts';
import type { FeelType } from '../type.ts';
import { isText } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { typeOfValue } from '../value-type.ts';

/** A numeral as FEEL writes it. */
const NUMERAL = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;

type Mend = { readonly how: string; readonly replacement: string };

const textMend = (text: string, wanted: FeelType): Mend | undefined => {
  if (wanted.kind === 'number') return NUMERAL.test(text) ? { how: 'write the number without quotes:', replacement: text } : undefined;
  if (wanted.kind === 'boolean') {
    return text === 'true' || text === 'false' ? { how: 'write it without quotes:', replacement: text } : undefined;
  }
  const temporal = parseAtLiteral(text);
  const isWanted = temporal !== undefined && typeOfValue(temporal).kind === wanted.kind;
  return isWanted ? { how: 'write', replacement: `@${JSON.stringify(text)}` } : undefined;
};

const mendOf = (value: Value, wanted: FeelType): Mend | undefined => {
  if (typeof value === 'string') return textMend(value, wanted);
  const isScalar = value instanceof Exact || typeof value === 'boolean';
  if (!isScalar || !isText(wanted)) return undefined;
  return { how: 'write it in quotes:', replacement: `"${value instanceof Exact ? value.toText() : value}"` };
};

export const literalFix = (typed: Typed, wanted: FeelType): Pick<Problem, 'suggestion' | 'fix'> => {
  const mend = typed.node === 'literal' ? mendOf(typed.value, wanted) : undefined;
  if (mend === undefined) return {};
  const { how, replacement } = mend;
  return { suggestion: `${how} ${replacement}`, fix: { range: typed.range, replacement } };
};
