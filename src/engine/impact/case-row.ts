/** Writes the rows that the leaves of the result tree commit to, each as the bytes of its RFC 8785 form. */
import type { NumberColumn } from '../model/column.ts';
import type { TextCells } from '../population/decoded-column.ts';
import { createNumberText } from './number-text.ts';

/** What one side decided for each case of a chunk, as it stands in the rows. */
export type RowSide = {
  /** Places in `texts`. */
  readonly outcomes: { readonly cells: ArrayLike<number>; readonly texts: readonly string[] };
  readonly amounts: readonly { readonly name: string; readonly column: NumberColumn }[];
};

/** Writes the row of a case from `at` on, where `bytesMax` bytes must be free, and gives where it ends. */
export type CaseRows = { bytesMax(row: number): number; write(bytes: Uint8Array, at: number, row: number): number };

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const NULL = utf8('null');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSING = 0x7d;
const CONTROLS_END = 0x20;
/** A byte of a text takes at most this many in JSON: \u001f. */
const ESCAPED_BYTES_MAX = 6;

const put = (bytes: Uint8Array, at: number, piece: Uint8Array): number => {
  for (let i = 0; i < piece.length; i++) bytes[at + i] = piece[i] as number;
  return at + piece.length;
};

/** The same for longer pieces. */
const paste = (bytes: Uint8Array, at: number, piece: Uint8Array): number => {
  bytes.set(piece, at);
  return at + piece.length;
};

/** Codes of UTF-16 units order the names, as RFC 8785 demands. */
const inCanonicalOrder = <T extends { readonly name: string }>(named: readonly T[]): readonly T[] =>
  named.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** How a side begins, up to its first amount. */
const openingOf = (side: RowSide, at: number): string => {
  const [first] = inCanonicalOrder(side.amounts);
  return `${at === 0 ? '' : ','}{"amounts":{${first === undefined ? '' : `${JSON.stringify(first.name)}:`}`;
};

/** Writes a side from its first amount on, and what follows it whatever the case. */
const createSideWriter = ({ outcomes, amounts }: RowSide, following: string) => {
  const fields = inCanonicalOrder(amounts).map(({ name, column }, at) => {
    const prefix = utf8(at === 0 ? '' : `,${JSON.stringify(name)}:`);
    return { prefix, nulls: column.nulls, number: createNumberText(column) };
  });
  const endings = outcomes.texts.map((outcome) => utf8(`},"outcome":${JSON.stringify(outcome)}}${following}`));
  const { cells } = outcomes;
  const write = (bytes: Uint8Array, start: number, row: number): number => {
    let at = start;
    for (const { prefix, nulls, number } of fields) {
      at = put(bytes, at, prefix);
      if (nulls !== undefined && nulls[row] === 1) {
        at = put(bytes, at, NULL);
        continue;
      }
      bytes[at] = QUOTE;
      at = number.write(bytes, at + 1, row);
      bytes[at++] = QUOTE;
    }
    return paste(bytes, at, endings[cells[row] as number] as Uint8Array);
  };
  const fieldsMax = fields.reduce((sum, { prefix, number }) => sum + prefix.length + number.bytesMax + 2 + NULL.length, 0);
  return { write, bytesMax: fieldsMax + Math.max(0, ...endings.map((ending) => ending.length)) };
};

/** A text of UTF-8 as JSON writes it. */
const writeString = (bytes: Uint8Array, start: number, text: Uint8Array, from: number, to: number): number => {
  let at = start;
  bytes[at++] = QUOTE;
  for (let i = from; i < to; i++) {
    const byte = text[i] as number;
    if (byte < CONTROLS_END || byte === QUOTE || byte === BACKSLASH) {
      const whole = JSON.stringify(Buffer.from(text.buffer, text.byteOffset + from, to - from).toString('utf8'));
      return put(bytes, start, utf8(whole));
    }
    bytes[at++] = byte;
  }
  bytes[at++] = QUOTE;
  return at;
};

const UNIT = '],"unit":';

/**
 * The rows `{"sides": [{"amounts": {…}, "outcome": …}], "unit": …}` of a chunk. They are put together by hand, since a million of them are written
 * in a run. Texts must be well-formed Unicode.
 */
export const createCaseRows = (keys: TextCells, sides: readonly RowSide[]): CaseRows => {
  const openings = sides.map(openingOf);
  const start = utf8(`{"sides":[${openings[0] ?? UNIT}`);
  const writers = sides.map((side, at) => createSideWriter(side, openings[at + 1] ?? UNIT));
  const fixedMax = writers.reduce((sum, { bytesMax }) => sum + bytesMax, start.length + '""}'.length);
  const { bytes: texts, offsets } = keys;
  return {
    bytesMax: (row) => fixedMax + ((offsets[row + 1] as number) - (offsets[row] as number)) * ESCAPED_BYTES_MAX,
    write: (bytes, from, row) => {
      let at = paste(bytes, from, start);
      for (const writer of writers) at = writer.write(bytes, at, row);
      at = writeString(bytes, at, texts, offsets[row] as number, offsets[row + 1] as number);
      bytes[at++] = CLOSING;
      return at;
    },
  };
};
