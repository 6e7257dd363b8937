/** Reports by the engine's own commands: signed here, signed elsewhere, or not at all, and what the trail says of them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportFile } from '../../../src/engine/contract/evidence-operations.ts';
import type { InputOf, TaskEnd } from '../../../src/engine/contract.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { makeTown, type TestEngine, TOWN_IMPACT, testWorkspace } from '../../support/workspace.ts';
import { issueRoot, issueSigner } from '../signing/test-office.ts';

const PASSPHRASE = 'Lantern otter 7 basalt quiver';

const worker = await builtWorker();

/** `prints`: how often something was printed so far. */
type Made = { readonly engine: TestEngine; readonly run: string; readonly unit: string; readonly prints: () => number };

const withRun = async (): Promise<Made> => {
  let prints = 0;
  const printPdf = async (): Promise<Uint8Array> => {
    prints += 1;
    return printedPdf();
  };
  const engine = await testWorkspace({ worker, printPdf });
  await makeTown(engine, 40, 'town');
  const { run } = await engine.ask('impact.start', { ...TOWN_IMPACT, workers: 1 });
  await engine.completed(run);
  const { cases } = await engine.ask('case.list', { run, after: 0, limit: 1 });
  return { engine, run, unit: cases[0]?.unit as string, prints: () => prints };
};

const endOf = async ({ engine, run }: Made, input: Omit<InputOf<'report.export'>, 'run'>): Promise<TaskEnd> =>
  engine.engine.ended((await engine.ask('report.export', { run, ...input })).task);

const reportIn = (end: TaskEnd): ReportFile => {
  if (end.status !== 'completed' || !('report' in end.answer)) throw new Error(JSON.stringify(end));
  return end.answer.report;
};

const lastEntry = async ({ engine }: Made) => {
  const { size } = await engine.ask('audit.list', {});
  return (await engine.ask('audit.list', { after: size - 1, limit: 1 })).entries[0];
};

const verdictOn = async ({ engine }: Made, path: string) => {
  const { task } = await engine.ask('evidence.verify', { path, expected: 'report', workers: 1 });
  const { answer } = await engine.completed(task);
  if (!('check' in answer)) throw new Error('no verdict');
  return answer.check;
};

const signerHere = async ({ engine }: Made) => {
  const algorithm = 'ecdsa-p256';
  const office = await engine.ask('signer.createOffice', { name: 'Audit office', algorithm, passphrase: PASSPHRASE });
  return engine.ask('signer.create', { name: 'Ada', office: office.id, officePassphrase: PASSPHRASE, algorithm, passphrase: PASSPHRASE });
};

describe('signed with a key of this machine', () => {
  test('the file is accepted with its evidence, and the trail names it, its bundle and the certificate', async () => {
    const made = await withRun();
    const { id, fingerprint } = await signerHere(made);
    const outPath = join(scratchFolder(), 'report.pdf');
    const request = { cases: [made.unit], office: 'Audit office' };
    const report = reportIn(await endOf(made, { outPath, request, signer: { id, secret: PASSPHRASE } }));
    expect(report).toEqual({ path: outPath, bytes: readFileSync(outPath).length, sha256: sha256Hex(readFileSync(outPath)), signed: true });
    expect(await lastEntry(made)).toMatchObject({
      kind: 'report.exported',
      subject: { run: made.run },
      detail: { sha256: report.sha256, signer: fingerprint, cases: 1, bundle: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const verdict = await verdictOn(made, outPath);
    expect(verdict.checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
    expect(verdict.verdict).toBe('accepted');
    const [newest] = (await made.engine.ask('audit.checkpoints', {})).checkpoints;
    expect(newest?.size).toBe((await made.engine.ask('audit.list', {})).size);
  });

  test('it vouches for the trail that it is about, and for no other', async () => {
    const made = await withRun();
    const { id, fingerprint } = await signerHere(made);
    const outPath = join(scratchFolder(), 'report.pdf');
    reportIn(await endOf(made, { outPath, signer: { id, secret: PASSPHRASE } }));
    const anchor = await made.engine.ask('audit.addAnchor', { path: outPath });
    expect(anchor).toMatchObject({ kind: 'report', by: 'Ada', fingerprint });
    const { checkpoints } = await made.engine.ask('audit.checkpoints', {});
    expect(checkpoints.map(({ size, root }) => ({ size, root }))).toContainEqual({ size: anchor.size, root: anchor.root });
    const { answer } = await made.engine.completed((await made.engine.ask('audit.verify', {})).task);
    if (!('verdict' in answer)) throw new Error('no verdict');
    expect(answer.verdict.verdict).toBe('consistent');
    expect(answer.verdict.statements).toContainEqual({ kind: 'anchored', anchor });

    // The same chance gives the same log, which has not come so far.
    const older = await testWorkspace({ worker });
    expect(await older.refused('audit.addAnchor', { path: outPath })).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('this is an older copy'),
    });
    const other = await testWorkspace({ worker, seed: 'another log' });
    expect(await other.refused('audit.addAnchor', { path: outPath })).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('report.pdf is about the log'),
    });
  });

  test('a wrong passphrase is told before anything is printed, and leaves neither a file nor an entry; a signer that is not there, or has no secret, is refused at once', async () => {
    const made = await withRun();
    const { id } = await signerHere(made);
    const outPath = join(scratchFolder(), 'report.pdf');
    const { size } = await made.engine.ask('audit.list', {});
    expect(await endOf(made, { outPath, signer: { id, secret: 'another passphrase' } })).toMatchObject({
      status: 'failed',
      failure: { kind: 'forbidden' },
    });
    expect(made.prints()).toBe(0);
    expect(readdirSync(dirname(outPath))).toEqual([]);
    expect((await made.engine.ask('audit.list', {})).size).toBe(size);
    const order = { run: made.run, outPath };
    expect(await made.engine.refused('report.export', { ...order, signer: { id: '0'.repeat(16) } })).toMatchObject({ kind: 'not-found' });
    expect(await made.engine.refused('report.export', { ...order, signer: { id } })).toMatchObject({ kind: 'invalid' });
  });
});

