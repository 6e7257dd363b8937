/** The verifier and stored impacts: an untouched run is consistent, and any change to what was stored is found. */
import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { ChunkAnswer, ImpactPart } from '../../../src/engine/impact/impact-part.ts';
import { encodeOutcomes } from '../../../src/engine/impact/result-columns.ts';
import { hex } from '../../../src/engine/model/hex.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { columnRow } from '../../../src/engine/store/column-row.ts';
import { chunkPayload, finishImpact, storedSums, storeImpactPart } from '../../../src/engine/store/impact/impact-store.ts';
import insertChunk from '../../../src/engine/store/impact/sql/insert-chunk.sql?raw';
import insertColumn from '../../../src/engine/store/impact/sql/insert-column.sql?raw';
import { eraseSecret } from '../../../src/engine/store/population/population-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { beginRun, fillWorkspace, grantRequest, storePart } from '../../support/impact-workspace.ts';
import { evaluateChunks, outcomeOf, runImpactHere } from '../../support/local-impact.ts';
import { reopen, scratchWorkspace } from '../store/scratch-workspace.ts';
import { tamper } from '../store/tamper.ts';

const workspace = () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 40, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  return store;
};

const verify = (store: Store) =>
  reopen(store, { readOnly: true }).snapshot((reader) =>
    verifyWorkspace(reader, { progress: () => undefined, signal: new AbortController().signal }),
  );

test('an untouched run is consistent, and its chunks, plan and result were compared', async () => {
  const store = workspace();
  const verdict = await verify(store);
  expect(verdict).toMatchObject({ verdict: 'consistent' });
});

