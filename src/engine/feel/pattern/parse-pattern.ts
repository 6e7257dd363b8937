/**
 * Reads the regular expressions of XPath and XQuery (XPath Functions 3.1, section 5.6), which FEEL's `matches`, `replace` and `split` take.
 *
 * They are not those of JavaScript: `\d` and `\w` know all of Unicode, classes can be subtracted, and there is no looking ahead.
 * So they are read into a tree of their own, and matched with a limit of steps.
 */
import { characterClass, escapedCharacter, foldCase, type Matches, readClass } from './character-class.ts';

export type Pattern =
  | { readonly kind: 'one'; readonly matches: Matches }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'group'; readonly number?: number; readonly of: Pattern }
  | { readonly kind: 'repeat'; readonly of: Pattern; readonly min: number; readonly max: number; readonly isLazy: boolean }
  | { readonly kind: 'again'; readonly group: number };

export type Flags = {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly spaced: boolean;
  readonly literal: boolean;
};

/** The flags s, m, i, x and q; undefined where there are others. */
export const parseFlags = (text: string): Flags | undefined =>
  /^[smixq]*$/.test(text)
    ? {
        ignoreCase: text.includes('i'),
        dotAll: text.includes('s'),
        multiline: text.includes('m'),
        spaced: text.includes('x'),
        literal: text.includes('q'),
      }
    : undefined;

export type ParsedPattern = { readonly pattern: Pattern; readonly groups: number; readonly flags: Flags };

/** What is wrong with a pattern. Thrown while it is read, and caught there. */
export class PatternMistake extends Error {}

const GROUPS_MAX = 100;
const REPEATS_MAX = 1_000;
const DEPTH_MAX = 50;

type Reader = { readonly text: string; readonly flags: Flags; at: number; groups: number; readonly closed: Set<number>; depth: number };

/** Without the white space outside of brackets, which `x` allows for reading's sake. */
const withoutSpace = (text: string): string => {
  let kept = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (depth === 0 && /[\t\n\r ]/.test(character)) continue;
    kept += character;
    if (character === '[') depth++;
    else if (character === ']' && depth > 0) depth--;
    else if (character === '\\' && at + 1 < text.length && (depth > 0 || !/[\t\n\r ]/.test(text[at + 1] as string))) kept += text[++at];
  }
  return kept;
};

const peek = (reader: Reader): string => {
  const code = reader.text.codePointAt(reader.at);
  return code === undefined ? '' : String.fromCodePoint(code);
};

const take = (reader: Reader): string => {
  const character = peek(reader);
  reader.at += character.length;
  return character;
};

const takeIf = (reader: Reader, expected: string): boolean => {
  if (peek(reader) !== expected) return false;
  reader.at++;
  return true;
};

const one = (matches: Matches): Pattern => ({ kind: 'one', matches });

const readChoice = (reader: Reader): Pattern => {
  if (++reader.depth > DEPTH_MAX) throw new PatternMistake('the pattern is nested too deep');
  const options = [readSequence(reader)];
  while (takeIf(reader, '|')) options.push(readSequence(reader));
  reader.depth--;
  return options.length === 1 ? (options[0] as Pattern) : { kind: 'choice', options };
};

const readSequence = (reader: Reader): Pattern => {
  const items: Pattern[] = [];
  for (let next = peek(reader); next !== '' && next !== '|' && next !== ')'; next = peek(reader)) items.push(readPiece(reader));
  return { kind: 'sequence', items };
};

const readPiece = (reader: Reader): Pattern => {
  const atom = readAtom(reader);
  const bounds = readBounds(reader);
  if (bounds === undefined) return atom;
  if (atom.kind === 'start' || atom.kind === 'end') throw new PatternMistake('"^" and "$" cannot be repeated');
  const isLazy = takeIf(reader, '?');
  if ('?*+{'.includes(peek(reader)) && peek(reader) !== '') throw new PatternMistake('two repetitions in a row');
  return { kind: 'repeat', of: atom, ...bounds, isLazy };
};

type Bounds = { readonly min: number; readonly max: number };

