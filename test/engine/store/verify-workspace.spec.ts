/** Verification passes what the program wrote and names the first bad entry of what somebody else changed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { leafHash, rootOf } from '../../../src/engine/audit/merkle-tree.ts';
import { eraseSalt } from '../../../src/engine/store/audit/erase-salt.ts';
import { verifyJob } from '../../../src/engine/store/audit/verify-job.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { publishDocument, saveDraft } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { scratchCopy } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { record, scratchWorkspace } from './scratch-workspace.ts';
import { behindTheGuards, dropGuards, tamper } from './tamper.ts';
import { verify } from './trail-verdict.ts';

const policy = (version: string) =>
  ({ kind: 'policy', id: 'p', version, title: 'P', content: { kind: 'policy', id: 'p', version, title: 'P' } }) as const;

/** 600 entries: 1 genesis, one transaction each up to 500, then one transaction of 50, then single ones; two full tiles. */
const ENTRIES = 600;
let original = '';

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  const store = createStore(join(folder, 'original.probity'), { name: 'Test', actor: 'ada', ...testWorld() });
  store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
  store.change('ada', (writer) => saveDraft(writer, { ...policy('1.1.0'), text: '{ "draft": true }', problems: 0 }));
  record(store, 497);
  store.change('ada', (writer) => {
    for (let i = 0; i < 50; i++) writer.record({ kind: 'test.happened', subject: { batch: i } });
  });
  record(store, 50);
  store.close();
  original = store.path;
  return () => rmSync(folder, { recursive: true });
});

const filled = (): string => scratchCopy(original);

const bytesOf = (database: Database.Database, index: number): Buffer =>
  (database.prepare('SELECT data FROM audit_entry WHERE idx = ?').get(index) as { data: Buffer }).data;

/** Another actor in the entry: the same length, still a well-formed entry. */
const forge = (data: Buffer): Buffer => Buffer.from(data.toString('utf8').replace('"actor":"ada"', '"actor":"eve"'));

const rehash = (database: Database.Database, index: number): void => {
  const data = forge(bytesOf(database, index));
  database.prepare('UPDATE audit_entry SET data = ?, leaf = ? WHERE idx = ?').run(data, leafHash(data), index);
};

const leavesOf = (database: Database.Database, from: number, to: number): readonly Buffer[] =>
  database
    .prepare<[number, number], { leaf: Buffer }>('SELECT leaf FROM audit_entry WHERE idx >= ? AND idx < ? ORDER BY idx')
    .all(from, to)
    .map((row) => row.leaf);

test('what the program wrote is consistent, and the verdict says what that does not prove', async () => {
  const path = filled();
  const verdict = await verify(path);
  expect(verdict).toMatchObject({ verdict: 'consistent', size: ENTRIES, objectsChecked: 2 });
  expect(verdict).not.toHaveProperty('firstBad');
  expect(verdict.limits.join(' ')).toMatch(/older copy.*test\.happened/);
  tamper(path, (database) => expect(verdict.root).toBe(Buffer.from(rootOf(leavesOf(database, 0, ENTRIES))).toString('hex')));
});

