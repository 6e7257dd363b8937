/** Reports as a dishonest signer could make them: the key is real and the signature verifies, but something about the file is not as it should be. */
import { createHash, sign } from 'node:crypto';
import { context, TAG, writeDer, writeOid, writeSetOf, writeUnsigned } from '../../../src/engine/signing/der.ts';
import { scanPdf } from '../../../src/engine/signing/pdf/scan-pdf.ts';
import { prepareReport } from '../../../src/engine/signing/prepare-report.ts';
import { coveredDigest, findSignature, writeCoverage } from '../../../src/engine/signing/signature-place.ts';
import { printedPdf } from '../../support/printed-pdf.ts';
import { AT, attachments } from './signed-report.ts';
import { nameOf } from './test-authority.ts';
import { type Holder, issueRoot, issueSigner, sequence } from './test-office.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const octets = (bytes: Uint8Array): Uint8Array => writeDer(TAG.octets, bytes);
const number = (value: number): Uint8Array => writeUnsigned(Uint8Array.of(value));
export const attribute = (oid: string, value: Uint8Array): Uint8Array => sequence(writeOid(oid), writeDer(TAG.set, value));

export const honest = {
  contentType: attribute('1.2.840.113549.1.9.3', writeOid('1.2.840.113549.1.7.1')),
  digest: (digest: Uint8Array) => attribute('1.2.840.113549.1.9.4', octets(digest)),
  certificates: (...certificates: readonly Uint8Array[]) =>
    attribute(
      '1.2.840.113549.1.9.16.2.47',
      sequence(sequence(...certificates.map((certificate) => sequence(octets(sha256(certificate)))))),
    ),
};

export const root = issueRoot();
export const signer = issueSigner(root);

export type Forgery = {
  readonly signer?: Holder;
  /** Further objects of the PDF. */
  readonly more?: readonly string[];
  /** Changes the prepared PDF, of which no byte may move. */
  readonly text?: (text: string) => string;
  /** Changes it after the covered bytes were named in it. */
  readonly covered?: (text: string) => string;
  readonly attributes?: (digest: Uint8Array, certificate: Uint8Array) => readonly Uint8Array[];
  readonly certificates?: readonly Uint8Array[];
  readonly unsigned?: readonly Uint8Array[];
  readonly signers?: number;
  readonly hashOid?: string;
  /** Changes the hexadecimal digits of the signature in its place. */
  readonly digits?: (digits: string, length: number) => string;
};

/** Texts of a PDF, byte by byte. */
export const changed = (bytes: Uint8Array, change: (text: string) => string): Buffer => {
  const before = Buffer.from(bytes).toString('latin1');
  const after = Buffer.from(change(before), 'latin1');
  if (after.equals(bytes)) throw new Error('the forgery changes nothing');
  return after;
};

const writeCms = (forgery: Forgery, holder: Holder, digest: Uint8Array): Uint8Array => {
  const { certificate } = holder;
  const { hashOid = '2.16.840.1.101.3.4.2.1', unsigned = [], signers = 1, certificates = [certificate, root.certificate] } = forgery;
  const issuers = certificates.filter((other) => other !== certificate).toSorted(Buffer.compare);
  const attributes = forgery.attributes?.(digest, certificate) ?? [
    honest.contentType,
    honest.digest(digest),
    honest.certificates(certificate, ...issuers),
  ];
  const hash = sequence(writeOid(hashOid));
  const info = sequence(
    number(1),
    nameOf(certificate),
    hash,
    writeSetOf(context(0), attributes),
    sequence(writeOid('1.2.840.10045.4.3.2')),
    octets(sign(holder.kind === 'ed25519' ? null : 'sha256', writeSetOf(TAG.set, attributes), holder.key)),
    ...(unsigned.length === 0 ? [] : [writeDer(context(1), ...unsigned)]),
  );
  const body = sequence(
    number(1),
    writeDer(TAG.set, hash),
    sequence(writeOid('1.2.840.113549.1.7.1')),
    writeSetOf(context(0), certificates),
    writeDer(TAG.set, ...new Array<Uint8Array>(signers).fill(info)),
  );
  return sequence(writeOid('1.2.840.113549.1.7.2'), writeDer(context(0), body));
};

export const forge = (forgery: Forgery = {}): Buffer => {
  const holder = forgery.signer ?? signer;
  const signature = { name: holder.name, capacity: 12_288 };
  const prepared = prepareReport(printedPdf({ more: forgery.more ?? [] }), { title: 'Impact', at: AT, attachments, signature });
  const place = findSignature({ ...scanPdf(prepared), ...soleSignature(prepared) });
  writeCoverage(prepared, place);
  let bytes: Buffer = Buffer.from(prepared);
  for (const change of [forgery.text, forgery.covered]) if (change !== undefined) bytes = changed(bytes, change);
  if (bytes.length !== prepared.length) throw new Error('the forgery moves bytes');
  const der = writeCms(forgery, holder, coveredDigest(bytes, place));
  const room = place.contents.to - place.contents.from - 2;
  const digits = Buffer.from(der).toString('hex').padEnd(room, '0');
  bytes.write(forgery.digits?.(digits, der.length) ?? digits, place.contents.from + 1, 'latin1');
  return bytes;
};

/** The honest signature among others that a forgery puts beside it. */
const soleSignature = (bytes: Uint8Array) => {
  const { signatures, fields } = scanPdf(bytes);
  return { signatures: signatures.slice(-1), fields: fields.slice(0, 1) };
};
