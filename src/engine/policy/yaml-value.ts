/** A scalar of a YAML test as the JSON value that a declared type reads: numbers exactly as their text says. */

import type { YamlScalar } from '../document/parse-yaml.ts';
import { type ExactJson, evaluateText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { ScalarType } from '../model/value-type.ts';

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUE = new Set(['true', 'yes', 'on', '1']);
const FALSE = new Set(['false', 'no', 'off', '0']);

/** Arithmetic that stands in the place of a number: "2_500 / 12". */
const ARITHMETIC = /^[-+*/().\d\s]+$/;

/** The exact number that a text says, "1_234.50", "5.", "12 * 300"; undefined where it is none. */
export const exactOfText = (text: string): Exact | undefined => {
  const digits = text.trim().replace(/(?<=\d)_(?=\d)/g, '');
  const number = Exact.parse(digits.replace(/(?<=\d)\.$/, ''));
  if (number !== undefined || !ARITHMETIC.test(digits)) return number;
  const evaluated = evaluateText(digits);
  return 'value' in evaluated && evaluated.value instanceof Exact ? evaluated.value : undefined;
};

/** A text that does not fit the type is given as it is, so that the one reader of values says what is wrong with it. */
export const yamlJson = ({ text, isPlain }: YamlScalar, { type }: ScalarType): ExactJson => {
  if (isPlain && NULLS.has(text)) return null;
  if (type === 'decimal' || type === 'integer') return exactOfText(text) ?? text;
  if (type !== 'boolean') return text;
  const word = text.toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : text;
};
