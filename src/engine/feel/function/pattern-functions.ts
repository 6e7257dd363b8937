/** Built-in functions that search a text for a pattern (DMN 1.5, 10.3.4.3). The patterns are those of XPath. */
import { Null, type Value } from '../../model/value.ts';
import { TEXT_LENGTH_MAX } from '../limits.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { compilePattern, type Program } from '../pattern/compile-pattern.ts';
import { findMatches, type Match } from '../pattern/match-pattern.ts';
import { type Flags, parseFlags, parsePattern } from '../pattern/parse-pattern.ts';
import { BOOLEAN, listOf, STRING } from '../type.ts';
import { type Builtin, define, optional, parameter, type Run } from './builtin.ts';
import { boundedList } from './list-functions.ts';

/** Patterns stand in the source, so that few are in use at once. */
const PATTERNS_KEPT_MAX = 200;
const known = new Map<string, Program | { readonly mistake: string }>();

const read = (text: string, flags: Flags): Program | { readonly mistake: string } => {
  const parsed = parsePattern(text, flags);
  return 'mistake' in parsed ? parsed : (compilePattern(parsed) ?? { mistake: 'its repetitions make it too large' });
};

const patternOf = (text: string, flagText: string, at: string): Program | Null => {
  const flags = parseFlags(flagText);
  if (flags === undefined)
    return nullOf('error', at, `the flags of a pattern are s, m, i, x and q, and these are ${JSON.stringify(flagText)}`);
  const key = `${flagText}/${text}`;
  const program = known.get(key) ?? read(text, flags);
  if (known.size >= PATTERNS_KEPT_MAX) known.clear();
  known.set(key, program);
  return 'mistake' in program ? nullOf('error', at, `the pattern cannot be read: ${program.mistake}`) : program;
};

const tooCostly = (at: string): Null => nullOf('error', at, 'the pattern has too many ways through this text');

type Found = { readonly characters: readonly string[]; readonly matches: readonly Match[] };

const search = (text: string, pattern: Program, firstOnly: boolean, at: string): Found | Null => {
  const characters = [...text];
  const matches = findMatches(pattern, characters, { firstOnly });
  return matches === undefined ? tooCostly(at) : { characters, matches };
};

type Asked = { readonly text: string; readonly pattern: Program };

/** The text and the pattern of a call, or the null that it gives. */
const asked = (text: Value | undefined, pattern: Value | undefined, flags: Value | undefined, at: string): Asked | Null => {
  if (typeof text !== 'string') return wrongKind(text, 'a text', at);
  if (typeof pattern !== 'string') return wrongKind(pattern, 'a pattern', at);
  if (flags !== undefined && typeof flags !== 'string') return wrongKind(flags, 'the flags of a pattern', at);
  const program = patternOf(pattern, flags ?? '', at);
  return program instanceof Null ? program : { text, pattern: program };
};

const matches: Run = ([text, pattern, flags], at) => {
  const call = asked(text, pattern, flags, at);
  if (call instanceof Null) return call;
  const found = search(call.text, call.pattern, true, at);
  return found instanceof Null ? found : found.matches.length > 0;
};

/** A pattern that the empty text matches has no places to replace or to split at (XPath's error FORX0003). */
const matchesEmptyText = (pattern: Program): boolean => findMatches(pattern, [], { firstOnly: true })?.length !== 0;

type Part = string | { readonly group: number };

/** `$1` is a group, `\$` and `\\` are characters; undefined for a "$" or "\" that means nothing. */
const replacementParts = (replacement: string, groups: number): readonly Part[] | undefined => {
  const parts: Part[] = [];
  for (let at = 0; at < replacement.length; ) {
    const character = replacement[at] as string;
    const next = replacement[at + 1] ?? '';
    if (character === '\\') {
      if (next !== '\\' && next !== '$') return undefined;
      parts.push(next);
      at += 2;
    } else if (character === '$') {
      const digits = /^\d+/.exec(replacement.slice(at + 1))?.[0];
      if (digits === undefined) return undefined;
      let length = digits.length;
      while (length > 1 && Number(digits.slice(0, length)) > groups) length--;
      parts.push({ group: Number(digits.slice(0, length)) });
      at += 1 + length;
    } else {
      parts.push(character);
      at++;
    }
  }
  return parts;
};

const partText = (part: Part, { characters }: Found, match: Match): string => {
  if (typeof part === 'string') return part;
  return part.group === 0 ? characters.slice(match.from, match.to).join('') : (match.groups[part.group - 1] ?? '');
};

const replace: Run = ([text, pattern, replacement, flags], at) => {
  const call = asked(text, pattern, flags, at);
  if (call instanceof Null) return call;
  if (typeof replacement !== 'string') return wrongKind(replacement, 'a text', at);
  if (matchesEmptyText(call.pattern)) return nullOf('error', at, 'the pattern matches the empty text');
  const isLiteral = typeof flags === 'string' && flags.includes('q');
  const parts = isLiteral ? [replacement] : replacementParts(replacement, call.pattern.groups);
  if (parts === undefined) return nullOf('error', at, 'in a replacement "$" stands before the number of a group; otherwise write "\\\\$"');
  const found = search(call.text, call.pattern, false, at);
  if (found instanceof Null) return found;
  const pieces: string[] = [];
  let done = 0;
  let length = 0;
  for (const match of found.matches) {
    const piece = found.characters.slice(done, match.from).join('') + parts.map((part) => partText(part, found, match)).join('');
    length += piece.length;
    if (length > TEXT_LENGTH_MAX) return nullOf('error', at, 'the text is too long');
    pieces.push(piece);
    done = match.to;
  }
  return pieces.join('') + found.characters.slice(done).join('');
};

/** An empty delimiter stands between all characters. */
const split: Run = ([text, delimiter], at) => {
  const call = asked(text, delimiter, undefined, at);
  if (call instanceof Null) return call;
  if (delimiter === '') return boundedList([...call.text], at);
  if (matchesEmptyText(call.pattern)) return nullOf('error', at, 'the pattern of the delimiter matches the empty text');
  const found = search(call.text, call.pattern, false, at);
  if (found instanceof Null) return found;
  const starts = [0, ...found.matches.map(({ to }) => to)];
  const ends = [...found.matches.map(({ from }) => from), found.characters.length];
  return boundedList(
    starts.map((start, index) => found.characters.slice(start, ends[index]).join('')),
    at,
  );
};

const INPUT = parameter('input', 'text');
const PATTERN = parameter('pattern', 'text');
const FLAGS = optional('flags', 'text');

export const PATTERN_FUNCTIONS: readonly Builtin[] = [
  define('matches', [INPUT, PATTERN, FLAGS], { result: BOOLEAN, run: matches }),
  define('replace', [INPUT, PATTERN, parameter('replacement', 'text'), FLAGS], { result: STRING, run: replace }),
  define('split', [parameter('string', 'text'), parameter('delimiter', 'text')], { result: listOf(STRING), run: split }),
];
