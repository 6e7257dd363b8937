/** The log verifier alone, over a trail long enough to have tiles of two levels. */
import { beforeAll, describe, expect, test } from 'vitest';
import { writeEntry } from '../../../src/engine/audit/audit-entry.ts';
import { Frontier, leafHash, rootOf } from '../../../src/engine/audit/merkle-tree.ts';
import { type LogFinding, type LogHead, type LogRow, type LogTile, LogVerifier } from '../../../src/engine/audit/verify-log.ts';

const SIZE = 65_536 + 300;
const HEAD_EVERY = 1_000;

type Log = { readonly rows: LogRow[]; readonly heads: LogHead[]; readonly tiles: Map<string, LogTile>; readonly tileCounts: number[] };

const dataOf = (index: number, actor = 'ada'): Uint8Array =>
  writeEntry({ index, at: '2026-01-01T00:00:00.000Z', actor, kind: 'test.happened', subject: {} });
const rowOf = (index: number, actor?: string): LogRow => {
  const data = dataOf(index, actor);
  return { index, data, leaf: leafHash(data) };
};

const tileOf = (hashes: readonly Uint8Array[]): LogTile => ({ hashes: Buffer.concat(hashes), root: rootOf(hashes) });

/** Everything that belongs to these rows. */
const logOf = (rows: LogRow[]): Log => {
  const heads: LogHead[] = [];
  const frontier = new Frontier();
  for (const { leaf } of rows) {
    frontier.append(leaf);
    if (frontier.size % HEAD_EVERY === 0 || frontier.size === rows.length) heads.push({ size: frontier.size, root: frontier.root() });
  }
  const tiles = new Map<string, LogTile>();
  const tileCounts: number[] = [];
  let hashes = rows.map((row) => row.leaf);
  for (let level = 0; hashes.length >= 256; level++) {
    const made = Array.from({ length: Math.floor(hashes.length / 256) }, (_, n) => tileOf(hashes.slice(n * 256, (n + 1) * 256)));
    for (const [n, tile] of made.entries()) tiles.set(`${level}/${n}`, tile);
    tileCounts.push(made.length);
    hashes = made.map((tile) => tile.root);
  }
  return { rows, heads, tiles, tileCounts };
};

const verify = ({ rows, heads, tiles, tileCounts }: Log): LogFinding | undefined => {
  const verifier = new LogVerifier({ heads: heads.values(), tile: (level, n) => tiles.get(`${level}/${n}`), tileCounts });
  let good = 0;
  for (const row of rows) if (verifier.add(row) !== undefined) good++;
  verifier.end();
  expect(verifier.size).toBe(rows.length);
  if (verifier.finding === undefined) expect(good).toBe(rows.length);
  return verifier.finding;
};

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
let sound: Log;
beforeAll(() => {
  sound = logOf(Array.from({ length: SIZE }, (_, index) => rowOf(index)));
});

const withTile = (key: string, change: (tile: LogTile) => LogTile | undefined): Log => {
  const tiles = new Map(sound.tiles);
  const changed = change(sound.tiles.get(key) as LogTile);
  if (changed === undefined) tiles.delete(key);
  else tiles.set(key, changed);
  return { ...sound, tiles };
};

/** Entry 40,000 forged with its leaf hash, and all heads made anew. */
const forged = (): Log => {
  const rows = sound.rows.with(40_000, rowOf(40_000, 'eve'));
  return { ...sound, rows, heads: logOf(rows).heads };
};

test('a sound trail has no finding, and tiles of two levels', () => {
  expect(sound.tileCounts).toEqual([257, 1]);
  expect(verify(sound)).toBeUndefined();
});

describe('a forged entry with its leaf hash and all heads is found', () => {
  test('by its tile', () => {
    expect(verify(forged())).toEqual({ index: 40_000, reason: expect.stringContaining('in the tree') });
  });

  test('by the tile above, where its own tile was made anew', () => {
    const log = forged();
    const tiles = new Map(sound.tiles).set('0/156', logOf(log.rows.slice(156 * 256, 157 * 256)).tiles.get('0/0') as LogTile);
    expect(verify({ ...log, tiles })).toEqual({ index: 156 * 256, reason: expect.stringContaining('tile above tile 156') });
  });

  test('by nothing, where all tiles were made anew as well', () => {
    expect(verify(logOf(forged().rows))).toBeUndefined();
  });
});

describe('a tile of the second level is found', () => {
  test('changed in one hash', () => {
    const log = withTile('1/0', ({ hashes, root }) => {
      const changed = Buffer.from(hashes);
      changed.fill(0, 3 * 32, 4 * 32);
      return { hashes: changed, root };
    });
    expect(verify(log)).toEqual({ index: 3 * 256, reason: expect.stringContaining('tile above tile 3') });
  });

  test('changed in its root', () => {
    const log = withTile('1/0', ({ hashes }) => ({ hashes, root: zeros(32) }));
    expect(verify(log)).toEqual({ index: 0, reason: expect.stringContaining('tile 0 of level 1') });
  });

  test('missing', () => {
    expect(verify(withTile('1/0', () => undefined))).toEqual({ index: 0, reason: expect.stringMatching(/tile 0 of level 1.*missing/) });
  });
});

test('a changed entry among many between two heads is named as a range', () => {
  const rows = sound.rows.with(65_800, rowOf(65_800, 'eve'));
  expect(verify({ ...sound, rows })).toEqual({ index: 65_000, reason: expect.stringContaining(`up to entry ${SIZE - 1}`) });
});

test.each([
  ['text instead of bytes', { data: 'x' as unknown as Uint8Array, leaf: zeros(32) }],
  ['nothing', { data: zeros(0), leaf: leafHash(zeros(0)) }],
  ['too much', { data: zeros(65_536), leaf: leafHash(zeros(65_536)) }],
])('an entry that holds %s is found', (_, change) => {
  const rows = [rowOf(0), { index: 1, ...change }, rowOf(2)];
  expect(verify({ rows, heads: [], tiles: new Map(), tileCounts: [] })).toEqual({ index: 1, reason: expect.stringContaining('bytes') });
});
