/** Puts a signature into a prepared report, and a timestamp into a signed one. */
import { Refusal, refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { demandDocumentSigner } from './document-signer.ts';
import { padesMessage, writePades } from './pades-signature.ts';
import { scanPdf } from './pdf/scan-pdf.ts';
import { type Attachment, prepareReport } from './prepare-report.ts';
import { demandSigned, type PadesSignature, readPades } from './read-pades.ts';
import type { ReportSigner, SignerIdentity } from './report-signer.ts';
import { readSignatureFile } from './signature-file.ts';
import { coveredDigest, coveringSignature, findSignature, type SignaturePlace, writeCoverage, writeSignature } from './signature-place.ts';
import { readTimestampResponse } from './timestamp.ts';
import { verifyPdf } from './verify-pdf.ts';

/** What is kept free for a signature. Chains that leave too little of it for a timestamp get more. */
const CAPACITY_BYTES = 12_288;
/** Of a signature's value, with all that is around it. */
const VALUE_BYTES = 2_048;
/** Of a timestamp token with the certificates of its authority. */
const TOKEN_BYTES = 8_192;

const capacityFor = ({ certificate, chain }: SignerIdentity): number => {
  const certificates = [certificate, ...chain].reduce((sum, { length }) => sum + length, 0);
  return Math.max(CAPACITY_BYTES, certificates + VALUE_BYTES + TOKEN_BYTES);
};

/** Says of a refusal of `work` what it is about. */
const about = <T>(what: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.failure.kind, `${what}: ${error.message}.`);
  }
};

/** Refusal 'invalid' where the certificate may not sign documents, or does not hold at that time. */
export const demandIdentity = ({ certificate, chain }: SignerIdentity, at: string): Certificate =>
  about('The report cannot be signed', () => {
    const signer = readCertificate(certificate);
    demandDocumentSigner(signer, chain.map(readCertificate), at);
    return signer;
  });

export type SignedReport = {
  readonly bytes: Uint8Array;
  /** Where the signature is still to come: the SHA-256 that it is to be made over, lower-case hex. */
  readonly digest?: string;
};

/** Makes the final file of a printed one. Without a signer it has no signature and no place for one. */
export const finishReport = async (
  printed: Uint8Array,
  report: { readonly title: string; readonly at: string; readonly attachments: readonly Attachment[] },
  signer: ReportSigner | undefined,
): Promise<SignedReport> => {
  if (signer === undefined) return { bytes: prepareReport(printed, report) };
  const { name } = demandIdentity(signer, report.at);
  const bytes = prepareReport(printed, { ...report, signature: { name, capacity: capacityFor(signer) } });
  const place = findSignature(scanPdf(bytes));
  writeCoverage(bytes, place);
  const unsigned = { certificate: signer.certificate, chain: signer.chain, digest: coveredDigest(bytes, place) };
  const message = padesMessage(unsigned);
  const digest = sha256(message);
  const signature = await signer.signDigest?.(digest, message);
  writeSignature(bytes, place, writePades({ ...unsigned, signature: signature ?? new Uint8Array() }));
  if (signature === undefined) return { bytes, digest: Buffer.from(digest).toString('hex') };
  await demandAccepted(bytes);
  return { bytes };
};

type Opened = { readonly place: SignaturePlace; readonly pades: PadesSignature };

/** Of a file that a person gave. Refusal 'invalid' where it is not a report of this program. */
const open = (bytes: Uint8Array): Opened =>
  about('The file is no report with a place for a signature, as this program writes them', () => {
    const place = findSignature(scanPdf(bytes));
    return { place, pades: readPades(coveringSignature(bytes, place)) };
  });

/**
 * The file with a signature that was made elsewhere; see readSignatureFile for its forms. Refusals: 'conflict' where the report is signed already,
 * 'invalid' where the signature is not of its certificate's key or not over this report.
 */
export const completeReport = async (prepared: Uint8Array, signatureFile: Uint8Array): Promise<Uint8Array> => {
  const { place, pades } = open(prepared);
  if (pades.parts.signature.length > 0) return refuse('conflict', 'The report is signed already.');
  const der = about('The signature does not belong to this report', () => {
    const written = writePades({ ...pades.parts, signature: readSignatureFile(signatureFile, pades.certificate) });
    demandSigned(readPades(written), coveredDigest(prepared, place));
    return written;
  });
  const bytes = Uint8Array.from(prepared);
  writeSignature(bytes, place, der);
  await demandAccepted(bytes);
  return bytes;
};

/** SHA-256 of a signed report's signature: what a timestamp is made over. */
export const signatureDigest = (bytes: Uint8Array): Uint8Array => sha256(signedParts(open(bytes)).signature);

const signedParts = ({ pades: { parts } }: Opened): PadesSignature['parts'] =>
  parts.signature.length === 0
    ? refuse('invalid', 'The report is not signed yet, and a timestamp is made over its signature. Put the signature in first.')
    : parts;

/** PAdES B-T: the file with the token of a timestamp response. Refusal 'conflict' where it has one. */
export const timestampReport = async (signed: Uint8Array, response: Uint8Array): Promise<Uint8Array> => {
  const opened = open(signed);
  const parts = signedParts(opened);
  if (parts.token !== undefined) return refuse('conflict', 'The report has a timestamp already.');
  const timestamp = readTimestampResponse(response, sha256(parts.signature));
  if (typeof timestamp === 'string') return refuse('invalid', `The timestamp response does not belong to this report: ${timestamp}.`);
  const bytes = Uint8Array.from(signed);
  about('The timestamp cannot be put into the report', () =>
    writeSignature(bytes, opened.place, writePades({ ...parts, token: timestamp.token })),
  );
  await demandAccepted(bytes);
  return bytes;
};

/** Nothing leaves this room that the verifier would refuse. */
const demandAccepted = async (bytes: Uint8Array): Promise<void> => {
  const { checks } = await verifyPdf(bytes);
  const bad = checks.find(({ outcome }) => outcome === 'bad');
  if (bad !== undefined) refuse('invalid', `The report would be refused by whoever checks it. "${bad.what}": ${bad.found}`);
};