describe.runIf(hasTool('openssl'))('signed elsewhere', () => {
  test('the digest goes out, the signature comes in, and the trail says which file came of which', async () => {
    const made = await withRun();
    const folder = scratchFolder();
    const root = issueRoot();
    const holder = issueSigner(root);
    const paths = {
      certificate: join(folder, 'bea.der'),
      key: join(folder, 'bea.key'),
      digest: join(folder, 'digest'),
      signature: join(folder, 'sig'),
    };
    writeFileSync(paths.certificate, holder.certificate);
    const { id } = await made.engine.ask('signer.addDetached', { path: paths.certificate });
    const [waiting, finished] = [join(folder, 'waiting.pdf'), join(folder, 'finished.pdf')];
    const prepared = reportIn(await endOf(made, { outPath: waiting, signer: { id } }));
    expect(prepared).toMatchObject({ signed: false, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    writeFileSync(paths.digest, Buffer.from(prepared.digest ?? '', 'hex'));
    writeFileSync(paths.key, holder.key.export({ type: 'pkcs8', format: 'pem' }));
    runTool('openssl', 'pkeyutl', '-sign', '-inkey', paths.key, '-pkeyopt', 'digest:sha256', '-in', paths.digest, '-out', paths.signature);
    const { task } = await made.engine.ask('report.complete', { path: waiting, signaturePath: paths.signature, outPath: finished });
    const completed = reportIn(await made.engine.completed(task));
    expect(completed).toMatchObject({ signed: true, sha256: sha256Hex(readFileSync(finished)) });
    expect(await lastEntry(made)).toMatchObject({ kind: 'report.exported', detail: { sha256: completed.sha256, from: prepared.sha256 } });
    expect((await verdictOn(made, finished)).verdict).toBe('accepted');
    const asked = await made.engine.ask('report.timestampRequest', { path: finished, outPath: join(folder, 'report.tsq') });
    expect(await made.engine.completed(asked.task)).toMatchObject({ answer: { file: { path: join(folder, 'report.tsq') } } });
    expect(existsSync(join(folder, 'report.tsq'))).toBe(true);
  });
});

test('without a signer it says that it is not signed, and carries its evidence all the same', async () => {
  const made = await withRun();
  const outPath = join(scratchFolder(), 'report.pdf');
  expect(reportIn(await endOf(made, { outPath }))).toMatchObject({ signed: false });
  expect((await lastEntry(made))?.detail).not.toHaveProperty('signer');
  expect(readFileSync(outPath).includes('evidence.zip')).toBe(true);
});

test('a preview is answered as a page', async () => {
  const made = await withRun();
  const { task } = await made.engine.ask('report.preview', { run: made.run, request: { sections: ['summary'] } });
  expect(await made.engine.completed(task)).toMatchObject({
    answer: { html: expect.stringContaining('Preview: neither recorded nor sealed.') },
  });
});