/** Takes the guard away, changes what it guarded, and puts the guard back, as somebody would who does not want to be noticed. */
const change = (path: string, table: string, work: (database: Database.Database) => void): void =>
  tamper(path, (database) => {
    const guards = database
      .prepare<[string], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?")
      .all(table);
    for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`);
    work(database);
    for (const { sql } of guards) database.exec(sql);
  });

/** An outcome column in which everybody is eligible, with all its hashes right. */
const forgeOutcomes = (database: Database.Database): void => {
  const { rows, dictionary } = database
    .prepare<[], { rows: number; dictionary: string }>(
      'SELECT rows, dictionary FROM impact_column WHERE chunk = 1 AND side = 1 AND position = 0',
    )
    .get() ?? { rows: 0, dictionary: '[]' };
  const place = { list: 'reform 1', column: '$outcome', chunk: 1 };
  const { sha256, data } = encodeOutcomes(place, new Uint8Array(rows), JSON.parse(dictionary) as string[]);
  database.prepare('UPDATE impact_column SET sha256 = ?, data = ? WHERE chunk = 1 AND side = 1 AND position = 0').run(sha256, data);
};

const FORGERIES: readonly (readonly [string, string, (database: Database.Database) => void, RegExp])[] = [
  [
    'a byte of a column',
    'impact_column',
    (d) => d.exec('UPDATE impact_column SET data = zeroblob(length(data)) WHERE chunk = 2 AND side = 0 AND position = 1'),
    /chunk 2.*SHA-256/,
  ],
  ['a column that is replaced with its hash', 'impact_column', forgeOutcomes, /chunk 1 of impact run r is not what was recorded/],
  [
    'the counts of a chunk',
    'impact_chunk',
    (d) => d.exec("UPDATE impact_chunk SET transitions = replace(transitions, '0', '1') WHERE chunk = 0"),
    /chunk 0 of impact run r is not/,
  ],
  ['a missing chunk', 'impact_chunk', (d) => d.exec('DELETE FROM impact_chunk WHERE chunk = 2'), /chunk 2 of impact run r is missing/],
  [
    'the hash of the sums of a chunk',
    'impact_sums',
    (d) => d.exec(`UPDATE impact_sums SET sha256 = '${'0'.repeat(64)}' WHERE chunk = 1`),
    /chunk 1 of impact run r is not/,
  ],
  ['missing sums', 'impact_sums', (d) => d.exec('DELETE FROM impact_sums WHERE chunk = 1'), /chunk 1 of impact run r is not/],
  [
    'bytes of sums that do not have their hash',
    'impact_sums',
    (d) => d.exec("UPDATE impact_sums SET data = x'7b7d' WHERE chunk = 0"),
    /the sums of chunk 0 of impact run r are not/,
  ],
  [
    'sums that no entry records',
    'impact_sums',
    (d) => d.exec(`INSERT INTO impact_sums SELECT 'r', 7, sha256, data FROM impact_sums WHERE chunk = 0`),
    /rows that no entry records/,
  ],
  [
    'the figures of the result',
    'impact_result',
    (d) => d.exec(`UPDATE impact_result SET result = replace(result, '"gainers"', '"losers"')`),
    /result of impact run r is not/,
  ],
  ['the plan', 'impact_run', (d) => d.exec("UPDATE impact_run SET plan = replace(plan, 'Wider', 'Finer')"), /plan of impact run r is not/],
  [
    'a column that no entry records',
    'impact_column',
    (d) =>
      d.exec(
        'INSERT INTO impact_column SELECT run, chunk, 7, position, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data FROM impact_column WHERE side = 0 AND chunk = 0 AND position = 0',
      ),
    /chunk 0 of impact run r is not/,
  ],
  [
    'a run that no entry records',
    'impact_run',
    (d) => d.exec(`INSERT INTO impact_run SELECT 'forged', plan, entry FROM impact_run`),
    /rows that no entry records/,
  ],
];

test.each(FORGERIES)('%s is found', async (_, table, forge, reason) => {
  const store = workspace();
  store.close();
  change(store.path, table, forge);
  const verdict = await verify(store);
  expect(verdict).toMatchObject({ verdict: 'inconsistent', firstBad: { reason: expect.stringMatching(reason) } });
});

test('once the secret is erased the columns still verify, and what cannot be compared is counted as a limit', async () => {
  const store = workspace();
  store.change('ada', (writer) => eraseSecret(writer, 'p1'));
  const verdict = await verify(store);
  expect(verdict.verdict).toBe('consistent');
  expect(verdict.limits).toContainEqual(expect.stringMatching(/^Erased payloads.*: 3\.$/));
});

test('a chunk that is evaluated again is recorded as the same, and must be the same', () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 20, chunkUnits: 16 });
  const { plan } = beginRun(store, 'r', grantRequest);
  const [first, second] = evaluateChunks(store, plan).map(({ part }) => part);
  if (first === undefined || second === undefined) throw new Error('two chunks were expected');
  storePart(store, 'r', first);
  storePart(store, 'r', first);
  expect(() => storePart(store, 'r', { ...second, chunk: 0 })).toThrow('came out different');
});

/** As programs before version 8 of the schema stored a chunk. */
const storeWithoutSums = (store: Store, run: string, { chunk, units, root, transitions, sides }: ImpactPart): void =>
  store.change('ada', (writer) => {
    const hashes = sides.flatMap((side) => side.map(({ sha256 }) => sha256));
    const { index } = writer.record({
      kind: 'impact.chunk',
      subject: { run, chunk },
      detail: { units, root: hex(root), columns: hashes.length },
      payload: chunkPayload(hashes, transitions, undefined),
    });
    writer.run(insertChunk, { run, chunk, units, root, transitions: JSON.stringify(transitions), entry: index });
    for (const [side, columns] of sides.entries()) {
      for (const [position, column] of columns.entries()) {
        writer.run(insertColumn, { run, chunk, side, position, name: column.column, ...columnRow(column) });
      }
    }
  });

test('a chunk that an earlier program stored without its sums is evaluated again, and both entries verify', async () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 40, chunkUnits: 16 });
  const { plan } = beginRun(store, 'r', grantRequest);
  const answers = evaluateChunks(store, plan);
  storeWithoutSums(store, 'r', (answers[0] as ChunkAnswer).part);
  expect(store.read((reader) => [...storedSums(reader, 'r')])).toEqual([]);
  for (const { part } of answers) storePart(store, 'r', part);
  expect(store.read((reader) => [...storedSums(reader, 'r')].map(({ chunk }) => chunk))).toEqual([1, 2]);
  store.change('ada', (writer) => finishImpact(writer, 'r', outcomeOf(plan, answers), 0));
  expect(await verify(store)).toMatchObject({ verdict: 'consistent' });
});

test('after the result nothing is added', () => {
  const store = workspace();
  const { plan } = beginRun(store, 'other', grantRequest);
  const [part] = evaluateChunks(store, plan).map((answer) => answer.part);
  if (part === undefined) throw new Error('a chunk was expected');
  expect(() => store.change('ada', (writer) => storeImpactPart(writer, 'r', { ...part, chunk: 9 }))).toThrow(
    'written once, before the result',
  );
});

test.each(['impact_run', 'impact_chunk', 'impact_column', 'impact_sums', 'impact_result'])(
  '%s takes no update, no delete and no replacement',
  (table) => {
    const store = workspace();
    const attempt = (sql: string) => () =>
      store.change('ada', (writer) => {
        writer.record({ kind: 'test.attempted', subject: {} });
        writer.run(sql);
      });
    expect(attempt(`-- attempt\nUPDATE ${table} SET run = run`)).toThrow('append-only');
    expect(attempt(`-- attempt\nDELETE FROM ${table}`)).toThrow('append-only');
    expect(attempt(`-- attempt\nINSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow();
  },
);
