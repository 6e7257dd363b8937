/** The job on a report's files: from what was printed to what is handed over, with signers as they are kept on a machine. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeZip } from '../../../src/engine/evidence/zip/write-zip.ts';
import { issueOffice, issueSigner } from '../../../src/engine/identity/issue-certificate.ts';
import { lockedRecord } from '../../../src/engine/identity/locked-record.ts';
import { newKey } from '../../../src/engine/identity/new-key.ts';
import { openSignerFolder } from '../../../src/engine/identity/signer-folder.ts';
import { idOf, type SignerRecord } from '../../../src/engine/identity/signer-record.ts';
import { createJobFunction } from '../../../src/engine/job/run-job.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import type { SigningOutcome, SigningRequest } from '../../../src/engine/signing/signing-request.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { inProcessRunner } from '../../support/test-port.ts';
import { AT, CHECKPOINT } from './signed-report.ts';
import { answer } from './test-authority.ts';

const PASSPHRASE = 'correct horse battery';
const folder = fileFolder();
const at = (name: string): string => join(folder, name);
const runner = inProcessRunner(createJobFunction({ worker: undefined }));
const files: { keyFile: string; detached: string } = { keyFile: '', detached: '' };
const bundle = writeZip([
  { path: 'manifest.json', bytes: Buffer.from('{}') },
  { path: 'checkpoint', bytes: Buffer.from(CHECKPOINT) },
]);

const work = async (request: SigningRequest) => {
  const { ended } = runner.start<never, SigningOutcome>(
    { kind: 'report-sign', request },
    { onProgress: () => undefined, onPart: () => undefined },
  );
  return ended;
};

beforeAll(async () => {
  const office = { key: await newKey('ecdsa-p256'), at: '2026-03-01T00:00:00.000Z' };
  const certificate = await issueOffice({ name: 'Office' }, office);
  const key = await newKey('ecdsa-p256');
  const own = await issueSigner({ name: 'Ada', key }, { office: { key: office.key, certificate }, at: office.at });
  const signers = openSignerFolder(at('machine'));
  const kept: readonly SignerRecord[] = [
    await lockedRecord('key-file', { key, certificate: own, chain: [certificate] }, PASSPHRASE),
    {
      kind: 'detached',
      certificate: await issueSigner({ name: 'Bea', key }, { office: { key: office.key, certificate }, at: office.at }),
      chain: [certificate],
    },
  ];
  for (const record of kept) await signers.add(record);
  [files.keyFile, files.detached] = kept.map((record) => signers.pathOf(idOf(record))) as [string, string];
  writeFileSync(at('printed.pdf'), printedPdf());
  writeFileSync(at('bundle.zip'), bundle);
});

const finish = (outPath: string, signer?: Extract<SigningRequest, { readonly step: 'finish' }>['signer']): SigningRequest => ({
  step: 'finish',
  printedPath: at('printed.pdf'),
  bundlePath: at('bundle.zip'),
  outPath,
  title: 'Impact',
  at: AT,
  ...(signer !== undefined && { signer }),
});

describe('with a key file', () => {
  test('a report is finished, and its timestamp asked for and put in', async () => {
    const ended = await work(finish(at('signed.pdf'), { kind: 'key-file', signerFile: files.keyFile, passphrase: PASSPHRASE }));
    const signed = readFileSync(at('signed.pdf'));
    expect(ended).toEqual({ type: 'done', outcome: { sha256: sha256Hex(signed), bytes: signed.length } });
    const verdict = await verifyPdf(signed);
    expect(verdict).toMatchObject({ signedBy: 'Ada' });
    expect(verdict.attachments.map(({ name, bytes }) => [name, sha256Hex(bytes)])).toEqual([
      ['checkpoint', sha256Hex(CHECKPOINT)],
      ['evidence.zip', sha256Hex(bundle)],
    ]);

    await work({ step: 'timestamp-request', path: at('signed.pdf'), outPath: at('request.tsq') });
    writeFileSync(at('answer.tsr'), answer(readFileSync(at('request.tsq'))));
    await work({ step: 'timestamp', path: at('signed.pdf'), responsePath: at('answer.tsr'), outPath: at('stamped.pdf') });
    const stamped = await verifyPdf(readFileSync(at('stamped.pdf')));
    expect(stamped.checks.every(({ outcome }) => outcome === 'good')).toBe(true);
    expect(stamped.timestamp?.by).toBe('Test Time Authority');
  });

  test('a request takes the place of a request, and of nothing else', async () => {
    const asked = (outPath: string): SigningRequest => ({ step: 'timestamp-request', path: at('signed.pdf'), outPath });
    expect(await work(asked(at('request.tsq')))).toMatchObject({ type: 'done' });
    writeFileSync(at('diary.txt'), 'dear diary');
    expect(await work(asked(at('diary.txt')))).toMatchObject({ type: 'failed', failure: { kind: 'conflict' } });
    expect(readFileSync(at('diary.txt'), 'utf8')).toBe('dear diary');
  });

  test('nothing is written with a wrong passphrase', async () => {
    const ended = await work(finish(at('wrong.pdf'), { kind: 'key-file', signerFile: files.keyFile, passphrase: 'wrong horse battery' }));
    expect(ended).toMatchObject({ type: 'failed', failure: { kind: 'forbidden' } });
    expect(existsSync(at('wrong.pdf'))).toBe(false);
  });
});

test('a detached signer is told the digest, and nobody else’s signature is taken', async () => {
  const ended = await work(finish(at('prepared.pdf'), { kind: 'detached', signerFile: files.detached }));
  expect(ended).toMatchObject({ type: 'done', outcome: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  writeFileSync(at('signature'), Buffer.alloc(64, 1));
  const completed = await work({
    step: 'complete',
    preparedPath: at('prepared.pdf'),
    signaturePath: at('signature'),
    outPath: at('completed.pdf'),
  });
  expect(completed).toMatchObject({ type: 'failed', failure: { kind: 'invalid', message: expect.stringContaining('does not belong') } });
  expect(existsSync(at('completed.pdf'))).toBe(false);
});

test('without a signer the report carries its bundle', async () => {
  expect(await work(finish(at('unsigned.pdf')))).toMatchObject({ type: 'done' });
  expect((await verifyPdf(readFileSync(at('unsigned.pdf')))).attachments).toHaveLength(2);
});

describe('files that are not what they should be', () => {
  test.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a printed page', Buffer.from(printedPdf()).toString('latin1')],
  ])('%s in place of a report', async (_, content) => {
    writeFileSync(at('odd.pdf'), content, 'latin1');
    writeFileSync(at('odd'), content, 'latin1');
    for (const request of [
      { step: 'complete', preparedPath: at('odd.pdf'), signaturePath: at('odd'), outPath: at('out.pdf') },
      { step: 'timestamp-request', path: at('odd.pdf'), outPath: at('out.tsq') },
      { step: 'timestamp', path: at('odd.pdf'), responsePath: at('odd'), outPath: at('out.pdf') },
    ] as const)
      expect(await work(request)).toMatchObject({
        type: 'failed',
        failure: { message: expect.stringMatching(/^(The file is no report|.* has \d+ bytes)/) },
      });
    expect(existsSync(at('out.pdf'))).toBe(false);
  });

  test('a file that is not there', async () => {
    const ended = await work({ step: 'timestamp-request', path: at('missing.pdf'), outPath: at('out.tsq') });
    expect(ended).toMatchObject({ type: 'failed', failure: { kind: 'unreadable' } });
  });
});
