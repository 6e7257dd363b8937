/** Migrations take any earlier file to the newest version, each in its own transaction. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { migrate } from '../../../src/engine/store/migrate.ts';
import { MIGRATIONS } from '../../../src/engine/store/migrations/index.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { record, reopen, scratchWorkspace } from './scratch-workspace.ts';

const schemaOf = (database: Database.Database): unknown =>
  database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
const NEXT = 'CREATE TABLE later (a TEXT) STRICT';

test('an empty file goes to the newest version, by way of each', () => {
  const database = new Database(':memory:');
  const seen: number[] = [];
  migrate(database, MIGRATIONS, (version) => seen.push(version));
  expect(seen).toEqual(MIGRATIONS.map((_, index) => index + 1));
  expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  migrate(database, MIGRATIONS, () => expect.unreachable());
  database.close();
});

test('every table is strict, and none can grow in silence beside the migrations', () => {
  const database = new Database(':memory:');
  migrate(database, MIGRATIONS, () => undefined);
  const loose = database.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'",
  );
  expect(loose.all()).toEqual([]);
  database.close();
});

test('an earlier file is brought forward when it is opened for writing, and that is recorded', async () => {
  const store = scratchWorkspace();
  record(store, 3);
  store.close();
  const migrations = [...MIGRATIONS, NEXT];
  const { message } = thrownRefusal(() => openStore(store.path, { readOnly: true, migrations }));
  expect(message).toContain(`has version ${MIGRATIONS.length}`);
  expect(message).toContain('open a copy of it');
  const opened = openStore(store.path, { ...testWorld(), migrations });
  expect(opened.version).toBe(MIGRATIONS.length + 1);
  expect(opened.read((reader) => listEntries(reader, 4, 10))).toMatchObject([
    { index: 4, actor: 'system', kind: 'workspace.migrated', subject: { from: MIGRATIONS.length, to: MIGRATIONS.length + 1 } },
  ]);
  opened.close();
  expect(thrownRefusal(() => reopen(store)).message).toContain('later version');
});

test('a migration that fails leaves the file as it was', async () => {
  const store = scratchWorkspace();
  record(store, 3);
  store.close();
  const copy = join(scratchFolder(), 'before.probity');
  copyFileSync(store.path, copy);
  const broken = `${NEXT}; INSERT INTO later VALUES ('x'); INSERT INTO no_such_table VALUES (1)`;
  expect(() => openStore(store.path, { ...testWorld(), migrations: [...MIGRATIONS, broken] })).toThrow(/no_such_table/);

  const [before, after] = [new Database(copy), new Database(store.path)];
  expect(schemaOf(after)).toEqual(schemaOf(before));
  expect(after.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(after.prepare('SELECT * FROM audit_entry').all()).toEqual(before.prepare('SELECT * FROM audit_entry').all());
  before.close();
  after.close();

  const again = reopen(store);
  record(again, 1);
  again.close();
  const context = { progress: () => undefined, signal: new AbortController().signal };
  expect(await reopen(store, { readOnly: true }).snapshot((reader) => verifyWorkspace(reader, context))).toMatchObject({
    verdict: 'consistent',
    size: 5,
  });
});

test('of two migrations the first stays where the second fails', () => {
  const store = scratchWorkspace();
  store.close();
  expect(() => openStore(store.path, { ...testWorld(), migrations: [...MIGRATIONS, NEXT, 'nonsense'] })).toThrow(/syntax/);
  const opened = openStore(store.path, { ...testWorld(), migrations: [...MIGRATIONS, NEXT] });
  expect(opened.version).toBe(MIGRATIONS.length + 1);
  opened.close();
});
