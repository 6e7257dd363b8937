/** A file whose tables another build made is refused in words, and what of it can be read can still be verified. */
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { MIGRATIONS } from '../../../src/engine/store/migrations/index.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { allPopulations, beginPopulation } from '../../../src/engine/store/population/population-store.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { record, reopen, scratchWorkspace } from './scratch-workspace.ts';
import { verify } from './trail-verdict.ts';

const draft = { id: 'p', name: 'People', secret: new Uint8Array(32) };

const made = (change: string): ReturnType<typeof scratchWorkspace> => {
  const store = scratchWorkspace();
  record(store, 1);
  store.close();
  const database = new Database(store.path);
  database.exec(change);
  database.close();
  return store;
};

it('where a statement asks for a column that is not there', () => {
  // Guards, which SQLite would write anew for the new name, would keep the file from being opened for writing.
  const guards = 'DROP TRIGGER population_insert; DROP TRIGGER population_update;';
  const store = reopen(made(`${guards} ALTER TABLE population RENAME COLUMN name TO title`));
  const refusal = thrownRefusal(() => store.read(allPopulations));
  expect(refusal).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('the table population was changed') });
  expect(thrownRefusal(() => store.change('ada', (writer) => beginPopulation(writer, draft)))).toEqual(refusal);
});

it('where a migration meets other tables than it was written for', () => {
  const store = made('DROP TABLE draft');
  const migrations = [...MIGRATIONS, 'ALTER TABLE draft ADD COLUMN later TEXT'];
  const refusal = thrownRefusal(() => openStore(store.path, { ...testWorld(), migrations }));
  expect(refusal).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('the table draft is missing') });
});

it('and verified as it stands', async () => {
  const store = reopen(made('ALTER TABLE population RENAME COLUMN name TO title'), { readOnly: true });
  const context = { progress: () => undefined, signal: new AbortController().signal };
  expect(await store.snapshot((reader) => verifyWorkspace(reader, context))).toMatchObject({
    verdict: 'inconsistent',
    firstBad: { reason: expect.stringContaining('the table population was changed') },
  });
});

it('but an error of SQL over the right tables stays a fault', () => {
  const store = scratchWorkspace();
  expect(() => store.read((reader) => reader.all('SELECT a FROM nowhere'))).toThrow(/nowhere/);
});

it.each([
  [
    'a view without end in the place of a table',
    'DROP TABLE draft; CREATE VIEW draft AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
    'draft',
  ],
  ['a view beside the tables', 'CREATE VIEW more AS SELECT 1', 'more'],
  ['a virtual table', 'CREATE VIRTUAL TABLE more USING fts5(text)', 'more'],
  ['a column that grows when it is read', 'CREATE TABLE more (n INTEGER, data BLOB AS (zeroblob(900000000)))', 'more'],
])('%s is refused before it is read', (_, change, name) => {
  const { path } = made(change);
  const refusal = thrownRefusal(() => openStore(path, { readOnly: true }));
  expect(refusal).toMatchObject({ kind: 'unreadable', message: expect.stringContaining(`"${name}" in it is worked out when it is read`) });
  expect(thrownRefusal(() => openStore(path, testWorld()))).toEqual(refusal);
});

it('a trigger of somebody else’s keeps a workspace from being written, and not from being read and verified', async () => {
  const { path } = made(
    `CREATE TRIGGER endless AFTER INSERT ON audit_entry BEGIN
       SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);
     END`,
  );
  expect(thrownRefusal(() => openStore(path, testWorld()))).toMatchObject({
    kind: 'unwritable',
    message: expect.stringContaining('has the trigger "endless", which Probity does not make'),
  });
  expect(await verify(path)).toMatchObject({
    verdict: 'inconsistent',
    firstBad: { reason: expect.stringContaining('the trigger endless is not one of the program') },
  });
});
