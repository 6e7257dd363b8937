/**
 * Reads PDF values strictly: what readers of PDF repair or read in two ways is refused. There are no comments, no key stands twice, and every token has
 * one reading.
 */
import { refuse } from '../../model/problem.ts';
import type { PdfArray, PdfDictionary, PdfEntry, PdfValue } from './pdf-value.ts';

/** Far deeper than any report, and flat enough for the stack. */
const DEPTH_MAX = 64;
/** In one object: a long report has lists of some hundred thousand, and each value takes memory. */
const OBJECT_VALUES_MAX = 1_000_000;
/** In all objects that one parser goes through, for each takes time: a page has about five thousand. A long name counts as several. */
const VALUES_MAX = 5_000_000;
/** In one dictionary: far more than any has. Looking keys up takes longer than reading other values. */
const KEYS_MAX = 4_096;
/** ISO 32000-1, annex C, has 127, each of which may be written as an escape. */
const NAME_CHARS_MAX = 3 * 127;
/** Characters of a name that take as long as a value does; where there are escapes among them, each takes about as long. */
const NAME_CHARS = 32;
const NUMBER_MAX = 0x7fff_ffff;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number | undefined): boolean =>
  isDigit(byte) || (byte !== undefined && ((byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)));

/** By byte: of names and keywords, which are printable ASCII that delimits nothing. */
const REGULAR = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x20 && byte < 0x7f && !'()<>[]{}/%'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
/** The end of the file is like a blank. */
const isRegular = (byte: number | undefined): boolean => REGULAR[byte ?? 0] === 1;
const CHARACTERS: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
/** Beyond it, doubles do not hold what is written. */
const NUMBER_DIGITS_MAX = 15;

/** Of millions of empty dictionaries, each would otherwise have a map of its own. */
const NO_ENTRIES: PdfDictionary['entries'] = new Map();

/** Goes through the bytes from one place on. */
export class PdfParser {
  private readonly bytes: Uint8Array;
  at: number;
  /** Read so far, in this object and in all. */
  private ofObject = 0;
  private values = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  fail(what: string): never {
    return refuse('invalid', `at byte ${this.at}: ${what}`);
  }

  skipSpace(): void {
    while (isSpace(this.bytes[this.at])) this.at++;
  }

