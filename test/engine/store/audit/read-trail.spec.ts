/** A long trail is verified range by range on worker threads; whatever was done to it, the verdict is the one of reading it in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseSalt } from '../../../../src/engine/store/audit/erase-salt.ts';
import { verifyJob } from '../../../../src/engine/store/audit/verify-job.ts';
import { RANGE_ENTRIES } from '../../../../src/engine/store/audit/verify-range.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../../src/engine/store/document/document-store.ts';
import { setMember } from '../../../../src/engine/store/member/member-store.ts';
import { builtWorker } from '../../../support/built-entries.ts';
import { testWorld } from '../../../support/test-world.ts';
import { attacked, forgeEntry, rehash, remembered, stated } from './attack.ts';

const ENTRIES = 2 * RANGE_ENTRIES + 500;
/** An entry with a payload, in the second range. */
const ERASED = RANGE_ENTRIES + 7;

const worker = await builtWorker();

let folder: string;
let path: string;
let early: { readonly size: number; readonly root: string; readonly note: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  path = join(folder, 'long.probity');
  const store = createStore(path, { name: 'Long', actor: 'ada', ...testWorld('long') });
  const content = { kind: 'policy', id: 'p', version: '1.0.0', title: 'P' };
  store.change('ada', (writer) => publishDocument(writer, { kind: 'policy', id: 'p', version: '1.0.0', title: 'P', content }));
  for (let at = 2; at < ENTRIES; at += 1_000)
    store.change('ada', (writer) => {
      for (let n = at; n < Math.min(at + 1_000, ENTRIES); n++)
        writer.record({ kind: 'member.noted', subject: { n }, ...(n === ERASED && { payload: { n } }) });
    });
  early = store.checkpoint();
  store.change('ada', (writer) => eraseSalt(writer, ERASED));
  store.change('ada', (writer) => setMember(writer, { name: 'bob', roles: ['reviewer'] }));
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quiet = { progress: () => undefined, signal: new AbortController().signal };
const bothWays = async (file: string) => {
  const job = { workspacePath: file, anchors: [remembered(early)], workers: 2 };
  const inRanges = await verifyJob(job, quiet, worker);
  expect(inRanges).toEqual(await verifyJob(job, quiet));
  return inRanges;
};

test('a sound one, with objects, an erased salt, checkpoints and an anchor', async () => {
  const verdict = await bothWays(path);
  expect(verdict).toMatchObject({ verdict: 'consistent', size: ENTRIES + 2 });
  expect(verdict.objectsChecked).toBeGreaterThanOrEqual(3);
  expect(stated(verdict)).toBe('consistent, anchored, unanchored');
});

const attacks: readonly (readonly [string, (database: Database.Database) => void])[] = [
  ['an entry that was changed', (database) => forgeEntry(database, RANGE_ENTRIES + 9)],
  ['an entry whose leaf was changed too', (database) => forgeEntry(database, 5, { leaf: true })],
  [
    'all hashes made anew',
    (database) => {
      forgeEntry(database, RANGE_ENTRIES + 9);
      rehash(database);
    },
  ],
  ['an object', (database) => database.exec("UPDATE document SET body = '{}'")],
  ['a member that no entry records', (database) => database.exec("INSERT INTO member VALUES ('eve', '[]', 3)")],
  ['an entry that is missing', (database) => database.exec(`DELETE FROM audit_entry WHERE idx = ${ENTRIES - 1}`)],
  ['a tile', (database) => database.exec('UPDATE audit_tile SET root = zeroblob(32) WHERE level = 0 AND n = 70')],
];

test.each(attacks)('one with %s', async (_, work) => {
  expect((await bothWays(attacked(path, work))).verdict).toBe('inconsistent');
});

test('is let go of when the verification is called off', async () => {
  const abort = new AbortController();
  const context = { progress: () => abort.abort(), signal: abort.signal };
  await expect(verifyJob({ workspacePath: path, workers: 2 }, context, worker)).rejects.toThrow(/abort/i);
});