const readBounds = (reader: Reader): Bounds | undefined => {
  switch (peek(reader)) {
    case '?':
      reader.at++;
      return { min: 0, max: 1 };
    case '*':
      reader.at++;
      return { min: 0, max: Number.POSITIVE_INFINITY };
    case '+':
      reader.at++;
      return { min: 1, max: Number.POSITIVE_INFINITY };
    case '{':
      return readCounts(reader);
    default:
      return undefined;
  }
};

const readCounts = (reader: Reader): Bounds => {
  const match = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(reader.text.slice(reader.at, reader.at + 12));
  if (match === null) throw new PatternMistake('"{" begins a number of repetitions: {2}, {2,} or {2,5}');
  reader.at += match[0].length;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (max < min || min > REPEATS_MAX || (Number.isFinite(max) && max > REPEATS_MAX)) {
    throw new PatternMistake(`repetitions run from the smaller number to the larger, of at most ${REPEATS_MAX}`);
  }
  return { min, max };
};

const readAtom = (reader: Reader): Pattern => {
  const character = take(reader);
  switch (character) {
    case '(':
      return readGroup(reader);
    case '[':
      return one(readBracket(reader));
    case '.':
      return one(reader.flags.dotAll ? () => true : (next) => next !== '\n' && next !== '\r');
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '\\':
      return readEscape(reader);
    case '?':
    case '*':
    case '+':
    case '{':
    case '}':
    case ']':
      throw new PatternMistake(`${JSON.stringify(character)} stands alone; write "\\${character}" for the character`);
    default:
      return one(literal(reader, character));
  }
};

const literal = ({ flags }: Reader, character: string): Matches => foldCase((next) => next === character, flags.ignoreCase);

const readBracket = (reader: Reader): Matches => {
  const { matches, end } = readClass(reader.text, reader.at, reader.flags.ignoreCase);
  reader.at = end;
  return matches;
};

const readGroup = (reader: Reader): Pattern => {
  const isPlain = reader.text.startsWith('?:', reader.at);
  if (isPlain) reader.at += 2;
  else if (peek(reader) === '?') throw new PatternMistake('"(?" begins something that XPath patterns do not have');
  const number = isPlain ? undefined : ++reader.groups;
  if (reader.groups > GROUPS_MAX) throw new PatternMistake(`the pattern has more than ${GROUPS_MAX} groups`);
  const of = readChoice(reader);
  if (!takeIf(reader, ')')) throw new PatternMistake('a group is not closed');
  if (number === undefined) return { kind: 'group', of };
  reader.closed.add(number);
  return { kind: 'group', number, of };
};

const readEscape = (reader: Reader): Pattern => {
  const rest = reader.text.slice(reader.at);
  const back = /^[1-9]\d*/.exec(rest)?.[0];
  if (back !== undefined) return readBackReference(reader, back);
  const found = characterClass(rest) ?? escapedCharacter(rest);
  if (found === undefined) throw new PatternMistake(`"\\${rest.slice(0, 1)}" has no meaning in XPath patterns`);
  reader.at += found.length;
  return one('character' in found ? literal(reader, found.character) : found.matches);
};

/** As many digits as name a group that is closed before. */
const readBackReference = (reader: Reader, digits: string): Pattern => {
  for (let length = digits.length; length > 0; length--) {
    const group = Number(digits.slice(0, length));
    if (!reader.closed.has(group)) continue;
    reader.at += length;
    return { kind: 'again', group };
  }
  throw new PatternMistake(`"\\${digits}" names a group that is not closed before`);
};

/** The tree, or a sentence that says what is wrong. */
export const parsePattern = (source: string, flags: Flags): ParsedPattern | { readonly mistake: string } => {
  const text = flags.spaced && !flags.literal ? withoutSpace(source) : source;
  const reader: Reader = { text, flags, at: 0, groups: 0, closed: new Set(), depth: 0 };
  if (flags.literal) {
    const items = [...text].map((character) => one(literal(reader, character)));
    return { pattern: { kind: 'sequence', items }, groups: 0, flags };
  }
  try {
    const pattern = readChoice(reader);
    if (reader.at < text.length) throw new PatternMistake('a ")" closes nothing');
    return { pattern, groups: reader.groups, flags };
  } catch (error) {
    if (error instanceof PatternMistake || error instanceof SyntaxError) return { mistake: error.message };
    throw error;
  }
};
