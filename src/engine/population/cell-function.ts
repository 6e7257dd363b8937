/** How one cell is read from its bytes. */

/** What a cell is that cannot be read by its bytes alone: it is looked at once more, as a text. */
export const UNREAD = -0x8000_0000;

/** The boolean, day or code in bytes[start] to bytes[end], or UNREAD. Never of an empty cell. */
export type CellFunction = (bytes: Uint8Array, start: number, end: number) => number;
