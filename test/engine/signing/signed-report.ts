/** A signed report for tests, and what it is made of. */
import type { Check } from '../../../src/engine/model/trust.ts';
import type { Attachment } from '../../../src/engine/signing/prepare-report.ts';
import { finishReport } from '../../../src/engine/signing/sign-prepared.ts';
import { verifyPdf } from '../../../src/engine/signing/verify-pdf.ts';
import { type PrintedPdf, printedPdf } from '../../support/printed-pdf.ts';
import { type Holder, issueRoot, issueSigner, type KeyKind, signsReports } from './test-office.ts';

export const AT = '2026-11-20T15:00:00.123Z';
export const CHECKPOINT = 'probity/test\n42\ncm9vdA==\n\n— probity/test c2lnbmF0dXJl\n';

export const attachments: readonly Attachment[] = [
  { name: 'evidence.zip', description: 'Bundle', type: 'application/zip', relationship: 'Data', bytes: Buffer.from('the bundle') },
  { name: 'checkpoint', description: 'Checkpoint', type: 'text/plain', relationship: 'Supplement', bytes: Buffer.from(CHECKPOINT) },
];

export type Signed = { readonly bytes: Buffer; readonly root: Holder; readonly signer: Holder };

export const signedReport = async (kind: KeyKind = 'ecdsa-p256', printed: PrintedPdf = {}): Promise<Signed> => {
  const root = issueRoot(kind);
  const signer = issueSigner(root, { kind });
  const { bytes } = await finishReport(printedPdf(printed), { title: 'Impact', at: AT, attachments }, signsReports(signer, [root]));
  return { bytes: Buffer.from(bytes), root, signer };
};

/** What of a file is not as it should be; empty where it is accepted. */
export const badChecks = async (bytes: Uint8Array): Promise<readonly Check[]> =>
  (await verifyPdf(bytes)).checks.filter(({ outcome }) => outcome === 'bad');
