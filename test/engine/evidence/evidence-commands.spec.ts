/** Evidence by the engine's own commands: out of one workspace, and into hands that have it, have another, or have none. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import type { FileVerdict } from '../../../src/engine/model/trust.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { changeJson, forged, jsonIn, unpacked } from '../../support/forged-bundle.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { makeTown, type TestEngine, TOWN_IMPACT, testEngine, testWorkspace } from '../../support/workspace.ts';

const worker = await builtWorker();

const withRun = async (seed = 'town'): Promise<{ readonly test: TestEngine; readonly run: string; readonly unit: string }> => {
  const test = await testWorkspace({ worker });
  await makeTown(test, 40, seed);
  const { run } = await test.ask('impact.start', { ...TOWN_IMPACT, by: ['region'], workers: 1 });
  await test.completed(run);
  const { cases } = await test.ask('case.list', { run, after: 0, limit: 1 });
  return { test, run, unit: cases[0]?.unit as string };
};

const exported = async ({ test, run }: { test: TestEngine; run: string }, units: readonly string[] = []): Promise<string> => {
  const outPath = join(scratchFolder(), 'bundle.zip');
  const { task } = await test.ask('evidence.export', { run, outPath, units: [...units] });
  const { answer } = await test.completed(task);
  expect(answer).toEqual({ file: { path: outPath, bytes: expect.any(Number), sha256: sha256Hex(readFileSync(outPath)) } });
  return outPath;
};

const verdictOn = async (test: TestEngine, path: string, more: object = {}): Promise<FileVerdict> => {
  const { task } = await test.ask('evidence.verify', { path, ...more });
  const { answer } = await test.completed(task);
  if (!('check' in answer)) throw new Error('no verdict');
  return answer.check;
};

const outcomeOf = ({ checks }: FileVerdict, what: RegExp) => checks.find((check) => what.test(check.what));
const badIn = ({ checks }: FileVerdict) => checks.filter(({ outcome }) => outcome === 'bad').map(({ found }) => found);

describe('a bundle', () => {
  it("is accepted where it was made: its impact is run again, and its log is the workspace's", async () => {
    const made = await withRun();
    const path = await exported(made, [made.unit]);
    const verdict = await verdictOn(made.test, path, { workers: 1 });
    expect(badIn(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ kind: 'bundle', name: 'bundle.zip', verdict: 'accepted', sha256: sha256Hex(readFileSync(path)) });
    expect(outcomeOf(verdict, /run again/)).toMatchObject({
      outcome: 'good',
      found: expect.stringMatching(/^40 cases .* the result hash and all figures are the same/),
    });
    expect(outcomeOf(verdict, /open workspace has had/)).toMatchObject({ outcome: 'good' });
    expect(verdict.statements.map(({ kind }) => kind)).toEqual(['consistent', 'anchored', 'unanchored']);
    expect(verdict.limits.length).toBeGreaterThan(3);
  });

  it('is recorded in the trail with its SHA-256, after it was written', async () => {
    const made = await withRun();
    const path = await exported(made, [made.unit]);
    const { size } = await made.test.ask('audit.list', { after: 0, limit: 1 });
    const { entries } = await made.test.ask('audit.list', { after: size - 1, limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'evidence.exported',
      subject: { run: made.run },
      detail: { sha256: sha256Hex(readFileSync(path)), bytes: readFileSync(path).length, cases: 1 },
    });
    expect(JSON.stringify(entries[0])).not.toContain(made.unit);
    const prepared = await made.test.ask('audit.list', { after: size - 2, limit: 1 });
    expect(prepared.entries[0]).toMatchObject({ kind: 'evidence.prepared', subject: { run: made.run }, detail: { cases: 1 } });
    expect(jsonIn<EvidenceManifest>(unpacked(readFileSync(path)), 'manifest.json').checkpoint.size).toBe(size - 1);
  });

  it('is accepted by whoever has nothing but the file, who is told what that leaves open', async () => {
    const path = await exported(await withRun());
    const verdict = await verdictOn(testEngine({ seed: 'elsewhere' }), path);
    expect(verdict.verdict).toBe('accepted');
    expect(outcomeOf(verdict, /run again/)).toMatchObject({ outcome: 'not-checked' });
    expect(outcomeOf(verdict, /handed over/)).toMatchObject({ outcome: 'not-checked', found: expect.stringMatching(/fingerprint/) });
    expect(verdict.statements.at(-1)).toMatchObject({ kind: 'unanchored', from: 0 });
  });

  it('is run again by whoever imported the same population, whose salts are others', async () => {
    const path = await exported(await withRun());
    const other = await testWorkspace({ worker, seed: 'an auditor' });
    await makeTown(other, 40, 'town');
    const verdict = await verdictOn(other, path, { workers: 1 });
    expect(badIn(verdict)).toEqual([]);
    expect(outcomeOf(verdict, /run again/)).toMatchObject({
      outcome: 'good',
      found: expect.stringMatching(/all figures are the same\. The result hash cannot be made again here/),
    });
    expect(outcomeOf(verdict, /open workspace has had/)).toMatchObject({ outcome: 'not-checked' });
  });

  it('is not run again with another population', async () => {
    const path = await exported(await withRun());
    const other = await testWorkspace({ worker, seed: 'an auditor' });
    await makeTown(other, 40, 'another town');
    const verdict = await verdictOn(other, path, { workers: 1 });
    expect(outcomeOf(verdict, /run again/)).toMatchObject({
      outcome: 'not-checked',
      found: expect.stringMatching(/no population of the fingerprint/),
    });
  });

  it('that was changed is refused, and its impact is not run again', async () => {
    const made = await withRun();
    const path = await exported(made);
    writeFileSync(
      path,
      forged(readFileSync(path), (files) =>
        changeJson<{ elapsedMs: number }>(files, 'result.json', (result) => Object.assign(result, { elapsedMs: 1 })),
      ),
    );
    const verdict = await verdictOn(made.test, path, { workers: 1 });
    expect(verdict).toMatchObject({ verdict: 'refused', statements: [] });
    expect(badIn(verdict)).toEqual([expect.stringMatching(/^result\.json: /)]);
    expect(outcomeOf(verdict, /run again/)).toMatchObject({ outcome: 'not-checked' });
  });

  it('with a witness of its own making is accepted, and that witness vouches only where somebody else knows its key', async () => {
    const made = await withRun();
    const friend = testEngine({ seed: 'a friend of the owner' });
    const folder = scratchFolder();
    const [path, outPath] = [join(folder, 'request'), join(folder, 'cosigned')];
    await made.test.ask('audit.checkpoint', {});
    writeFileSync(path, (await made.test.ask('audit.consistency', { oldSize: 0 })).request);
    const { verifierKey: logKey } = await made.test.ask('logKey.info', {});
    const { size } = await friend.ask('witness.cosign', { path, outPath, logKey });
    await made.test.ask('audit.addAnchor', { path: outPath });
    const bundle = await exported(made);
    const elsewhere = await verdictOn(testEngine({ seed: 'elsewhere' }), bundle);
    expect(elsewhere.verdict).toBe('accepted');
    expect(elsewhere.statements).toContainEqual(
      expect.objectContaining({ kind: 'anchored', anchor: expect.objectContaining({ kind: 'cosignature', size, outside: false }) }),
    );
    expect(elsewhere.statements).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: 0 }));
    const { statements } = await verdictOn(made.test, bundle, { workers: 1 });
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: size }));
    const { verifierKey } = await friend.ask('witness.info', {});
    const told = await verdictOn(testEngine({ seed: 'elsewhere' }), bundle, { witnessKeys: [verifierKey] });
    expect(outcomeOf(told, /^The witness .* whose key was given/)).toMatchObject({ outcome: 'good' });
    expect(told.statements).toContainEqual(
      expect.objectContaining({ kind: 'anchored', anchor: expect.objectContaining({ kind: 'cosignature', size, outside: true }) }),
    );
    expect(told.statements).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: size }));
  });

  it('of a history that goes on from a copy is refused by the workspace that has the other one', async () => {
    const made = await withRun();
    const folder = scratchFolder();
    const copy = join(folder, 'copy.probity');
    await made.test.ask('workspace.close', {});
    copyFileSync(made.test.path, copy);
    await made.test.ask('workspace.open', { path: made.test.path });
    const fork = testEngine({ seed: 'fork', worker });
    await fork.ask('workspace.open', { path: copy });
    const path = await exported({ test: fork, run: made.run });
    await exported(made);
    await made.test.ask('document.add', {
      body: JSON.stringify({ kind: 'policy', id: 'x', version: '1.0.0', title: 'X' }),
      unfinished: true,
    });
    const verdict = await verdictOn(made.test, path, { rerun: false });
    expect(verdict.verdict).toBe('refused');
    expect(badIn(verdict).join('\n')).toMatch(/one of the two histories was rewritten/);
  });
});

describe('an export', () => {
  it('that is refused or cancelled leaves no file behind, and in the trail that it was begun', async () => {
    const made = await withRun();
    const folder = scratchFolder();
    const begin = (units: readonly string[], outPath = join(folder, 'b.zip')) =>
      made.test.ask('evidence.export', { run: made.run, outPath, units: [...units] });
    const { size } = await made.test.ask('audit.list', {});
    const { task: refused } = await begin(['nobody']);
    expect(await made.test.engine.ended(refused)).toMatchObject({ status: 'failed', failure: { kind: 'not-found' } });
    const { task: cancelled } = await begin([made.unit]);
    await made.test.engine.call('task.cancel', { task: cancelled });
    expect(await made.test.engine.ended(cancelled)).toMatchObject({ status: 'cancelled' });
    const { task: nowhere } = await begin([], join(folder, 'missing', 'b.zip'));
    expect(await made.test.engine.ended(nowhere)).toMatchObject({
      status: 'failed',
      failure: { kind: 'unwritable', message: expect.stringMatching(/folder does not exist/) },
    });
    expect(readdirSync(folder)).toEqual([]);
    const { entries } = await made.test.ask('audit.list', { after: size, limit: 100 });
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['evidence.prepared']));
    expect(badIn(await verdictOn(made.test, await exported(made), { rerun: false }))).toEqual([]);
  });

  it('replaces a bundle, and nothing else', async () => {
    const made = await withRun();
    const path = await exported(made);
    const again = await made.test.ask('evidence.export', { run: made.run, outPath: path, units: [made.unit] });
    await made.test.completed(again.task);
    expect([...unpacked(readFileSync(path)).keys()]).toContain('cases/1/case.json');
    const { task } = await made.test.ask('evidence.export', { run: made.run, outPath: made.test.path, units: [] });
    expect(await made.test.engine.ended(task)).toMatchObject({ status: 'failed', failure: { kind: 'conflict' } });
  });
});

describe('a proof', () => {
  const withProof = async () => {
    const made = await withRun();
    const files = unpacked(readFileSync(await exported(made)));
    const folder = scratchFolder();
    for (const name of ['0.json', '0.tlog-proof']) writeFileSync(join(folder, name), files.get(`entries/${name}`) as Uint8Array);
    writeFileSync(join(folder, 'checkpoint'), files.get('checkpoint') as Uint8Array);
    return { ...made, folder };
  };

  it('is accepted with its entry beside it, and refused without, or with another', async () => {
    const { test, folder } = await withProof();
    const path = join(folder, '0.tlog-proof');
    expect(await verdictOn(test, path)).toMatchObject({ kind: 'proof', verdict: 'accepted' });
    const entry = readFileSync(join(folder, '0.json'), 'utf8');
    writeFileSync(join(folder, '0.json'), entry.replace('"ada"', '"eve"'));
    expect(badIn(await verdictOn(test, path))).toEqual([expect.stringMatching(/^0\.json: it is not what was recorded as entry 0/)]);
    writeFileSync(join(folder, '1.tlog-proof'), readFileSync(path));
    expect(badIn(await verdictOn(test, join(folder, '1.tlog-proof')))).toEqual([
      expect.stringMatching(/put them beside the proof as "1\.json"/),
    ]);
  });

  it('needs a key of the log where no workspace of it is open; so does a checkpoint', async () => {
    const { test, folder } = await withProof();
    const stranger = testEngine({ seed: 'elsewhere' });
    const { verifierKey } = await test.ask('logKey.info', {});
    for (const name of ['0.tlog-proof', 'checkpoint']) {
      const path = join(folder, name);
      expect(badIn(await verdictOn(stranger, path))).toEqual([expect.stringMatching(/No key of the log .* is known here/)]);
      expect(await verdictOn(stranger, path, { logKey: verifierKey })).toMatchObject({ verdict: 'accepted' });
      expect(await verdictOn(test, path)).toMatchObject({ verdict: 'accepted' });
    }
    const { task } = await stranger.ask('evidence.verify', { path: join(folder, 'checkpoint'), logKey: 'nonsense' });
    expect(await stranger.engine.ended(task)).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
  });
});

describe('a file that is no evidence', () => {
  it.each([
    ['x.zip', Buffer.from('PK\u0003\u0004nonsense'), 'bundle'],
    ['x.pdf', Buffer.from('%PDF-1.4 nonsense'), 'report'],
    ['x.tlog-proof', Buffer.from('nonsense'), 'proof'],
    ['x', Buffer.from('nonsense'), 'checkpoint'],
    ['empty.zip', Buffer.alloc(0), 'bundle'],
  ] as const)('%s is refused as what it calls itself', async (name, bytes, kind) => {
    const path = join(scratchFolder(), name);
    writeFileSync(path, bytes);
    expect(await verdictOn(testEngine(), path)).toMatchObject({ kind, verdict: 'refused', statements: [] });
  });

  it('is refused as what it was expected to be', async () => {
    const path = join(scratchFolder(), 'x.zip');
    writeFileSync(path, 'PK');
    expect(await verdictOn(testEngine(), path, { expected: 'report' })).toMatchObject({ kind: 'report', verdict: 'refused' });
  });

  it('and one that is not there are told apart', async () => {
    const test = testEngine();
    const folder = scratchFolder();
    const { task } = await test.ask('evidence.verify', { path: join(folder, 'nothing.zip') });
    expect(await test.engine.ended(task)).toMatchObject({ status: 'failed', failure: { kind: 'not-found' } });
    const { task: onFolder } = await test.ask('evidence.verify', { path: folder });
    expect(await test.engine.ended(onFolder)).toMatchObject({ status: 'failed', failure: { kind: 'unreadable' } });
    expect(existsSync(join(folder, 'nothing.zip'))).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'and one that the system fails to read, or that is longer than it says, is refused in words',
    async () => {
      const test = testEngine();
      for (const [path, why] of [
        ['/proc/self/mem', /cannot be read: the system says EIO/],
        ['/proc/version', /it changes while it is read/],
      ] as const) {
        const { task } = await test.ask('evidence.verify', { path });
        expect(await test.engine.ended(task)).toMatchObject({
          status: 'failed',
          failure: { kind: 'unreadable', message: expect.stringMatching(why) },
        });
      }
    },
  );

  it.skipIf(process.platform === 'win32')('and one that nobody writes into holds nothing up', async () => {
    const test = testEngine();
    const pipe = join(scratchFolder(), 'pipe.zip');
    execFileSync('mkfifo', [pipe]);
    const { task } = await test.ask('evidence.verify', { path: pipe });
    expect(await test.engine.ended(task)).toMatchObject({
      status: 'failed',
      failure: { kind: 'unreadable', message: expect.stringMatching(/it is no file/) },
    });
  });
});