describe('names the first bad entry', () => {
  type Attack = readonly [string, (database: Database.Database) => unknown, number, RegExp];
  const attacks: readonly Attack[] = [
    [
      'changed bytes',
      (db) => db.prepare('UPDATE audit_entry SET data = ? WHERE idx = 300').run(forge(bytesOf(db, 300))),
      300,
      /hash that was kept with it/,
    ],
    [
      'a changed leaf hash',
      (db) => db.exec('UPDATE audit_entry SET leaf = zeroblob(32) WHERE idx = 555'),
      555,
      /hash that was kept with it/,
    ],
    ['a changed genesis', (db) => rehash(db, 0), 0, /in the tree/],
    ['a changed and re-hashed entry under a full tile', (db) => rehash(db, 300), 300, /in the tree/],
    ['a changed and re-hashed entry under no tile', (db) => rehash(db, 580), 580, /root that was kept after it$/],
    ['a changed and re-hashed entry among others of its transaction', (db) => rehash(db, 530), 500, /up to entry 549/],
    [
      'a re-hashed entry with its slot of the tile',
      (db) => {
        rehash(db, 300);
        const hashes = Buffer.concat(leavesOf(db, 256, 512));
        db.prepare('UPDATE audit_tile SET hashes = ? WHERE level = 0 AND n = 1').run(hashes);
      },
      300,
      /root that was kept after it$/,
    ],
    [
      'a re-hashed entry with all heads after it',
      (db) => {
        rehash(db, 300);
        const leaves = leavesOf(db, 0, ENTRIES);
        for (const { size } of db.prepare<[], { size: number }>('SELECT size FROM audit_head WHERE size > 300').all()) {
          db.prepare('UPDATE audit_head SET root = ? WHERE size = ?').run(rootOf(leaves.slice(0, size)), size);
        }
      },
      300,
      /in the tree/,
    ],
    ['a removed entry', (db) => db.exec('DELETE FROM audit_entry WHERE idx = 300'), 300, /missing/],
    ['a removed first entry', (db) => db.exec('DELETE FROM audit_entry WHERE idx = 0'), 0, /missing/],
    ['an emptied trail', (db) => db.exec('DELETE FROM audit_entry; DELETE FROM audit_head; DELETE FROM audit_tile'), 0, /empty/],
    [
      'an entry before the first',
      (db) => db.exec("PRAGMA ignore_check_constraints = ON; INSERT INTO audit_entry VALUES (-1, x'7b7d', zeroblob(32))"),
      -1,
      /before the first/,
    ],
    ['a cut tail', (db) => db.exec('DELETE FROM audit_entry WHERE idx >= 590'), 590, /there once were 600/],
    [
      'a tail cut with its heads, but not its tiles',
      (db) => db.exec('DELETE FROM audit_entry WHERE idx >= 500; DELETE FROM audit_head WHERE size > 500'),
      500,
      /tile covers more/,
    ],
    [
      'two entries that changed places',
      (db) => {
        db.exec(
          'UPDATE audit_entry SET idx = 9999 WHERE idx = 570; UPDATE audit_entry SET idx = 570 WHERE idx = 571; UPDATE audit_entry SET idx = 571 WHERE idx = 9999',
        );
      },
      570,
      /calls itself entry 571/,
    ],
    [
      'an added entry',
      (db) => db.prepare('INSERT INTO audit_entry VALUES (600, ?, ?)').run(bytesOf(db, 0), leafHash(bytesOf(db, 0))),
      600,
      /calls itself entry 0/,
    ],
    [
      'an added, well-formed entry',
      (db) => {
        const data = Buffer.from(bytesOf(db, 599).toString().replace('"index":599', '"index":600'));
        db.prepare('INSERT INTO audit_entry VALUES (600, ?, ?)').run(data, leafHash(data));
      },
      600,
      /no root was kept/,
    ],
    [
      'an entry that is no JSON',
      (db) => db.prepare('UPDATE audit_entry SET data = ?, leaf = ? WHERE idx = 599').run(Buffer.from('{'), leafHash(Buffer.from('{'))),
      599,
      /not JSON/,
    ],
    ['a changed tile', (db) => db.exec('UPDATE audit_tile SET hashes = zeroblob(8192) WHERE n = 1'), 256, /in the tree/],
    ['a changed root of a tile', (db) => db.exec('UPDATE audit_tile SET root = zeroblob(32) WHERE n = 1'), 256, /does not have its root/],
    ['a removed tile', (db) => db.exec('DELETE FROM audit_tile WHERE n = 1'), 256, /tile 1 of level 0.*missing/],
    ['a changed head', (db) => db.exec('UPDATE audit_head SET root = zeroblob(32) WHERE size = 580'), 579, /root that was kept after it$/],
    ['a removed last head', (db) => db.exec('DELETE FROM audit_head WHERE size = 600'), 599, /no root was kept/],
    ['a changed document', (db) => db.exec("UPDATE document SET body = '{}'"), 1, /policy p@1\.0\.0 is not what was published/],
    [
      'a document with a changed hash as well',
      (db) => db.exec("UPDATE document SET body = '{}', hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'"),
      1,
      /not what was published/,
    ],
    ['a document with another title', (db) => db.exec("UPDATE document SET title = 'Q'"), 1, /not what was published/],
    [
      'a document with another date',
      (db) => db.exec("UPDATE document SET published_at = '2020-01-01T00:00:00.000Z'"),
      1,
      /not what was published/,
    ],
    ['a removed document', (db) => db.exec('DELETE FROM document'), 1, /is missing/],
    [
      'a forged document',
      (db) => db.exec("INSERT INTO document SELECT kind, id, '2.0.0', title, hash, body, published_at FROM document"),
      ENTRIES,
      /no entry records that policy p@2\.0\.0/,
    ],
    ['a changed draft', (db) => db.exec("UPDATE draft SET body = '{}'"), ENTRIES, /no entry records the draft policy p@1\.1\.0/],
    ['a removed draft', (db) => db.exec('DELETE FROM draft'), ENTRIES, /draft that was saved is missing/],
    ['another name of the workspace', (db) => db.exec("UPDATE workspace SET name = 'x'"), 0, /another name/],
    ['a removed name of the workspace', (db) => db.exec('DELETE FROM workspace'), 0, /another name/],
    ['a forged table', (db) => db.exec('CREATE TABLE extra (a TEXT) STRICT'), ENTRIES, /table extra/],
  ];

  test.each(attacks)('of %s', async (_, attack, index, reason) => {
    const path = filled();
    behindTheGuards(path, attack);
    const verdict = await verify(path);
    expect(verdict.verdict).toBe('inconsistent');
    expect(verdict.firstBad).toEqual({ index, reason: expect.stringMatching(reason) });
  });

  test('of an entry that was changed behind a dropped guard, before the guard', async () => {
    const path = filled();
    tamper(path, (database) => {
      dropGuards(database);
      database.prepare('UPDATE audit_entry SET data = ? WHERE idx = 42').run(forge(bytesOf(database, 42)));
    });
    expect((await verify(path)).firstBad).toMatchObject({ index: 42 });
  });

  test('that is missing where a guard was dropped and nothing else', async () => {
    const path = filled();
    tamper(path, (database) => database.exec('DROP TRIGGER audit_entry_update'));
    expect((await verify(path)).firstBad).toEqual({ index: ENTRIES, reason: expect.stringContaining('audit_entry_update is missing') });
  });

  test('the lowest of several', async () => {
    const path = filled();
    behindTheGuards(path, (database) => {
      database.exec("UPDATE document SET body = '{}'");
      rehash(database, 580);
      database.exec('DELETE FROM audit_entry WHERE idx = 590');
    });
    expect((await verify(path)).firstBad).toMatchObject({ index: 1 });
  });
});

