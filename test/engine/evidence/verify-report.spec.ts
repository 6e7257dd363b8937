/** A signed report is accepted with its bundle, and refused where either is wrong or both do not belong together. */
import { beforeAll, expect, it } from 'vitest';
import type { Rerun } from '../../../src/engine/evidence/verify/bundle-findings.ts';
import { notChecked } from '../../../src/engine/evidence/verify/check.ts';
import { givenKeys } from '../../../src/engine/evidence/verify/known-keys.ts';
import { verifyReport } from '../../../src/engine/evidence/verify/verify-report.ts';
import { finishReport } from '../../../src/engine/signing/sign-prepared.ts';
import { evidenceStore, zipped } from '../../support/evidence-workspace.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { changeJson, forged, unpacked } from '../../support/forged-bundle.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { AT, attachments } from '../signing/signed-report.ts';
import { issueRoot, issueSigner, signsReports } from '../signing/test-office.ts';

const folder = fileFolder();
const rerun: Rerun = async () => notChecked('again', 'not in this test');
let bundle: Uint8Array;
let checkpoint: Uint8Array;

beforeAll(() => {
  const store = evidenceStore(folder, 'report');
  bundle = zipped(store);
  checkpoint = unpacked(bundle).get('checkpoint') as Uint8Array;
  store.close();
});

/** Signed over whatever is attached. */
const reportWith = async (files: { readonly [name: string]: Uint8Array | undefined }): Promise<Uint8Array> => {
  const attached = attachments.flatMap((file) => {
    const bytes = files[file.name];
    return bytes === undefined ? [] : [{ ...file, bytes }];
  });
  const root = issueRoot('ecdsa-p256');
  const signer = issueSigner(root, { kind: 'ecdsa-p256' });
  const finished = await finishReport(printedPdf(), { title: 'Impact', at: AT, attachments: attached }, signsReports(signer, [root]));
  return Buffer.from(finished.bytes);
};

const badIn = async (report: Uint8Array): Promise<readonly string[]> =>
  (await verifyReport(report, givenKeys({}), rerun)).checks
    .filter(({ outcome }) => outcome === 'bad')
    .map(({ what, found }) => `${what}: ${found}`);

it('is accepted, and its signer then vouches for the state of the log', async () => {
  const found = await verifyReport(await reportWith({ 'evidence.zip': bundle, checkpoint }), givenKeys({}), rerun);
  expect(found.checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
  expect(found.anchors).toEqual([expect.objectContaining({ kind: 'report', size: found.log?.size, root: found.log?.root, outside: true })]);
});

it('is refused without its bundle, with a forged one, and with the checkpoint of another', async () => {
  expect(await badIn(await reportWith({ checkpoint }))).toEqual([expect.stringMatching(/No file "evidence\.zip" is attached/)]);
  const lying = forged(bundle, (files) =>
    changeJson<object>(files, 'manifest.json', (manifest) => Object.assign(manifest, { run: 'another' })),
  );
  expect((await badIn(await reportWith({ 'evidence.zip': lying, checkpoint })))[0]).toMatch(/^Attached bundle: /);
  const other = Buffer.from(
    Buffer.from(checkpoint)
      .toString('utf8')
      .replace(/\n\d+\n/, '\n1\n'),
  );
  expect(await badIn(await reportWith({ 'evidence.zip': bundle, checkpoint: other }))).toEqual([
    expect.stringMatching(/^Report and bundle carry the same checkpoint: /),
  ]);
});

it('is refused where its own signature does not hold, whatever is attached', async () => {
  const report = await reportWith({ 'evidence.zip': bundle, checkpoint });
  const copy = Buffer.from(report);
  copy[copy.indexOf('Impact')] = 0x4a;
  const found = await verifyReport(copy, givenKeys({}), rerun);
  expect(found.checks.some(({ outcome }) => outcome === 'bad')).toBe(true);
  expect(found.anchors.filter(({ kind }) => kind === 'report')).toEqual([]);
});
