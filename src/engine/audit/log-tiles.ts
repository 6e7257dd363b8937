/** Names and contents of the files of a whole log, https://c2sp.org/tlog-tiles. */
import { ENTRY_BYTES_MAX } from './audit-entry.ts';
import { TILE_HASHES } from './audit-tile.ts';

const LENGTH_BYTES = 2;

/** Path of a tile of hashes, with slashes. `width`: hashes in it, where it is not full. */
export const tilePath = (level: number, n: number, width: number = TILE_HASHES): string => {
  if (!Number.isInteger(level) || level < 0 || level > 63) throw new RangeError(`${level} is not a level of tiles`);
  return `tile/${level}/${numberPath(n)}${partialPath(width)}`;
};

/** Path of a bundle of entries, likewise. */
export const entriesPath = (n: number, width: number = TILE_HASHES): string => `tile/entries/${numberPath(n)}${partialPath(width)}`;

/** How many hashes the last, partial tile of a level has; 0 where the last one is full. */
export const partialWidth = (level: number, size: number): number => Math.floor(size / TILE_HASHES ** level) % TILE_HASHES;

/** How many full tiles a level has. */
export const fullTiles = (level: number, size: number): number => Math.floor(size / TILE_HASHES ** (level + 1));

/** Entries one after the other, each after its length in two bytes. */
export const writeEntryBundle = (entries: readonly Uint8Array[]): Uint8Array => {
  if (entries.length === 0 || entries.length > TILE_HASHES) throw new RangeError(`a bundle has 1 to ${TILE_HASHES} entries`);
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > ENTRY_BYTES_MAX) throw new RangeError(`an entry has ${entry.length} bytes`);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
};

/** The entries of a bundle. Gives a sentence where it is none. */
export const readEntryBundle = (bytes: Uint8Array): readonly Uint8Array[] | string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (entries.length === TILE_HASHES) return `A bundle has at most ${TILE_HASHES} entries; this has more.`;
    const start = at + LENGTH_BYTES;
    const end = start > bytes.length ? Number.POSITIVE_INFINITY : start + view.getUint16(at);
    if (end > bytes.length) return `Entry ${entries.length} of the bundle is cut off.`;
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  return entries.length === 0 ? 'The bundle has no entries.' : entries;
};

/** 1234067 as x001/x234/067: no folder gets more than a thousand files and folders. */
const numberPath = (n: number): string => {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${n} is not the number of a tile`);
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) as string[];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
};

const partialPath = (width: number): string => {
  if (!Number.isInteger(width) || width < 1 || width > TILE_HASHES) throw new RangeError(`a tile has 1 to ${TILE_HASHES} hashes`);
  return width === TILE_HASHES ? '' : `.p/${width}`;
};
