/** What a machine has seen of logs outlasts workspaces, processes and its own damage, and never keeps anybody from working. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seenFrom } from '../../../src/engine/anchor/own-witness.ts';
import { openSightings, type Sightings } from '../../../src/engine/anchor/sightings.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const open = (folder: string): Sightings => {
  const sightings = openSightings(folder);
  onTestFinished(() => sightings.close());
  return sightings;
};
/** Where SQLite's header says which program a file is of. */
const APPLICATION_ID_AT = 68;
const rootOf = (n: number): string => n.toString(16).padStart(64, '0');
const sightingOf = (n: number) => ({
  size: n,
  root: rootOf(n),
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
  note: `note ${n}`,
});
const sizesOf = (sightings: Sightings, origin: string): readonly number[] => sightings.list(origin).map(({ size }) => size);

describe('record', () => {
  test('gives what was seen of a log, newest first, each state at its first sighting', () => {
    const sightings = open(scratchFolder());
    sightings.note('probity/one', sightingOf(1));
    sightings.note('probity/two', sightingOf(9));
    sightings.note('probity/one', sightingOf(2));
    sightings.note('probity/one', { ...sightingOf(1), at: '2027-01-01T00:00:00.000Z' });
    expect(sightings.list('probity/one')).toEqual([
      { kind: 'sighting', by: 'this machine', outside: false, size: 2, root: rootOf(2), at: '2026-01-01T00:00:02.000Z' },
      { kind: 'sighting', by: 'this machine', outside: false, size: 1, root: rootOf(1), at: '2026-01-01T00:00:01.000Z' },
    ]);
    expect(sightings.notice()).toBeUndefined();
  });

  test('keeps both of two histories', () => {
    const sightings = open(scratchFolder());
    sightings.note('probity/one', sightingOf(5));
    sightings.note('probity/one', { ...sightingOf(5), root: rootOf(6) });
    expect(sightings.list('probity/one').map(({ root }) => root)).toEqual([rootOf(6), rootOf(5)]);
  });

  test('is one for several processes, and outlasts them', () => {
    const folder = join(scratchFolder(), 'made', 'when needed');
    const [first, second] = [open(folder), open(folder)];
    for (let n = 1; n <= 20; n++) (n % 2 === 0 ? first : second).note('probity/one', sightingOf(n));
    expect(sizesOf(first, 'probity/one')).toHaveLength(20);
    first.close();
    second.close();
    expect(sizesOf(open(folder), 'probity/one')[0]).toBe(20);
  });

  test('keeps a bounded number of states, and always the first and the newest', () => {
    const sightings = open(scratchFolder({ inMemory: true }));
    for (let n = 1; n <= 5_000; n++) sightings.note('probity/one', sightingOf(n));
    const sizes = sizesOf(sightings, 'probity/one');
    expect(sizes.length).toBeLessThanOrEqual(4_096);
    expect(sizes.length).toBeGreaterThan(2_000);
    expect([sizes[0], sizes.at(-1)]).toEqual([5_000, 1]);
  });
});

const spoil = (path: string, from: number): void => writeFileSync(path, readFileSync(path).fill(0x5a, from));

describe('trouble', () => {
  const filled = (): string => {
    const folder = scratchFolder();
    const sightings = openSightings(folder);
    for (let n = 1; n <= 200; n++) sightings.note('probity/one', sightingOf(n));
    sightings.close();
    return folder;
  };

  test.each([
    ['another file', (path: string) => writeFileSync(path, 'something else '.repeat(1_000))],
    ['a file with noise after its first page', (path: string) => spoil(path, 4_096)],
    ['a truncated file', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['a file with noise in it', (path: string) => spoil(path, 0)],
  ])('%s is put aside with a word, and the record begun anew', (_, damage) => {
    const folder = filled();
    const path = join(folder, 'sightings.db');
    damage(path);
    const sightings = open(folder);
    sightings.note('probity/one', sightingOf(300));
    expect(sizesOf(sightings, 'probity/one')).toEqual([300]);
    expect(sightings.notice()).toMatch(/is lost: .* put aside as .*sightings\.db\.damaged/);
    expect(existsSync(`${path}.damaged`)).toBe(true);
    sightings.close();
    expect(open(folder).notice()).toBeUndefined();
  });

  test('a database of another program is put aside too', () => {
    const folder = filled();
    const other = scratchFolder();
    const path = join(other, 'sightings.db');
    copyFileSync(join(folder, 'sightings.db'), path);
    const bytes = readFileSync(path);
    bytes.write('else', APPLICATION_ID_AT);
    writeFileSync(path, bytes);
    const sightings = open(other);
    expect(sizesOf(sightings, 'probity/one')).toEqual([]);
    expect(sightings.notice()).toMatch(/another kind/);
  });

  test('a record that was removed begins anew', () => {
    const folder = filled();
    rmSync(join(folder, 'sightings.db'));
    const sightings = open(folder);
    expect(sizesOf(sightings, 'probity/one')).toEqual([]);
    sightings.note('probity/one', sightingOf(1));
    expect(sizesOf(sightings, 'probity/one')).toEqual([1]);
  });

  test('a folder that refuses is said, and nothing is thrown', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'sightings.db'));
    const sightings = open(folder);
    sightings.note('probity/one', sightingOf(1));
    expect(sightings.list('probity/one')).toEqual([]);
    expect(sightings.notice()).toMatch(/not remembered: .* cannot be used/);
    writeFileSync(join(folder, 'file'), '');
    expect(open(join(folder, 'file', 'inside')).notice()).toMatch(/not remembered/);
  });

  test.skipIf(process.platform === 'win32')('a pipe in its place holds nothing up', () => {
    const folder = scratchFolder();
    for (const name of ['sightings.db', 'witness.db']) execFileSync('mkfifo', [join(folder, name)]);
    expect(open(folder).notice()).toMatch(/not remembered: .* cannot be used/);
    const anchor = { kind: 'cosignature', ...sightingOf(1), by: 'x', outside: true } as const;
    expect(seenFrom(folder)(anchor)).toEqual(anchor);
  });

  test('after its close nothing is kept and nothing is thrown', () => {
    const sightings = open(scratchFolder());
    sightings.close();
    sightings.note('probity/one', sightingOf(1));
    expect(sightings.list('probity/one')).toEqual([]);
  });
});
