/** Finds rows and fields in the bytes of a CSV file (RFC 4180), without making a string of any. */

import { takePlainRows } from './plain-rows.ts';
import { ESCAPED, PLAIN, QUOTED, type RowBounds } from './row-bounds.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A field beyond this is a flaw of its row. */
const FIELD_BYTES_MAX = 65_536;

/** The most rows that are taken one by one before plain ones are looked for again. */
const PAUSE_MAX = 256;

/** What is wrong with a row as such; 0 is nothing. The first flaw of a row counts. */
export const FLAWS = [
  '',
  'text follows the closing quote of a field',
  'a quote stands inside a field that is not quoted',
  'a carriage return stands without a line feed',
  `a field is longer than ${FIELD_BYTES_MAX} bytes`,
] as const;
const AFTER_QUOTE = 1;
const STRAY_QUOTE = 2;
const LONE_CR = 3;
const LONG_FIELD = 4;

export type ScanInput = {
  readonly bytes: Uint8Array;
  /** Bytes from 0 that are to be scanned. */
  readonly length: number;
  /** Whether the file ends there; else a row that is not complete is left for the next scan. */
  readonly final: boolean;
  readonly delimiter: number;
  /** 1-based line that the first byte stands on. */
  readonly line: number;
};

export type ScanEnd = {
  /** Bytes used; what follows is the beginning of a row. */
  readonly consumed: number;
  /** Line of the byte after them. */
  readonly line: number;
  /** Line of a quote that is still open at the end of the file. */
  readonly openQuoteLine?: number;
};

/**
 * Scans whole rows. Lines without a character are no rows. Line ends are LF or CRLF; a quoted field may hold both, delimiters, and quotes
 * that are doubled. A flawed row is still found as one row, so that it can be refused by itself.
 */
export const scanRows = (input: ScanInput, bounds: RowBounds): ScanEnd => new Scan(input, bounds).run();

class Scan {
  private readonly bytes: Uint8Array;
  private readonly length: number;
  private readonly final: boolean;
  private readonly delimiter: number;
  /** 1 for every byte that may end a plain run. */
  private readonly special = new Uint8Array(256);
  private readonly bounds: RowBounds;
  private at = 0;
  private line: number;
  private flaw = 0;
  private openQuoteLine: number | undefined;
  /** Rows that are taken one by one before plain ones are looked for again, and how many it will be the next time. */
  private slowRows = 0;
  private pause = 1;

  constructor({ bytes, length, final, delimiter, line }: ScanInput, bounds: RowBounds) {
    this.bytes = bytes;
    this.length = length;
    this.final = final;
    this.delimiter = delimiter;
    this.line = line;
    this.bounds = bounds;
    for (const byte of [delimiter, QUOTE, LF, CR]) this.special[byte] = 1;
    bounds.clear();
  }

  run(): ScanEnd {
    while (this.at < this.length) {
      this.plainRows();
      if (this.at >= this.length) break;
      const start = this.at;
      const line = this.line;
      if (!this.row(start, line)) {
        this.bounds.fields = this.bounds.rowField[this.bounds.rows] as number;
        return { consumed: start, line, ...(this.openQuoteLine === undefined ? {} : { openQuoteLine: this.openQuoteLine }) };
      }
    }
    return { consumed: this.at, line: this.line };
  }

  /** Takes plain rows for as long as they come. */
  private plainRows(): void {
    if (this.slowRows-- > 0) return;
    const { bytes, length, delimiter, bounds } = this;
    const before = bounds.rows;
    for (;;) {
      const { at, line } = this;
      const rows = bounds.rows;
      this.at = takePlainRows({ bytes, at, end: length, line, delimiter }, bounds);
      this.line += bounds.rows - rows;
      if (this.at === at) break;
    }
    // Where plain rows are rare, looking for them costs more than it gains.
    this.pause = bounds.rows - before > this.pause ? 1 : Math.min(this.pause * 2, PAUSE_MAX);
    this.slowRows = this.pause;
  }

  /** False where the bytes end before the row does. */
  private row(start: number, line: number): boolean {
    this.flaw = 0;
    do {
      if (!this.field()) return false;
    } while (this.passed(this.delimiter));
    const end = this.at;
    if (end === start) this.bounds.fields = this.bounds.rowField[this.bounds.rows] as number;
    else this.bounds.row(start, end, line, this.flaw);
    this.passed(CR);
    if (this.passed(LF)) this.line++;
    return true;
  }

  private passed(byte: number): boolean {
    if (this.at >= this.length || this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private field(): boolean {
    const start = this.at;
    if (!this.passed(QUOTE)) {
      if (!this.plainRun(STRAY_QUOTE)) return false;
      this.close(start, this.at, PLAIN);
      return true;
    }
    const form = this.quotedRun();
    if (form === undefined) return false;
    const end = this.at - 1;
    if (!this.plainRun(AFTER_QUOTE)) return false;
    if (this.at > end + 1) this.flaw ||= AFTER_QUOTE;
    this.close(start + 1, end, form);
    return true;
  }

  private close(start: number, end: number, form: number): void {
    if (end - start > FIELD_BYTES_MAX) this.flaw ||= LONG_FIELD;
    this.bounds.field(start, end, form);
  }

  /** Passes the closing quote. Undefined where the bytes end first; whether a last quote closes is seen only with the byte after it. */
  private quotedRun(): number | undefined {
    const { bytes, length } = this;
    const openedOn = this.line;
    let form = QUOTED;
    let at = this.at;
    for (;;) {
      while (at < length && bytes[at] !== QUOTE) if (bytes[at++] === LF) this.line++;
      if (at >= length && this.final) this.openQuoteLine = openedOn;
      if (at >= length || (at + 1 >= length && !this.final)) return undefined;
      at++;
      if (at >= length || bytes[at] !== QUOTE) break;
      form = ESCAPED;
      at++;
    }
    this.at = at;
    return form;
  }

  /** Goes to the end of the field. A quote on the way is a flaw of the given kind. False where the bytes end first. */
  private plainRun(quoteFlaw: number): boolean {
    const { bytes, length, special } = this;
    let at = this.at;
    for (;;) {
      while (at < length && special[bytes[at] as number] === 0) at++;
      if (at >= length) break;
      const byte = bytes[at];
      if (byte === QUOTE) this.flaw ||= quoteFlaw;
      else if (byte !== CR || bytes[at + 1] === LF) break;
      else if (at + 1 >= length && !this.final) return false;
      else this.flaw ||= LONE_CR;
      at++;
    }
    this.at = at;
    return at < length || this.final;
  }
}
