/** The tree over the trail as it is kept, in tiles and leaves: what proofs are made from. */
import { TILE_HASHES, TILE_HEIGHT } from '../../audit/audit-tile.ts';
import type { SubtreeHash } from '../../audit/merkle-proof.ts';
import { HASH_BYTES, rootOf } from '../../audit/merkle-tree.ts';
import { refuse } from '../../model/problem.ts';
import type { Reader } from '../handle.ts';
import getTile from './sql/get-tile.sql?raw';
import listLeafRange from './sql/list-leaf-range.sql?raw';
import listTileRootsBetween from './sql/list-tile-roots-between.sql?raw';

type Range = { readonly from: number; readonly to: number };

/**
 * Roots of complete subtrees, from at most one full tile, or from less than 256 hashes at the right edge. Tiles that were read are kept as long as the
 * function is. Refusal 'unreadable' where something is missing.
 */
export const subtreeHash = (reader: Reader): SubtreeHash => {
  const tiles = new Map<string, Uint8Array | undefined>();
  const tileAt = (level: number, n: number): Uint8Array | undefined => {
    const name = `${level}/${n}`;
    if (!tiles.has(name)) tiles.set(name, reader.one<{ readonly hashes: Uint8Array }>(getTile, { level, n })?.hashes);
    return tiles.get(name);
  };
  return (height, n) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const width = 2 ** (height % TILE_HEIGHT);
    const range = { from: n * width, to: (n + 1) * width };
    const tile = tileAt(level, Math.floor(range.from / TILE_HASHES));
    const hashes = tile === undefined ? edgeHashes(reader, level, range) : slotsOf(tile, range);
    if (hashes.length !== width)
      return refuse(
        'unreadable',
        'The audit trail was changed from outside: hashes are missing. "audit verify" names the first bad entry.',
      );
    return rootOf(hashes);
  };
};

/** Hashes that no full tile holds yet: leaves, or roots of the full tiles one level below. */
const edgeHashes = (reader: Reader, level: number, range: Range): readonly Uint8Array[] =>
  level === 0
    ? reader.all<{ readonly leaf: Uint8Array }>(listLeafRange, range).map(({ leaf }) => leaf)
    : reader.all<{ readonly root: Uint8Array }>(listTileRootsBetween, { level: level - 1, ...range }).map(({ root }) => root);

const slotsOf = (tile: Uint8Array, { from, to }: Range): readonly Uint8Array[] =>
  Array.from({ length: to - from }, (_, slot) => {
    const at = ((from % TILE_HASHES) + slot) * HASH_BYTES;
    return tile.subarray(at, at + HASH_BYTES);
  });
