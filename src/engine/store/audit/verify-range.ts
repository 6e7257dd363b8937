/**
 * Checks a range of the audit trail on its own, so that ranges can be checked side by side. It says only whether everything there is as it was recorded;
 * what exactly is wrong, and where first, the log verifier finds, which goes through the trail in order.
 */
import { ENTRY_BYTES_MAX, readEntry } from '../../audit/audit-entry.ts';
import { TILE_HASHES, TILE_HEIGHT, TILE_LEVELS_MAX } from '../../audit/audit-tile.ts';
import { LeafHashes } from '../../audit/leaf-hashes.ts';
import { Frontier, HASH_BYTES } from '../../audit/merkle-tree.ts';
import type { LogHead, LogTile } from '../../audit/verify-log.ts';
import { hex } from '../../model/hex.ts';
import type { Reader } from '../handle.ts';
import { PAYLOAD_ERASED } from './erase-salt.ts';
import { KINDS_WITHOUT_OBJECT } from './object-checks.ts';
import countTiles from './sql/count-tiles.sql?raw';
import getEntryBlock from './sql/get-entry-block.sql?raw';
import getEntryBounds from './sql/get-entry-bounds.sql?raw';
import getTile from './sql/get-tile.sql?raw';
import listHeadsBetween from './sql/list-heads-between.sql?raw';
import listTileRootsBetween from './sql/list-tile-roots-between.sql?raw';

/** Entries of a range: a multiple of a tile's. */
export const RANGE_ENTRIES = 64 * TILE_HASHES;

export type RangeTask = {
  /** A multiple of RANGE_ENTRIES. */
  readonly from: number;
  /** Where the range ends: RANGE_ENTRIES further, or the size of the trail. */
  readonly to: number;
  /** Sizes in the range, above `from`, whose roots are asked for; ascending. */
  readonly sizes: readonly number[];
};

export type RangeAnswer =
  | { readonly sound: false }
  | {
      readonly sound: true;
      /** Lower-case hex, as asked. */
      readonly roots: readonly { readonly size: number; readonly root: string }[];
      /** Entries that record an object, which is still to be compared, or that a salt was erased; ascending. */
      readonly recording: Uint32Array;
    };

const NOT_SOUND: RangeAnswer = { sound: false };

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Tree up to `size`, a multiple of a tile's entries, by the roots of full tiles; undefined where some are missing. Those are checked by whoever checks their range. */
const prefixOf = (reader: Reader, size: number): Frontier | undefined => {
  const frontier = new Frontier();
  for (let level = TILE_LEVELS_MAX - 1; level >= 0; level--) {
    const height = TILE_HEIGHT * (level + 1);
    const from = frontier.size / 2 ** height;
    const to = Math.floor(size / 2 ** height);
    const roots = reader.all<{ root: Uint8Array }>(listTileRootsBetween, { level, from, to });
    if (roots.length !== to - from) return undefined;
    for (const { root } of roots) frontier.appendSubtree(root, height);
  }
  return frontier;
};

/** Up to 256 entries, one after the other in `data`, and their kept hashes in `leaves`. */
type EntryBlock = {
  readonly entries: number;
  readonly first: number;
  readonly last: number;
  /** How many of them have the types that they must have. */
  readonly whole: number;
  readonly data: Uint8Array;
  readonly leaves: Uint8Array;
  readonly lengths: string;
};

const readBlocks = (reader: Reader, from: number, to: number): readonly EntryBlock[] => {
  const blocks: EntryBlock[] = [];
  for (let at = from; at < to; at += TILE_HASHES) {
    const block = reader.one<EntryBlock>(getEntryBlock, { from: at, to: Math.min(at + TILE_HASHES, to) });
    if (block !== undefined && block.entries > 0) blocks.push(block);
  }
  return blocks;
};

/** The entries' bytes; undefined where one is missing or cannot be one. */
const entriesOf = (blocks: readonly EntryBlock[], from: number, to: number): readonly Uint8Array[] | undefined => {
  const all: Uint8Array[] = [];
  for (const { entries, first, last, whole, data, lengths } of blocks) {
    const next = from + all.length;
    if (first !== next || last !== next + entries - 1 || whole !== entries) return undefined;
    let end = 0;
    for (const length of lengths.split(',')) {
      const start = end;
      end += Number(length);
      if (end === start || end - start > ENTRY_BYTES_MAX) return undefined;
      all.push(data.subarray(start, end));
    }
    if (end !== data.length) return undefined;
  }
  return all.length === to - from ? all : undefined;
};

/** Checks ranges with one set of lanes. */
export class RangeVerifier {
  private readonly hashes = new LeafHashes();
  private readonly reader: Reader;

  constructor(reader: Reader) {
    this.reader = reader;
  }

  verify({ from, to, sizes }: RangeTask): RangeAnswer {
    const { reader } = this;
    const blocks = readBlocks(reader, from, to);
    const entries = entriesOf(blocks, from, to);
    if (entries === undefined) return NOT_SOUND;
    this.hashes.take(entries);
    if (!blocks.every(({ first, entries: count, leaves }) => same(leaves, this.hashes.slice(first - from, count)))) return NOT_SOUND;
    const recording = recordingEntries(entries, from);
    const roots = recording === undefined ? undefined : this.rootsIn({ from, to, sizes });
    return recording === undefined || roots === undefined ? NOT_SOUND : { sound: true, roots, recording };
  }

