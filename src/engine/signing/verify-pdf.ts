/**
 * Verifies a signed report, more strictly than a viewer: one revision, one signature over the whole file, nothing hidden in or behind it. The demands
 * leave no room for what is known against signed PDFs: incremental saving, signature wrapping, universal forgery, shadow updates.
 */
import { counted } from '../model/counted.ts';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import type { Check } from '../model/trust.ts';
import { type AttachedFile, readAttachments } from './attachments.ts';
import type { Certificate } from './certificate.ts';
import type { CertificateChain } from './certificate-chain.ts';
import { demandDocumentSigner } from './document-signer.ts';
import { createFindings, type Look, need } from './findings.ts';
import { readPdfText } from './pdf/pdf-text.ts';
import { entryOf, isNamed } from './pdf/pdf-value.ts';
import { type ScannedPdf, scanPdf } from './pdf/scan-pdf.ts';
import { SUB_FILTER } from './prepare-report.ts';
import { demandSigned, type PadesSignature, readPades } from './read-pades.ts';
import { claimedTime, coveredDigest, coveringSignature, findSignature, type SignaturePlace } from './signature-place.ts';
import { readTimestampToken, type Timestamp } from './timestamp-token.ts';

export type PdfVerdict = {
  /** The file is accepted where none of them is bad. */
  readonly checks: readonly Check[];
  /** Common name of the signer's certificate. */
  readonly signedBy?: string;
  /** SHA-256 of that certificate, lower-case hex. */
  readonly fingerprint?: string;
  /** When the signer says that it was signed, ISO 8601 UTC. */
  readonly at?: string;
  readonly timestamp?: { readonly at: string; readonly by: string; readonly fingerprint: string };
  /** Views of the bytes that were verified. Nothing is in it where they cannot be read plainly. */
  readonly attachments: readonly AttachedFile[];
};

/** Never rejects for what is in the file, and does work that is linear in its size. `bytes` must not change afterwards. */
export const verifyPdf = async (bytes: Uint8Array): Promise<PdfVerdict> => {
  const { checks, look, note } = createFindings();
  const scanned = look(FORM, () => scanPdf(bytes));
  const place = look(ONE, () => findSignature(need(scanned)));
  look(STILL, () => demandStill(need(scanned)));
  const der = look(COVERED, () => coveringSignature(bytes, need(place)));
  const pades = look(PADES, () => demandPades(bytes, need(place), readPades(need(der))));
  const signer = look(SIGNED, () => {
    demandSigned(need(pades), coveredDigest(bytes, need(place)));
    return need(pades).certificate;
  });
  const claimed = look(CLAIMED, () => claimedTime(bytes, need(place)));
  const token = pades?.parts.token;
  const timestamp = token && look(TIMESTAMP, () => readTimestampToken(token, sha256(need(pades).parts.signature)));
  if (pades !== undefined && token === undefined) note(NO_TIMESTAMP);
  look(CERTIFICATE, () => {
    const { certificate, others } = need(pades);
    return demandDocumentSigner(certificate, others, token === undefined ? need(claimed) : need(timestamp).at);
  });
  const attachments = look(ATTACHMENTS, () => readAttachments(need(scanned)));
  return {
    checks,
    ...(signer !== undefined && { signedBy: signer.name, fingerprint: signer.fingerprint }),
    ...(claimed !== undefined && { at: claimed }),
    ...(timestamp !== undefined && { timestamp: { at: timestamp.at, by: timestamp.by, fingerprint: timestamp.fingerprint } }),
    attachments: attachments ?? [],
  };
};

const FORM: Look<ScannedPdf> = {
  what: 'The file has one revision, and nothing lies outside of its objects',
  found: ({ file }) => `${file.size - 1} objects, each once, and one table of them`,
};

const ONE: Look<SignaturePlace> = {
  what: 'It has one signature, in the one field of its form',
  found: () => 'its form leads to it, and there is no other',
};

const STILL: Look<ScannedPdf> = {
  what: 'Nothing in it acts, hides or is fetched',
  found: () => 'no scripts, no layers, no fields to fill in, no parts of other files',
};

const COVERED: Look<Uint8Array> = {
  what: 'The signature covers every byte of the file but its own',
  found: (der) => `its own place holds ${der.length} bytes of it and then only zeros`,
};

const PADES: Look<PadesSignature> = {
  what: 'The signature has the form of PAdES, and holds nothing else',
  found: ({ others, parts }) =>
    `three signed attributes, ${counted(others.length + 1, 'certificate')}, ${parts.token === undefined ? 'no timestamp' : 'one timestamp'}`,
};

const SIGNED: Look<Certificate> = {
  what: 'The file has the digest that was signed, and the key of the certificate signed it',
  found: ({ name, fingerprint }) => `signed by ${name}, certificate ${fingerprint}`,
};

const CLAIMED: Look<string> = { what: 'The signer says when it was signed', found: (at) => at };

const TIMESTAMP: Look<Timestamp> = {
  what: 'An authority says when the signature was there already',
  found: ({ at, by, fingerprint }) => `${at}, says ${by}, certificate ${fingerprint}: compare that with what the authority says`,
};

const NO_TIMESTAMP: Check = {
  what: TIMESTAMP.what,
  outcome: 'not-checked',
  found: 'there is no timestamp: when it was signed rests on the word of the signer',
};

const CERTIFICATE: Look<CertificateChain> = {
  what: 'The certificate is for signing documents, and held at that time',
  found: ({ certificates, complete }) => {
    const last = certificates.at(-1);
    if (!complete) return `the issuer of the certificate of ${last?.name} is not in the file: who issued it is not checked`;
    if (certificates.length === 1) return 'it is issued by itself: its fingerprint alone says whose it is';
    return `it goes back to the root ${last?.name}, certificate ${last?.fingerprint}: compare that with what the office says`;
  },
};

const ATTACHMENTS: Look<readonly AttachedFile[]> = {
  what: 'The attached files are in one list, and not packed',
  found: (files) =>
    files.length === 0
      ? 'there are none'
      : `attached: ${files.map(({ name, bytes }) => `${name} (${counted(bytes.length, 'byte')})`).join(', ')}`,
};

const demandStill = (scanned: ScannedPdf): ScannedPdf => (scanned.active === undefined ? scanned : refuse('invalid', scanned.active));

const SIGNATURE_KEYS: ReadonlySet<string> = new Set(['Type', 'Filter', 'SubFilter', 'Name', 'M', 'ByteRange', 'Contents']);

/** What the PDF says about the signature has to be what it is. */
const demandPades = (bytes: Uint8Array, { dictionary }: SignaturePlace, pades: PadesSignature): PadesSignature => {
  if (!isNamed(dictionary, 'SubFilter', SUB_FILTER)) return refuse('invalid', `it does not call itself ${SUB_FILTER}`);
  for (const key of dictionary.entries.keys()) if (!SIGNATURE_KEYS.has(key)) return refuse('invalid', `it has the key ${key}`);
  const name = entryOf(dictionary, 'Name');
  const text = name?.kind === 'string' ? readPdfText(Buffer.from(bytes.subarray(name.from, name.to)).toString('latin1')) : undefined;
  return text === pades.certificate.name ? pades : refuse('invalid', `it calls its signer something else than the certificate does`);
};
