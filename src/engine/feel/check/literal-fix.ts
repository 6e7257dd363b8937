/** The mend for a literal that is written as another type than the one that is needed: `"100"` for 100, `"2025-03-01"` for @"2025-03-01". */
import { Exact } from '../../model/exact.ts';
import { parseAtLiteral } from '../temporal/at-literal.ts';
import type { FeelType } from '../type.ts';
import { isText } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { typeOfValue } from '../value-type.ts';

type Fix = { readonly suggestion?: string };

/** A numeral as FEEL writes it. */
const NUMERAL = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;

const textFix = (text: string, wanted: FeelType): Fix => {
  if (wanted.kind === 'number') return NUMERAL.test(text) ? { suggestion: `write the number without quotes: ${text}` } : {};
  if (wanted.kind === 'boolean') return text === 'true' || text === 'false' ? { suggestion: `write it without quotes: ${text}` } : {};
  const temporal = parseAtLiteral(text);
  return temporal !== undefined && typeOfValue(temporal).kind === wanted.kind ? { suggestion: `write @${JSON.stringify(text)}` } : {};
};

export const literalFix = (typed: Typed, wanted: FeelType): Fix => {
  if (typed.node !== 'literal') return {};
  const { value } = typed;
  if (typeof value === 'string') return textFix(value, wanted);
  const isScalar = value instanceof Exact || typeof value === 'boolean';
  return isScalar && isText(wanted) ? { suggestion: `write it in quotes: "${value instanceof Exact ? value.toText() : value}"` } : {};
};
