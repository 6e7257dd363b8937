/** A whole log as the files of a tlog-tiles folder, https://c2sp.org/tlog-tiles, one after the other. */
import { TILE_HASHES, TILE_HEIGHT } from './audit-tile.ts';
import { entriesPath, tilePath, writeEntryBundle } from './log-tiles.ts';
import { Frontier, leafHash, rootOf } from './merkle-tree.ts';

export type LogFile = {
  /** With slashes. */
  readonly path: string;
  readonly content: Uint8Array;
};

export type LogState = { readonly size: number; readonly root: Uint8Array };

type Level = { fullTiles: number; hashes: Uint8Array[] };

/**
 * Gives the files of entries and tiles, the partial ones last, and in the end what the log is by them: every hash is computed from the entries' bytes. Holds
 * one tile of each level.
 */
export function* logFiles(entries: Iterable<Uint8Array>): Generator<LogFile, LogState> {
  const levels: Level[] = [];
  let bundle: Uint8Array[] = [];
  let size = 0;
  for (const entry of entries) {
    bundle.push(entry);
    levelAt(levels, 0).hashes.push(leafHash(entry));
    size++;
    if (bundle.length < TILE_HASHES) continue;
    yield { path: entriesPath(size / TILE_HASHES - 1), content: writeEntryBundle(bundle) };
    bundle = [];
    yield* closeTiles(levels);
  }
  if (bundle.length > 0) yield { path: entriesPath(Math.floor(size / TILE_HASHES), bundle.length), content: writeEntryBundle(bundle) };
  for (const [level, { fullTiles, hashes }] of levels.entries())
    if (hashes.length > 0) yield { path: tilePath(level, fullTiles, hashes.length), content: Buffer.concat(hashes) };
  return { size, root: rootAcross(levels) };
}

/** Ends the tile of every level that has become full. */
function* closeTiles(levels: Level[]): Generator<LogFile> {
  for (let level = 0; levelAt(levels, level).hashes.length === TILE_HASHES; level++) {
    const full = levelAt(levels, level);
    yield { path: tilePath(level, full.fullTiles), content: Buffer.concat(full.hashes) };
    levelAt(levels, level + 1).hashes.push(rootOf(full.hashes));
    full.fullTiles++;
    full.hashes = [];
  }
}

const levelAt = (levels: Level[], level: number): Level => {
  levels[level] ??= { fullTiles: 0, hashes: [] };
  return levels[level];
};

/** What is not in a full tile yet is the right edge of the tree, the highest level first. */
const rootAcross = (levels: readonly Level[]): Uint8Array => {
  const frontier = new Frontier();
  for (const [level, { hashes }] of [...levels.entries()].reverse())
    for (const hash of hashes) frontier.appendSubtree(hash, level * TILE_HEIGHT);
  return frontier.root();
};