describe('an erased salt', () => {
  test('with its entry leaves the trail consistent', async () => {
    const path = filled();
    const store = openStore(path, testWorld());
    store.change('ada', (writer) => eraseSalt(writer, 300));
    expect(thrownRefusal(() => store.change('ada', (writer) => eraseSalt(writer, 300))).kind).toBe('not-found');
    store.close();
    expect(await verify(path)).toMatchObject({ verdict: 'consistent', size: ENTRIES + 1 });
  });
});

test('a trail that was cut with all that belongs to it passes once its checkpoints are cut too: the stated limit is real', async () => {
  const path = filled();
  behindTheGuards(path, (database) => {
    database.exec(
      'DELETE FROM audit_entry WHERE idx >= 590; DELETE FROM audit_head WHERE size > 590; DELETE FROM audit_salt WHERE idx >= 590',
    );
  });
  expect((await verify(path)).firstBad).toEqual({ index: 590, reason: expect.stringContaining('a signed checkpoint covers 600 entries') });
  behindTheGuards(path, (database) => database.exec('DELETE FROM audit_checkpoint WHERE size > 590'));
  expect(await verify(path)).toMatchObject({ verdict: 'consistent', size: 590 });
});

test('nothing can be added to a trail that was cut', async () => {
  const path = filled();
  behindTheGuards(path, (database) => database.exec('DELETE FROM audit_entry WHERE idx >= 590'));
  const store = openStore(path, testWorld());
  expect(() => record(store, 1)).toThrow(/changed from outside/);
  store.close();
  expect((await verify(path)).firstBad).toMatchObject({ index: 590 });
});

test('a lost table is a finding, and nothing can be compared', async () => {
  for (const table of ['audit_salt', 'document']) {
    const path = filled();
    tamper(path, (database) => database.exec(`DROP TABLE ${table}`));
    expect(await verify(path)).toMatchObject({
      verdict: 'inconsistent',
      objectsChecked: 0,
      firstBad: { index: 0, reason: expect.stringContaining(`table ${table} is missing`) },
    });
  }
});

test('reports progress, and verifies one state while changes go on', async () => {
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    for (let n = 0; n < 5_000; n++) writer.record({ kind: 'test.happened', subject: { n } });
  });
  const seen: number[] = [];
  const progress = ({ done, total }: { readonly done: number; readonly total: number }): void => {
    expect(total).toBe(5_001);
    seen.push(done);
    record(store, 1);
  };
  const verdict = await verifyJob({ workspacePath: store.path }, { progress, signal: new AbortController().signal });
  expect(verdict).toMatchObject({ verdict: 'consistent', size: 5_001 });
  expect(seen.at(0)).toBe(0);
  expect(seen.at(-1)).toBe(5_001);
  expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
});

test('ends when it is told to, and lets go of the file', async () => {
  const path = filled();
  const abort = new AbortController();
  const seen: number[] = [];
  const progress = ({ done }: { readonly done: number }): void => {
    seen.push(done);
    abort.abort();
  };
  await expect(verifyJob({ workspacePath: path }, { progress, signal: abort.signal })).rejects.toThrow(/abort/i);
  expect(seen).toEqual([0]);
  expect(readdirSync(dirname(path))).toEqual(['copy.probity']);
});