  /** The roots at `sizes`; undefined where a tile or a head of the range is not what the entries give. */
  private rootsIn({ from, to, sizes }: RangeTask): readonly { readonly size: number; readonly root: string }[] | undefined {
    const { reader, hashes } = this;
    const frontier = prefixOf(reader, from);
    if (frontier === undefined) return undefined;
    const heads = new Map(reader.all<LogHead>(listHeadsBetween, { from, to }).map(({ size, root }) => [size, root]));
    const asked = new Set(sizes);
    const stops = [...new Set([...heads.keys(), ...sizes])].sort((a, b) => a - b);
    const roots: { size: number; root: string }[] = [];
    let nextStop = 0;
    const asRecorded = (size: number): boolean => {
      if (stops[nextStop] !== size) return true;
      nextStop++;
      const root = frontier.root();
      if (asked.has(size)) roots.push({ size, root: hex(root) });
      const recorded = heads.get(size);
      return recorded === undefined || same(root, recorded);
    };
    for (let at = from; at < to; at += TILE_HASHES) {
      const end = Math.min(at + TILE_HASHES, to);
      const tile = end - at === TILE_HASHES ? reader.one<LogTile>(getTile, { level: 0, n: at / TILE_HASHES }) : undefined;
      if (end - at === TILE_HASHES && (tile === undefined || !same(tile.hashes, hashes.slice(at - from, TILE_HASHES)))) return undefined;
      if (tile !== undefined && (stops[nextStop] ?? Number.POSITIVE_INFINITY) >= end) {
        const root = hashes.root(at - from, TILE_HASHES);
        if (!same(root, tile.root)) return undefined;
        frontier.appendSubtree(root, TILE_HEIGHT);
        if (!asRecorded(end)) return undefined;
        continue;
      }
      for (let index = at; index < end; index++) {
        frontier.append(Uint8Array.from(hashes.at(index - from)));
        if (!asRecorded(index + 1)) return undefined;
      }
      if (tile !== undefined && !same(hashes.root(at - from, TILE_HASHES), tile.root)) return undefined;
    }
    return roots;
  }
}

/** Indices of entries that record an object, or that a salt was erased; undefined where one is no entry, or calls itself by another index. */
const recordingEntries = (entries: readonly Uint8Array[], from: number): Uint32Array | undefined => {
  const recording: number[] = [];
  for (const [at, data] of entries.entries()) {
    const entry = readEntry(data);
    if (typeof entry === 'string' || entry.index !== from + at) return undefined;
    if (entry.kind === PAYLOAD_ERASED || !KINDS_WITHOUT_OBJECT.includes(entry.kind)) recording.push(entry.index);
  }
  return Uint32Array.from(recording);
};

/** The ranges of a trail of `size` entries, each with those of `sizes` that lie in it. */
export const rangeTasks = (size: number, sizes: readonly number[]): readonly RangeTask[] => {
  const ascending = [...new Set(sizes)].sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(size / RANGE_ENTRIES) }, (_, n) => {
    const from = n * RANGE_ENTRIES;
    const to = Math.min(from + RANGE_ENTRIES, size);
    return { from, to, sizes: ascending.filter((wanted) => wanted > from && wanted <= to) };
  });
};

/**
 * Whether what belongs to no range is as it was recorded: no entry stands before the first or after the newest head, which says the size, and the
 * tiles above the lowest level are those over it.
 */
export const framesRanges = (reader: Reader, size: number): boolean => {
  const bounds = reader.one<{ first: number | null; last: number | null }>(getEntryBounds);
  const counts = reader.all<{ level: number; count: number }>(countTiles);
  return (
    size > 0 &&
    bounds?.first === 0 &&
    bounds.last === size - 1 &&
    counts.every(({ level, count }) => count === Math.floor(size / TILE_HASHES ** (level + 1))) &&
    upperTilesSound(reader, size)
  );
};

/** Tiles of the lowest level belong to the ranges. */
const upperTilesSound = (reader: Reader, size: number): boolean => {
  for (let level = 1; size >= TILE_HASHES ** (level + 1); level++) {
    const tiles = Math.floor(size / TILE_HASHES ** (level + 1));
    for (let n = 0; n < tiles; n++) {
      const tile = reader.one<LogTile>(getTile, { level, n });
      const below = reader.all<{ root: Uint8Array }>(listTileRootsBetween, {
        level: level - 1,
        from: n * TILE_HASHES,
        to: (n + 1) * TILE_HASHES,
      });
      const frontier = new Frontier();
      for (const { root } of below) frontier.append(root);
      const sound =
        tile !== undefined &&
        below.length === TILE_HASHES &&
        tile.hashes.length === TILE_HASHES * HASH_BYTES &&
        same(tile.hashes, Buffer.concat(below.map(({ root }) => root))) &&
        same(tile.root, frontier.root());
      if (!sound) return false;
    }
  }
  return true;
};
