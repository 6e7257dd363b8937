/** The job 'report-sign': finishes, completes and timestamps the PDF of a report. */
import { readFile, writeFile } from 'node:fs/promises';
import { ATTACHED, CHECKPOINT } from '../evidence/bundle-paths.ts';
import { REPORT_BYTES_MAX } from '../evidence/evidence-bounds.ts';
import { readZip } from '../evidence/zip/read-zip.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { readSmallFile } from '../file/read-small-file.ts';
import { writeSmallFile } from '../file/write-small-file.ts';
import { openSigner } from '../identity/open-signer.ts';
import { assertNever, refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { Attachment } from './prepare-report.ts';
import { completeReport, finishReport, type SignedReport, signatureDigest, timestampReport } from './sign-prepared.ts';
import { SIGNATURE_FILE_BYTES_MAX } from './signature-file.ts';
import type { SigningOutcome, SigningRequest } from './signing-request.ts';
import { isTimestampRequest, RESPONSE_BYTES_MAX, timestampRequest } from './timestamp.ts';

/**
 * Reads, works and writes `outPath`: a PDF as it is, for others to put in its place, and a request as a whole or not at all. Refusals: 'forbidden' and 'unavailable' of the signer; 'unreadable' and
 * 'unwritable' of the files; 'invalid' and 'conflict' where the report, the signature or the response is not what the step needs.
 */
export const carryOut = async (request: SigningRequest): Promise<SigningOutcome> => {
  if (request.step === 'timestamp-request') return writeRequest(request);
  const { bytes, digest } = await make(request);
  await writeFile(request.outPath, bytes).catch((error: unknown) =>
    refuse('unwritable', `"${request.outPath}" cannot be written: ${unwritableReason(error)}.`),
  );
  return { sha256: sha256Hex(bytes), bytes: bytes.length, ...(digest !== undefined && { digest }) };
};

/** A person names this file, and nothing else is to be lost by that. */
const writeRequest = async ({
  path,
  outPath,
}: Extract<SigningRequest, { readonly step: 'timestamp-request' }>): Promise<SigningOutcome> => {
  const content = timestampRequest(signatureDigest(await readReport(path)));
  const { sha256, bytes } = await writeSmallFile({ outPath, content, replaces: isTimestampRequest });
  return { sha256, bytes };
};

const make = async (request: Exclude<SigningRequest, { readonly step: 'timestamp-request' }>): Promise<SignedReport> => {
  switch (request.step) {
    case 'finish': {
      const { title, at, printedPath, bundlePath, signer } = request;
      const attachments = attachmentsOf(await readFile(bundlePath));
      return finishReport(await readFile(printedPath), { title, at, attachments }, signer && (await openSigner(signer)));
    }
    case 'complete': {
      const signature = await readSmallFile(request.signaturePath, SIGNATURE_FILE_BYTES_MAX);
      return { bytes: await completeReport(await readReport(request.preparedPath), signature.bytes) };
    }
    case 'timestamp': {
      const response = await readSmallFile(request.responsePath, RESPONSE_BYTES_MAX);
      return { bytes: await timestampReport(await readReport(request.path), response.bytes) };
    }
    default:
      return assertNever(request);
  }
};

const readReport = async (path: string): Promise<Uint8Array> => (await readSmallFile(path, REPORT_BYTES_MAX)).bytes;

/** The bundle, and the checkpoint that is in it once more by itself: whoever holds the report alone can still hold a trail against that. */
const attachmentsOf = (bundle: Uint8Array): readonly Attachment[] => {
  const files = readZip(bundle);
  const checkpoint = typeof files === 'string' ? undefined : files.get(CHECKPOINT);
  if (checkpoint === undefined) throw new Error('the bundle that was made for the report has no checkpoint');
  return [
    {
      name: ATTACHED.bundle,
      description: 'Evidence bundle: what the report rests on, to be checked without the program that wrote it',
      type: 'application/zip',
      relationship: 'Data',
      bytes: bundle,
    },
    {
      name: ATTACHED.checkpoint,
      description: 'Signed state of the audit trail when the report was made',
      type: 'text/plain',
      relationship: 'Supplement',
      bytes: checkpoint,
    },
  ];
};
