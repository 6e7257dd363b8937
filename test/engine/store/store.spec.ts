/** Creating, opening and refusing workspace files. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { PROGRAM_VERSION } from '../../../src/engine/model/program-version.ts';
import { listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { logKeys } from '../../../src/engine/store/audit/log-keys.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { MIGRATIONS } from '../../../src/engine/store/migrations/index.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { readWorkspace } from '../../../src/engine/store/workspace/workspace-store.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { record, reopen, scratchWorkspace } from './scratch-workspace.ts';
import { tamper } from './tamper.ts';

const world = testWorld();
const options = { name: 'Test', actor: 'ada', ...world };
const filesBeside = (path: string): readonly string[] => readdirSync(dirname(path)).toSorted();

describe('create', () => {
  test('makes one file whose first entry says what it is', () => {
    const store = scratchWorkspace();
    const workspace = store.read(readWorkspace);
    expect(workspace.name).toBe('Test');
    const [genesis] = store.read((reader) => listEntries(reader, 0, 10));
    expect(genesis).toEqual({
      index: 0,
      at: workspace.createdAt,
      actor: 'ada',
      kind: 'workspace.created',
      subject: { workspace: workspace.id },
      detail: {
        name: 'Test',
        program: PROGRAM_VERSION,
        schema: MIGRATIONS.length,
        log: `probity/${workspace.id}`,
        logKey: store.read(logKeys)[0]?.key,
      },
    });
    store.close();
    expect(filesBeside(store.path)).toEqual(['a.probity']);
  });

  test('never replaces what is there', () => {
    const path = join(scratchFolder(), 'a.probity');
    writeFileSync(path, 'a letter');
    expect(thrownRefusal(() => createStore(path, options)).kind).toBe('conflict');
    expect(readFileSync(path, 'utf8')).toBe('a letter');
    expect(filesBeside(path)).toEqual(['a.probity']);
  });

  test('refuses a folder that is not there or is none, and leaves nothing', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(thrownRefusal(() => createStore(join(folder, 'none', 'a.probity'), options))).toMatchObject({ kind: 'unwritable' });
    expect(thrownRefusal(() => createStore(join(folder, 'file', 'a.probity'), options))).toMatchObject({ kind: 'unwritable' });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('leaves nothing where it fails half-way', () => {
    const path = join(scratchFolder(), 'a.probity');
    let asked = 0;
    const failing = { ...world.clock, now: () => (asked++ === 0 ? (undefined as unknown as string) : '') };
    expect(() => createStore(path, { ...options, clock: failing })).toThrow();
    expect(asked).toBeGreaterThan(0);
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});

test('a name that the driver would read as another is refused', () => {
  const path = join(scratchFolder(), 'a.probity ');
  expect(thrownRefusal(() => createStore(path, options)).kind).toBe('invalid');
  writeFileSync(path, '');
  expect(thrownRefusal(() => openStore(path, world)).kind).toBe('invalid');
});

describe('open', () => {
  test('finds what was written before', () => {
    const store = scratchWorkspace();
    record(store, 3);
    store.close();
    const again = reopen(store);
    expect(again.read((reader) => listEntries(reader, 1, 10)).map((entry) => entry.subject)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  test('refuses a second writer, by whatever name, and serves readers meanwhile', () => {
    const store = scratchWorkspace();
    const alias = join(dirname(store.path), 'alias.probity');
    symlinkSync(store.path, alias);
    for (const path of [store.path, alias]) {
      expect(thrownRefusal(() => openStore(path, world))).toEqual({
        kind: 'busy',
        message: `${store.path} is open for writing in another process. It can still be opened read-only.`,
      });
    }
    const reader = reopen(store, { readOnly: true });
    record(store, 2);
    expect(reader.read((at) => listEntries(at, 0, 10))).toHaveLength(3);
    expect(thrownRefusal(() => reader.change('ada', () => undefined)).kind).toBe('unwritable');
    reader.close();
    store.close();
    expect(filesBeside(store.path)).toEqual(['a.probity', 'alias.probity']);
    reopen(store);
  });

  test('a reader can be the last to close and leaves one file too', () => {
    const store = scratchWorkspace();
    const reader = reopen(store, { readOnly: true });
    expect(reader.read((at) => listEntries(at, 0, 10))).toHaveLength(1);
    store.close();
    reader.close();
    expect(filesBeside(store.path)).toEqual(['a.probity']);
    expect(reopen(store).read((at) => listEntries(at, 0, 10))).toHaveLength(1);
  });

  test('needs nothing of the world where it only reads', () => {
    const store = scratchWorkspace();
    store.close();
    const reader = openStore(store.path, { readOnly: true });
    expect(reader.read(readWorkspace).name).toBe('Test');
    reader.close();
    expect(filesBeside(store.path)).toEqual(['a.probity']);
  });
});

describe('open refuses, as unreadable and without touching it,', () => {
  const refusal = (path: string): string => {
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined;
    const files = filesBeside(path);
    const messages = [false, true].map((readOnly) => {
      const failure = thrownRefusal(() => openStore(path, { ...world, readOnly }));
      expect(failure.kind).toBe('unreadable');
      return failure.message;
    });
    if (before !== undefined) expect(readFileSync(path).equals(before)).toBe(true);
    expect(filesBeside(path)).toEqual(files);
    return messages.join('\n');
  };
  const closed = (): string => {
    const store = scratchWorkspace();
    record(store, 300);
    store.close();
    return store.path;
  };

  test('a file that is not there', () => {
    expect(refusal(join(scratchFolder(), 'none.probity'))).toContain('no such file');
  });

  test('a folder', () => {
    const folder = join(scratchFolder(), 'b.probity');
    mkdirSync(folder);
    expect(refusal(folder)).toContain('not a file');
  });

  test.each([
    ['is empty', ''],
    ['is a text', 'a letter'],
    ['only begins as a database does', 'SQLite format 3\0 but no more'],
  ])('a file that %s', (_, content) => {
    const path = join(scratchFolder(), 'a.probity');
    writeFileSync(path, content);
    refusal(path);
  });

  test('the database of another program', () => {
    const path = join(scratchFolder(), 'a.probity');
    const database = new Database(path);
    database.exec('CREATE TABLE t (a TEXT)');
    database.close();
    expect(refusal(path)).toContain('not a Probity workspace');
  });

  test('a workspace of a later version, which it names beside its own', () => {
    const path = closed();
    tamper(path, (database) => database.pragma('user_version = 900'));
    expect(refusal(path)).toMatch(new RegExp(`has version 900.* knows ${MIGRATIONS.length}`));
  });

  test('a workspace cut at any place', () => {
    const whole = closed();
    const bytes = statSync(whole).size;
    const path = join(dirname(whole), 'cut.probity');
    for (const size of [0, 1, 15, 16, 99, 100, 511, 512, 4_095, 4_096, 4_097, bytes >> 1, bytes - 4_096, bytes - 1]) {
      copyFileSync(whole, path);
      truncateSync(path, size);
      refusal(path);
    }
  });
});
