/** The text of a JSON document, read strictly (RFC 8259) and with the place of every part kept. */
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Fix, Problem, Result } from '../model/problem.ts';

/** 1-based line, and 1-based column in UTF-16 units. */
export type TextPlace = { readonly row: number; readonly column: number };

export type ParsedDocument = {
  readonly value: Json;
  /**
   * Where the part that a JSON Pointer names stands; of a part that is not there, its nearest holder. With `within`, the place of
   * that UTF-16 unit of a text, counted in what the text says.
   */
  readonly locate: (pointer: string, within?: number) => TextPlace;
  /** A fix of the text at a pointer, as a change of the document's own text. Undefined where no text stands there. */
  readonly editOf: (pointer: string, fix: Fix) => NonNullable<Fix['edit']> | undefined;
};

const DEPTH_MAX = 100;
const PROBLEMS_MAX = 100;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const WORD = /true|false|null/y;

/** The text is no JSON from here on. */
class SyntaxStop extends Error {
  readonly offset: number;
  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
  }
}

class DocumentParser {
  readonly offsets = new Map<string, number>();
  readonly keyOffsets = new Map<string, number>();
  /** Mistakes that do not stop the reading: repeated keys, numbers that would not stay exact. */
  readonly mistakes: { readonly offset: number; readonly pointer: string; readonly message: string; readonly expected: string }[] = [];
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    const value = this.value('', 0);
    this.match(SPACE);
    if (this.at < this.text.length) throw new SyntaxStop(this.at, 'the end of the document');
    return value;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private take(character: string): boolean {
    this.match(SPACE);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private value(pointer: string, depth: number): Json {
    this.match(SPACE);
    this.offsets.set(pointer, this.at);
    if (depth > DEPTH_MAX) throw new SyntaxStop(this.at, `at most ${DEPTH_MAX} levels of nesting`);
    const start = this.text[this.at];
    if (start === '{') return this.object(pointer, depth);
    if (start === '[') return this.array(pointer, depth);
    if (start === '"') return this.string(pointer);
    const word = this.match(WORD);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    return this.number(pointer);
  }

  private object(pointer: string, depth: number): Json {
    const entries = new Map<string, Json>();
    this.at++;
    if (this.take('}')) return {};
    do {
      this.match(SPACE);
      const offset = this.at;
      if (this.text[offset] !== '"') throw new SyntaxStop(offset, 'a key in double quotes');
      const key = this.string(pointer);
      const inner = pointerTo(pointer, key);
      if (entries.has(key)) this.mistake(offset, inner, `the key ${JSON.stringify(key)} stands twice in one object`, 'each key once');
      this.keyOffsets.set(inner, offset);
      if (!this.take(':')) throw new SyntaxStop(this.at, '":" after the key');
      entries.set(key, this.value(inner, depth + 1));
    } while (this.take(','));
    if (!this.take('}')) throw new SyntaxStop(this.at, '"," or "}"');
    // Made from entries, so that "__proto__" becomes a key like any other.
    return Object.fromEntries(entries);
  }

  private array(pointer: string, depth: number): Json {
    const items: Json[] = [];
    this.at++;
    if (this.take(']')) return items;
    do {
      items.push(this.value(pointerTo(pointer, items.length), depth + 1));
    } while (this.take(','));
    if (!this.take(']')) throw new SyntaxStop(this.at, '"," or "]"');
    return items;
  }

  private string(pointer: string): string {
    const offset = this.at;
    const literal = this.match(STRING);
    if (literal === undefined) throw new SyntaxStop(offset, 'the closing quote of the text that begins here');
    const text = decoded(literal);
    if (text === undefined) throw new SyntaxStop(offset, 'a text without raw control characters and with known escapes');
    if (!text.isWellFormed()) this.mistake(offset, pointer, 'the text has half of a character pair', 'well-formed Unicode');
    return text;
  }

  private number(pointer: string): number {
    const offset = this.at;
    const literal = this.match(NUMBER);
    if (literal === undefined) throw new SyntaxStop(offset, 'a value');
    const value = Number(literal);
    const exact = Exact.parse(literal);
    if (exact === undefined || Exact.parse(String(value))?.equals(exact) !== true) {
      this.mistake(offset, pointer, `the number ${literal} cannot be kept exactly`, 'a text, such as "12.30"');
    }
    return value;
  }

  private mistake(offset: number, pointer: string, message: string, expected: string): void {
    if (this.mistakes.length < PROBLEMS_MAX) this.mistakes.push({ offset, pointer, message, expected });
  }
}

const decoded = (literal: string): string | undefined => {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
};

const lineStartsOf = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

const placeIn = (lineStarts: readonly number[], offset: number): TextPlace => {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { row: low + 1, column: offset - (lineStarts[low] as number) + 1 };
};

const CHARACTER = /\\u[0-9a-fA-F]{4}|\\?[\s\S]/y;

/** Offset of a UTF-16 unit of a string, past its quote and the escapes before it. */
const offsetWithin = (text: string, start: number, units: number): number => {
  let offset = start + 1;
  for (let unit = 0; unit < units && text[offset] !== '"'; unit++) {
    CHARACTER.lastIndex = offset;
    offset += CHARACTER.exec(text)?.[0].length ?? 1;
  }
  return offset;
};

/**
 * Reads a JSON text. Stricter than JSON.parse: a key stands once in an object, and a number that a double would change is
 * refused. The first syntax error ends the reading.
 */
export const parseDocument = (text: string, name?: string): Result<ParsedDocument> => {
  const inDocument = name === undefined ? {} : { document: name };
  const lineStarts = lineStartsOf(text);
  const parser = new DocumentParser(text);
  let value: Json;
  try {
    value = parser.document();
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
    const found = error.offset < text.length ? JSON.stringify(text.slice(error.offset, error.offset + 12)) : 'the end of the text';
    const problem: Problem = {
      ...inDocument,
      ...placeIn(lineStarts, error.offset),
      message: `not JSON: ${found} stands here`,
      expected: error.message,
    };
    return { ok: false, failure: { kind: 'invalid', message: 'the document is not JSON', problems: [problem] } };
  }
  if (parser.mistakes.length > 0) {
    const problems = parser.mistakes.map(({ offset, ...rest }): Problem => ({ ...inDocument, ...rest, ...placeIn(lineStarts, offset) }));
    return { ok: false, failure: { kind: 'invalid', message: 'the JSON text has mistakes', problems } };
  }
  const locate = (pointer: string, within?: number): TextPlace => {
    let holder = pointer;
    while (holder !== '' && !parser.offsets.has(holder)) holder = holder.slice(0, holder.lastIndexOf('/'));
    const offset = parser.offsets.get(holder) ?? 0;
    const isText = holder === pointer && text[offset] === '"';
    return placeIn(lineStarts, within !== undefined && isText ? offsetWithin(text, offset, within) : offset);
  };
  const editOf: ParsedDocument['editOf'] = (pointer, { isKey, range, replacement }) => {
    const start = (isKey ? parser.keyOffsets : parser.offsets).get(pointer);
    if (start === undefined || text[start] !== '"') return undefined;
    const [from, to] = [offsetWithin(text, start, range.from), offsetWithin(text, start, range.to)];
    return { from, to, insert: JSON.stringify(replacement).slice(1, -1) };
  };
  return { ok: true, value: { value, locate, editOf } };
};
