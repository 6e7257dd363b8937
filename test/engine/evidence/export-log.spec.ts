/** A workspace's trail goes out as a folder that stands alone: whole or not at all, and never in the place of something else. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { parseNote } from '../../../src/engine/audit/signed-note.ts';
import { isSignedBy, parseVerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { plainLogFolder } from '../../support/plain-log-folder.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const exported = async (test: TestEngine, outPath: string) => {
  const { answer } = await test.completed((await test.ask('audit.exportLog', { outPath })).task);
  if (!('file' in answer)) throw new Error('no file');
  return answer.file;
};

const refusedExport = async (test: TestEngine, outPath: string) => {
  const end = await test.engine.ended((await test.ask('audit.exportLog', { outPath })).task);
  if (end.status !== 'failed') throw new Error(`the export ${end.status}`);
  return end.failure;
};

test('every entry is in it, byte by byte, under a checkpoint that the log signed', async () => {
  const workspace = await testWorkspace();
  const folder = join(scratchFolder(), 'log');
  const file = await exported(workspace, folder);
  const read = plainLogFolder(folder);
  const { size, entries } = await workspace.ask('audit.list', { after: 0, limit: 1_000 });
  expect(read.size).toBe(size);
  expect(read.entries.map((entry) => JSON.parse(entry.toString('utf8')) as unknown)).toEqual(entries);
  const genesis = JSON.parse((read.entries[0] as Buffer).toString('utf8')) as { readonly detail: { readonly logKey: string } };
  const key = parseVerifierKey(genesis.detail.logKey);
  const note = parseNote(readFileSync(join(folder, 'checkpoint'), 'utf8'));
  if (typeof key === 'string' || typeof note === 'string') throw new Error('no key or note');
  expect(isSignedBy(note, key)).toBe(true);
  expect(read.origin).toBe(key.name);
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .reduce((sum, found) => sum + readFileSync(join(found.parentPath, found.name)).length, 0);
  expect(file).toEqual({ path: folder, bytes, sha256: sha256Hex(readFileSync(join(folder, 'checkpoint'))) });
});

test('what is there already stays, and nothing is left beside it', async () => {
  const workspace = await testWorkspace();
  const parent = scratchFolder();
  mkdirSync(join(parent, 'empty'));
  writeFileSync(join(parent, 'file'), 'a letter');
  for (const name of ['empty', 'file']) expect(await refusedExport(workspace, join(parent, name))).toMatchObject({ kind: 'conflict' });
  expect(await refusedExport(workspace, join(parent, 'nowhere', 'log'))).toMatchObject({ kind: 'unwritable' });
  expect(await refusedExport(workspace, join(parent, 'file', 'log'))).toMatchObject({ kind: 'unwritable' });
  expect(readdirSync(parent).toSorted()).toEqual(['empty', 'file']);
  expect(readFileSync(join(parent, 'file'), 'utf8')).toBe('a letter');
});

test('a trail that was changed is not exported, and nothing is left behind', async () => {
  const first = await testWorkspace();
  await first.engine.close();
  const database = new Database(first.path);
  database.exec('DROP TRIGGER audit_entry_update');
  database.exec(`UPDATE audit_entry SET data = CAST(replace(CAST(data AS TEXT), 'Test', 'Tess') AS BLOB) WHERE idx = 0`);
  database.close();
  const workspace = testEngine({ path: first.path });
  await workspace.ask('workspace.open', { path: first.path });
  const parent = scratchFolder();
  expect(await refusedExport(workspace, join(parent, 'log'))).toMatchObject({
    kind: 'unreadable',
    message: expect.stringMatching(/audit verify/),
  });
  expect(readdirSync(parent)).toEqual([]);
});