  /** Whether the bytes go on with this text. */
  sees(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Goes past this text, which has to stand here. */
  expect(text: string): void {
    if (!this.sees(text)) this.fail(`"${text.trim()}" belongs here`);
    this.at += text.length;
  }

  /** A run of digits as a number. */
  digits(): number {
    const from = this.at;
    let value = 0;
    for (; isDigit(this.bytes[this.at]); this.at++) value = Math.min(NUMBER_MAX + 1, value * 10 + (this.bytes[this.at] as number) - 0x30);
    return this.at > from && value <= NUMBER_MAX ? value : this.fail('a whole number belongs here');
  }

  /** The value of an object. */
  value(): PdfValue {
    this.ofObject = 0;
    return this.valueAt(0);
  }

  private valueAt(depth: number): PdfValue {
    if (++this.ofObject > OBJECT_VALUES_MAX) return this.fail(`an object has more than ${OBJECT_VALUES_MAX} values`);
    this.count(1);
    if (depth > DEPTH_MAX) return this.fail(`values stand more than ${DEPTH_MAX} deep in each other`);
    const from = this.at;
    const byte = this.bytes[from];
    if (byte === 0x2f) return { kind: 'name', name: this.name(), from, to: this.at };
    if (byte === 0x28) return this.literal();
    if (byte === 0x5b) return this.array(depth);
    if (byte === 0x3c) return this.bytes[from + 1] === 0x3c ? this.dictionary(depth) : this.hexString();
    if (isDigit(byte)) return this.ref() ?? this.number();
    if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.number();
    for (const kind of ['true', 'false', 'null'] as const)
      if (this.sees(kind) && !isRegular(this.bytes[from + kind.length])) {
        this.at += kind.length;
        return { kind, from, to: this.at };
      }
    return this.fail('a value belongs here');
  }

  private count(values: number): void {
    this.values += values;
    if (this.values > VALUES_MAX) this.fail(`the file has more than ${VALUES_MAX} values`);
  }

  dictionary(depth = 0): PdfDictionary {
    const from = this.at;
    this.expect('<<');
    this.skipSpace();
    if (this.bytes[this.at] === 0x3e) return this.ended(NO_ENTRIES, from);
    const entries = new Map<string, PdfEntry>();
    for (; this.bytes[this.at] !== 0x3e; this.skipSpace()) {
      const start = this.at;
      const key = this.name();
      if (entries.has(key)) this.fail(`the key ${key} stands twice`);
      if (entries.size === KEYS_MAX) this.fail(`a dictionary has more than ${KEYS_MAX} keys`);
      this.skipSpace();
      entries.set(key, { from: start, value: this.valueAt(depth + 1) });
    }
    return this.ended(entries, from);
  }

  private ended(entries: PdfDictionary['entries'], from: number): PdfDictionary {
    this.expect('>>');
    return { kind: 'dictionary', entries, from, to: this.at };
  }

  private array(depth: number): PdfArray {
    const from = this.at++;
    const items: PdfValue[] = [];
    for (this.skipSpace(); this.bytes[this.at] !== 0x5d; this.skipSpace()) items.push(this.valueAt(depth + 1));
    this.at++;
    return { kind: 'array', items, from, to: this.at };
  }

  private name(): string {
    if (this.bytes[this.at] !== 0x2f) return this.fail('a name belongs here');
    const from = ++this.at;
    // Character by character: calls that make a text of bytes take longer than the names of a large file have.
    let text = '';
    for (let byte = this.bytes[from]; isRegular(byte) && text.length <= NAME_CHARS_MAX; byte = this.bytes[++this.at])
      text += CHARACTERS[byte as number];
    if (this.at === from) return this.fail('a name is empty');
    if (text.length > NAME_CHARS_MAX) return this.fail(`a name has more than ${NAME_CHARS_MAX} characters`);
    this.count(text.length / NAME_CHARS);
    if (!text.includes('#')) return text;
    this.count(text.length);
    if (/#(?![0-9A-Fa-f]{2})/.test(text)) return this.fail('a name has "#" without two digits after it');
    return text.replace(/#(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }

  /** `12 0 R`; undefined where a mere number stands. */
  private ref(): PdfValue | undefined {
    const from = this.at;
    let at = from;
    while (isDigit(this.bytes[at])) at++;
    if (this.bytes[at] !== 0x20 || this.bytes[at + 1] !== 0x30 || this.bytes[at + 2] !== 0x20 || this.bytes[at + 3] !== 0x52)
      return undefined;
    if (isRegular(this.bytes[at + 4])) return undefined;
    const object = this.digits();
    this.at = at + 4;
    return { kind: 'ref', object, from, to: this.at };
  }

  private number(): PdfValue {
    const from = this.at;
    const sign = this.bytes[from] === 0x2d ? -1 : 1;
    if (this.bytes[from] === 0x2d || this.bytes[from] === 0x2b) this.at++;
    let [value, digits, scale] = [0, 0, 0];
    for (; ; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === 0x2e && scale === 0) scale = 1;
      else if (isDigit(byte) && digits < NUMBER_DIGITS_MAX) {
        value = value * 10 + (byte as number) - 0x30;
        scale *= 10;
        digits++;
      } else break;
    }
    if (digits === 0 || isRegular(this.bytes[this.at])) return this.fail('a number is not written with digits and one point');
    return { kind: 'number', value: (sign * value) / (scale || 1), from, to: this.at };
  }

  private literal(): PdfValue {
    const from = this.at;
    let open = 0;
    for (; ; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return this.fail('a string has no end');
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) break;
    }
    this.at++;
    return { kind: 'string', form: 'literal', from, to: this.at };
  }

  private hexString(): PdfValue {
    const from = this.at++;
    while (isHexDigit(this.bytes[this.at])) this.at++;
    if (this.bytes[this.at] !== 0x3e || (this.at - from) % 2 === 0)
      return this.fail('a string is not written in pairs of hexadecimal digits');
    this.at++;
    return { kind: 'string', form: 'hex', from, to: this.at };
  }
}
