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
