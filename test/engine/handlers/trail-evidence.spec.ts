/** Checkpoints, proofs, anchors and the log key, over the engine's public face and two machines. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEntry } from '../../../src/engine/audit/audit-entry.ts';
import { parseCheckpoint, readSignedCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { verifyConsistency, verifyInclusion } from '../../../src/engine/audit/merkle-proof.ts';
import { leafHash } from '../../../src/engine/audit/merkle-tree.ts';
import { readTlogProof } from '../../../src/engine/audit/tlog-proof.ts';
import { parseVerifierKey, type VerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import { readWitnessRequest } from '../../../src/engine/audit/witness-request.ts';
import type { AuditVerdict, TrustStatement } from '../../../src/engine/model/index.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';
import { answer as authorityAnswer } from '../signing/test-authority.ts';

const PASSPHRASE = 'copper lantern sixteen walruses';

const keyOf = async (test: TestEngine): Promise<VerifierKey> => {
  const key = parseVerifierKey((await test.ask('logKey.info', {})).verifierKey);
  if (typeof key === 'string') throw new Error(key);
  return key;
};

const verified = async (test: TestEngine, anchorPath?: string): Promise<AuditVerdict> => {
  const { task } = await test.ask('audit.verify', anchorPath === undefined ? {} : { anchorPath });
  const { answer } = await test.completed(task);
  if (!('verdict' in answer)) throw new Error('no verdict');
  return answer.verdict;
};

const kinds = ({ statements }: AuditVerdict): readonly string[] =>
  statements.map((statement: TrustStatement) => ('anchor' in statement ? `${statement.kind} ${statement.anchor.kind}` : statement.kind));

test('a checkpoint covers all entries, and is made once for them', async () => {
  const test = await testWorkspace();
  const checkpoint = await test.ask('audit.checkpoint', {});
  const { size } = await test.ask('audit.list', { limit: 1 });
  expect(checkpoint.size).toBe(size);
  expect(readSignedCheckpoint(checkpoint.note, [await keyOf(test)])).toMatchObject({ checkpoint: { size } });
  expect(await test.ask('audit.checkpoint', {})).toEqual(checkpoint);
  const { total, checkpoints } = await test.ask('audit.checkpoints', { limit: 1 });
  expect(checkpoints).toEqual([checkpoint]);
  expect(total).toBeGreaterThan(0);
});

test('every entry is proven to a checkpoint by the exact bytes that stand in the trail', async () => {
  const test = await testWorkspace();
  const { size, root, note } = await test.ask('audit.checkpoint', {});
  for (let index = 0; index < size; index++) {
    const { proof, entry } = await test.ask('audit.prove', { index });
    const read = readTlogProof(proof);
    if (typeof read === 'string') throw new Error(read);
    expect(read.checkpoint).toBe(note);
    expect(readEntry(Buffer.from(entry))).toMatchObject({ index });
    const claim = { index, size, leaf: leafHash(Buffer.from(entry)), proof: read.proof, root: Buffer.from(root, 'hex') };
    expect(verifyInclusion(claim)).toBeUndefined();
    expect(verifyInclusion({ ...claim, leaf: leafHash(Buffer.from(`${entry} `)) })).toBeDefined();
  }
  expect(await test.refused('audit.prove', { index: size })).toMatchObject({ kind: 'not-found' });
});

test('one state of the trail is proven to continue another', async () => {
  const test = await testWorkspace();
  const before = await test.ask('audit.checkpoint', {});
  await test.ask('member.set', { name: 'bob', roles: ['reviewer'] });
  const after = await test.ask('audit.checkpoint', {});
  const { request } = await test.ask('audit.consistency', { oldSize: before.size });
  const read = readWitnessRequest(request);
  if (typeof read === 'string') throw new Error(read);
  expect(read).toMatchObject({ oldSize: before.size, checkpoint: after.note });
  const roots = { oldRoot: Buffer.from(before.root, 'hex'), newRoot: Buffer.from(after.root, 'hex') };
  expect(verifyConsistency({ oldSize: before.size, newSize: after.size, ...roots, proof: read.proof })).toBeUndefined();
  expect((await test.refused('audit.consistency', { oldSize: 1, newSize: after.size + 1 })).kind).toBe('not-found');
  expect((await test.refused('audit.consistency', { oldSize: after.size, newSize: before.size })).kind).toBe('invalid');
});

describe('an anchor from outside', () => {
  test('of a witness is taken in, agreed with, and says from where on nothing vouches', async () => {
    const test = await testWorkspace();
    const witness = testEngine({ seed: 'reviewer' });
    const folder = scratchFolder();
    const [requestPath, cosignedPath] = [join(folder, 'request'), join(folder, 'cosigned')];
    const { size } = await test.ask('audit.checkpoint', {});
    writeFileSync(requestPath, (await test.ask('audit.consistency', { oldSize: 0 })).request);
    const { verifierKey: logKey } = await test.ask('logKey.info', {});
    await witness.ask('witness.cosign', { path: requestPath, outPath: cosignedPath, logKey });
    const { fingerprint } = await witness.ask('witness.info', {});

    const anchor = await test.ask('audit.addAnchor', { path: cosignedPath });
    expect(anchor).toMatchObject({ kind: 'cosignature', size, outside: true, fingerprint });
    expect((await test.refused('audit.addAnchor', { path: cosignedPath })).kind).toBe('conflict');
    expect((await test.ask('audit.anchors', {})).map(({ kind }) => kind)).toContain('cosignature');
    const verdict = await verified(test);
    expect(verdict).toMatchObject({ verdict: 'consistent' });
    expect(kinds(verdict)).toEqual(['consistent', 'anchored cosignature', 'anchored sighting', 'unanchored']);
    expect(verdict.statements.at(-1)).toMatchObject({ from: size, entries: 1, newest: { kind: 'cosignature' } });
  });

  test('of a timestamp authority is asked for and taken in', async () => {
    const test = await testWorkspace();
    const folder = scratchFolder();
    const [outPath, responsePath] = [join(folder, 'a.tsq'), join(folder, 'a.tsr')];
    const request = await test.ask('audit.timestampRequest', { outPath });
    expect(request.sha256).toBe(sha256Hex(readFileSync(outPath)));
    expect(await test.ask('audit.timestampRequest', { outPath })).toEqual(request);
    writeFileSync(responsePath, authorityAnswer(readFileSync(outPath)));
    // Entries that come after it change nothing about what was stamped.
    await test.ask('member.set', { name: 'bob', roles: ['reviewer'] });
    expect(await test.ask('audit.addAnchor', { path: responsePath })).toMatchObject({
      kind: 'timestamp',
      size: request.size,
      by: 'Test Time Authority',
      at: '2026-11-20T15:00:00.500Z',
      outside: true,
    });
    expect(kinds(await verified(test))).toContain('anchored timestamp');
  });

  test('that is damaged, about another log, or no anchor at all is refused', async () => {
    const test = await testWorkspace();
    const other = await testWorkspace({ seed: 'other' });
    const folder = scratchFolder();
    const at = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const { note } = await other.ask('audit.checkpoint', {});
    const { note: own } = await test.ask('audit.checkpoint', {});
    const refusal = async (path: string) => test.refused('audit.addAnchor', { path });
    expect((await refusal(at('other', note))).message).toContain('is about the log');
    expect((await refusal(at('cut', own.slice(0, 40)))).kind).toBe('invalid');
    expect((await refusal(at('random', Buffer.from([0x30, 0x80, 1, 2, 3])))).message).toContain('no timestamp of a checkpoint');
    expect((await refusal(at('binary', Buffer.from([0xff, 0xfe, 0])))).message).toContain('neither text');
    expect((await refusal(at('fake.pdf', '%PDF-1.4\nnothing'))).kind).toBe('invalid');
    expect((await refusal(at('large', Buffer.alloc(2_000_000, 0x61)))).kind).toBe('invalid');
    expect((await refusal(join(folder, 'missing'))).kind).toBe('unreadable');
    expect((await refusal(folder)).kind).toBe('unreadable');
    const swapped = own.replace(/\n\d+\n/, '\n1\n');
    expect((await refusal(at('swapped', swapped))).kind).toBe('conflict');
    expect(typeof parseCheckpoint(swapped)).not.toBe('string');
  });

  test('that is only held against the trail leaves nothing in it', async () => {
    const test = await testWorkspace();
    const path = join(scratchFolder(), 'checkpoint');
    const { size, note } = await test.ask('audit.checkpoint', {});
    writeFileSync(path, note);
    const verdict = await verified(test, path);
    expect(kinds(verdict)).toEqual(['consistent', 'anchored checkpoint', 'anchored sighting']);
    expect((await test.ask('audit.list', { limit: 1 })).size).toBe(size);
    writeFileSync(path, note.replace(/\n\d+\n/, `\n${size + 5}\n`));
    expect(kinds(await verified(test, path))).toEqual(['consistent', 'contradicted checkpoint', 'anchored sighting', 'unanchored']);
  });
});

test('the key of another log is not taken', async () => {
  const [one, other] = [await testWorkspace(), await testWorkspace({ seed: 'other' })];
  const path = join(scratchFolder(), 'log.key');
  await one.ask('logKey.export', { outPath: path, passphrase: PASSPHRASE });
  expect((await other.refused('logKey.import', { path, passphrase: PASSPHRASE })).message).toContain('the key of the log');
});

describe('a machine whose folder cannot be written', () => {
  test('works on, signs nothing, and says so', async () => {
    const blocked = join(scratchFolder(), 'a file');
    writeFileSync(blocked, '');
    const test = await testWorkspace({ machineFolder: blocked });
    const { trailNotice } = await test.ask('workspace.info', {});
    expect(trailNotice).toContain('Checkpoints of this workspace are not signed on this machine');
    expect(trailNotice).toContain('not remembered');
    expect(await test.refused('audit.checkpoint', {})).toMatchObject({ kind: 'unwritable', message: expect.stringContaining(blocked) });
    expect((await test.refused('logKey.info', {})).kind).toBe('not-found');
    expect((await test.ask('audit.checkpoints', {})).total).toBe(0);
    await test.ask('workspace.close', {});

    const able = testEngine({ seed: 'able', path: test.path });
    expect((await able.ask('workspace.open', { path: test.path })).trailNotice).toBeUndefined();
    expect((await able.ask('audit.checkpoint', {})).size).toBeGreaterThan(0);
    expect(await verified(able)).toMatchObject({ verdict: 'consistent' });
  });
});
