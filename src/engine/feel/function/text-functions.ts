/** Built-in functions on texts (DMN 1.5, 10.3.4.3). Positions and lengths count characters (code points), as the standard has it. */
import { Exact } from '../../model/exact.ts';
import { isList, Null, type Value } from '../../model/value.ts';
import { TEXT_LENGTH_MAX } from '../limits.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { BOOLEAN, NUMBER, STRING } from '../type.ts';
import { type Builtin, cutOff, define, firstNull, onText, onTexts, optional, parameter, type Run, wholeNumber } from './builtin.ts';
import { itemIndex } from './list-functions.ts';

const TEXT = parameter('string', 'text');
const MATCH = parameter('match', 'text');

const test = (name: string, passes: (text: string, match: string) => boolean): Builtin =>
  define(name, [TEXT, MATCH], { result: BOOLEAN, run: onTexts(passes) });

const substring: Run = ([text, start, length], at) => {
  if (typeof text !== 'string') return wrongKind(text, 'a text', at);
  const characters = [...text];
  const from = itemIndex(wholeNumber(start) ?? 0, characters.length);
  const size = length === undefined ? characters.length : wholeNumber(length);
  if (from === undefined) return nullOf('unknown-key', at, 'the text has no character at this position');
  if (size === undefined || size < 0) return nullOf('error', at, 'the length must be a whole number that is not negative');
  return characters.slice(from, from + size).join('');
};

/** The reference cases of the standard cut off the fractions of positions and lengths. */
const standardSubstring: Run = ([text, ...numbers], at) =>
  substring([text as Value, ...numbers.map((number) => (number instanceof Exact ? cutOff(number) : number))], at);

const before = (text: string, match: string): string => {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(0, at);
};

const after = (text: string, match: string): string => {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
};

const join: Run = ([list, delimiter], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  const missing = firstNull(list);
  if (missing !== undefined) return missing;
  const wrong = list.find((item) => typeof item !== 'string');
  if (wrong !== undefined) return wrongKind(wrong, 'a text', at);
  const separator = typeof delimiter === 'string' ? delimiter : '';
  const length = (list as readonly string[]).reduce((sum, item) => sum + item.length + separator.length, 0);
  return length > TEXT_LENGTH_MAX ? nullOf('error', at, 'the text is too long') : list.join(separator);
};

/** The standard leaves nulls out; a policy may not overlook that a text is missing. */
const standardJoin: Run = ([list, delimiter], at) =>
  join([list !== undefined && isList(list) ? list.filter((item) => !(item instanceof Null)) : (list as Value), delimiter as Value], at);

export const TEXT_FUNCTIONS: readonly Builtin[] = [
  test('contains', (text, match) => text.includes(match)),
  test('starts with', (text, match) => text.startsWith(match)),
  test('ends with', (text, match) => text.endsWith(match)),
  define('string length', [TEXT], { result: NUMBER, run: onText((text) => Exact.integer([...text].length)) }),
  define('upper case', [TEXT], { result: STRING, run: onText((text) => text.toUpperCase()) }),
  define('lower case', [TEXT], { result: STRING, run: onText((text) => text.toLowerCase()) }),
  define('substring', [TEXT, parameter('start position', 'number'), optional('length', 'number')], {
    result: STRING,
    run: substring,
    standard: standardSubstring,
  }),
  define('substring before', [TEXT, MATCH], { result: STRING, run: onTexts(before) }),
  define('substring after', [TEXT, MATCH], { result: STRING, run: onTexts(after) }),
  define('string join', [parameter('list', { list: 'text' }), optional('delimiter', 'text')], {
    result: STRING,
    takesNulls: true,
    run: join,
    standard: standardJoin,
  }),
];
