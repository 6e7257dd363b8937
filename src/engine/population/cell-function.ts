/** How one cell is read from its bytes. */
import type { PlainCells } from './plain-cells.ts';

/** What a cell is that cannot be read by its bytes alone: it is looked at once more, as a text. */
export const UNREAD = -0x8000_0000;

/** The boolean, day or code in bytes[start] to bytes[end], or UNREAD. Never of an empty cell. */
export type CellFunction = (bytes: Uint8Array, start: number, end: number) => number;

/** Booleans, days or codes. */
export type SmallCells = {
  readonly cellOf: CellFunction;
  /** Reads what is plain of a column as `cellOf` would, and gives the rows that it left unread. */
  readPlain(plain: PlainCells, column: number, into: Int32Array): Uint32Array;
  /** Whether `readPlain` may read this text. */
  isPlain(text: string): boolean;
};
