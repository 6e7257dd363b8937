/** A workspace that goes from one machine to another: which key signs its trail when, and what an auditor is told of it. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSignedCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { parseVerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import type { AuditVerdict, LogKeyInfo } from '../../../src/engine/model/index.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const PASSPHRASE = 'copper lantern sixteen walruses';

const keyOf = (on: TestEngine): Promise<LogKeyInfo> => on.ask('logKey.info', {});

const verdictOf = async (on: TestEngine, anchorPath?: string): Promise<AuditVerdict> => {
  const { task } = await on.ask('audit.verify', anchorPath === undefined ? {} : { anchorPath });
  const { answer } = await on.completed(task);
  if (!('verdict' in answer)) throw new Error('no verdict');
  return answer.verdict;
};

const keyLimit = ({ limits }: AuditVerdict): string | undefined => limits.find((limit) => limit.includes('another key signs'));

/** The newest checkpoint's note is signed with the key. */
const isSignedWith = async (on: TestEngine, { verifierKey }: LogKeyInfo): Promise<boolean> => {
  const key = parseVerifierKey(verifierKey);
  if (typeof key === 'string') throw new Error(key);
  const { note } = await on.ask('audit.checkpoint', {});
  return typeof readSignedCheckpoint(note, [key]) !== 'string';
};

const moved = async (from: TestEngine, seed: string): Promise<TestEngine> => {
  await from.ask('workspace.close', {});
  const there = testEngine({ seed });
  await there.ask('workspace.open', { path: from.path });
  return there;
};

/** Machine A: a workspace, its key, and the file that the key was exported to. */
const machineA = async () => {
  const a = await testWorkspace();
  const folder = scratchFolder();
  const path = join(folder, 'log.key');
  expect((await keyOf(a)).held).toBe(true);
  expect((await a.refused('logKey.export', { outPath: path, passphrase: 'short' })).kind).toBe('invalid');
  await a.ask('logKey.export', { outPath: path, passphrase: PASSPHRASE });
  return { a, folder, path, own: await keyOf(a) };
};

test('looking at a workspace on another machine makes no key and no entry, and a key that is brought first leaves no trace', async () => {
  const { a, path, own } = await machineA();
  const { size } = await a.ask('audit.checkpoint', {});
  const b = await moved(a, 'b');
  expect(await keyOf(b)).toEqual({ ...own, held: false });
  expect(keyLimit(await verdictOf(b))).toBeUndefined();
  await b.ask('workspace.close', {});
  const again = testEngine({ machineFolder: b.port.machineFolder });
  await again.ask('workspace.open', { path: a.path });
  expect((await again.ask('audit.list', { limit: 1 })).size).toBe(size);
  expect((await again.refused('logKey.export', { outPath: `${path}.b`, passphrase: PASSPHRASE })).kind).toBe('not-found');

  expect(await again.ask('logKey.import', { path, passphrase: PASSPHRASE })).toEqual(own);
  await again.ask('member.set', { name: 'bob', roles: ['viewer'] });
  expect(await isSignedWith(again, own)).toBe(true);
  const { entries } = await again.ask('audit.list', { after: size, limit: 9 });
  expect(entries.map(({ kind }) => kind)).toEqual(['member.set']);
});

test('a change on a machine without the key goes on under another, and a key that comes back is told too', async () => {
  const { a, folder, path, own } = await machineA();
  const [request, cosigned, anchor] = ['request', 'cosigned', 'checkpoint'].map((name) => join(folder, name)) as [string, string, string];
  const witness = testEngine({ seed: 'reviewer' });
  expect((await a.refused('logKey.export', { outPath: path, passphrase: PASSPHRASE })).kind).toBe('conflict');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  const seen = await a.ask('audit.checkpoint', {});
  writeFileSync(anchor, seen.note);
  const cosign = async (on: TestEngine, oldSize: number, logKey?: string) => {
    await on.ask('audit.checkpoint', {});
    writeFileSync(request, (await on.ask('audit.consistency', { oldSize })).request);
    return witness.engine.call('witness.cosign', { path: request, outPath: cosigned, ...(logKey !== undefined && { logKey }) });
  };
  expect(await cosign(a, 0, own.verifierKey)).toMatchObject({ ok: true });

  const b = await moved(a, 'b');
  await b.ask('member.set', { name: 'bob', roles: ['viewer'] });
  const other = await keyOf(b);
  expect(other).toMatchObject({ origin: own.origin, held: true });
  expect(other.fingerprint).not.toBe(own.fingerprint);
  expect(other.keys).toEqual([
    ...own.keys,
    { entry: seen.size + 1, fingerprint: other.fingerprint, at: expect.any(String), actor: 'system', how: 'made' },
  ]);
  expect(await isSignedWith(b, other)).toBe(true);
  expect(await cosign(b, seen.size)).toMatchObject({ ok: false, failure: { message: expect.stringContaining('has a new key') } });
  const between = await verdictOf(b, anchor);
  expect(between.verdict).toBe('consistent');
  expect(between.statements).toContainEqual(
    expect.objectContaining({ kind: 'anchored', anchor: expect.objectContaining({ kind: 'checkpoint' }) }),
  );
  expect(keyLimit(between)).toContain(`from entry ${seen.size + 1} on another key signs`);

  expect((await b.refused('logKey.import', { path, passphrase: 'another one entirely' })).kind).toBe('forbidden');
  await b.ask('logKey.import', { path, passphrase: PASSPHRASE });
  const back = await keyOf(b);
  expect(back).toMatchObject({ fingerprint: own.fingerprint, held: true });
  expect(back.keys).toEqual([
    ...other.keys,
    { entry: seen.size + 2, fingerprint: own.fingerprint, at: expect.any(String), actor: 'ada', how: 'imported' },
  ]);
  expect(await isSignedWith(b, own)).toBe(true);
  expect(await cosign(b, seen.size)).toMatchObject({ ok: true });
  const after = await verdictOf(b, anchor);
  expect(after.verdict).toBe('consistent');
  expect(keyLimit(after)).toContain(`from the entries ${seen.size + 1}, ${seen.size + 2} on another key signs`);
  const { entries } = await b.ask('audit.list', { after: seen.size + 1, limit: 2 });
  expect(entries).toMatchObject([
    { kind: 'log-key.made', actor: 'system', detail: { logKey: other.verifierKey, replaces: own.verifierKey } },
    { kind: 'log-key.made', actor: 'ada', detail: { logKey: own.verifierKey, replaces: other.verifierKey, imported: true } },
  ]);

  const home = testEngine({ seed: 'home', machineFolder: a.port.machineFolder });
  await b.ask('workspace.close', {});
  await home.ask('workspace.open', { path: a.path });
  expect(await keyOf(home)).toEqual(back);
  await home.ask('member.set', { name: 'eve', roles: ['viewer'] });
  expect((await keyOf(home)).keys).toEqual(back.keys);
});
