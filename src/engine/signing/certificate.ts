/** An X.509 certificate (RFC 5280) as signatures need it: whose it is, when it holds, what it is for, and who issued it. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { cryptoAnswer } from './crypto-answer.ts';
import { context, type DerNode, fieldsOf, readDer, readInteger, readOid, readTime, TAG } from './der.ts';

/** Bits of the extension key usage, by their number (RFC 5280, 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5 } as const;

export type Certificate = {
  readonly der: Uint8Array;
  readonly publicKey: KeyObject;
  /** Whether the certificate is signed with this key. */
  readonly isSignedWith: (key: KeyObject) => boolean;
  /** DER of the names, to be compared. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** DER of the number. */
  readonly serial: Uint8Array;
  /** ISO 8601 UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Common name of the subject, or another name of it where it has none. */
  readonly name: string;
  /** Likewise of whoever issued it. */
  readonly issuerName: string;
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string;
  /** Bits that are set; undefined where the certificate does not restrict its key. */
  readonly keyUsage: ReadonlySet<number> | undefined;
  readonly extendedKeyUsage: { readonly purposes: readonly string[]; readonly critical: boolean } | undefined;
  readonly isAuthority: boolean;
  /** How many authorities there may be between it and a certificate that is none; undefined where it does not restrict that. */
  readonly pathLength: number | undefined;
  /** Object identifier of the algorithm that it is signed with. */
  readonly signedBy: string;
};

const OID = { commonName: '2.5.4.3', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extendedKeyUsage: '2.5.29.37' } as const;
const CERTIFICATE_BYTES_MAX = 65_536;
/** Critical extensions that are looked at here, or that restrict nothing which is done with a certificate here. */
const UNDERSTOOD: ReadonlySet<string> = new Set([OID.keyUsage, OID.basicConstraints, OID.extendedKeyUsage, '2.5.29.32', '2.5.29.17']);

type Extension = { readonly critical: boolean; readonly value: Uint8Array };

/** Reads DER. Refusal 'invalid' where it is no certificate, or one that demands what is not understood here. */
export const readCertificate = (der: Uint8Array): Certificate => {
  if (der.length > CERTIFICATE_BYTES_MAX) return refuse('invalid', `a certificate of ${der.length} bytes is not read`);
  const outer = fieldsOf(readDer(der), TAG.sequence);
  const body = fieldsOf(outer.take(TAG.sequence));
  const signedBy = readOid(fieldsOf(outer.take(TAG.sequence)).take(TAG.oid));
  body.maybe(context(0));
  const serial = body.take(TAG.integer);
  body.take(TAG.sequence);
  const issuer = body.take(TAG.sequence);
  const [notBefore = '', notAfter = ''] = fieldsOf(body.take(TAG.sequence)).rest().map(readTime);
  const subject = body.take(TAG.sequence);
  body.take(TAG.sequence);
  const extensions = readExtensions(body.rest().find((field) => field.tag === context(3)));
  return {
    der,
    ...parse(der),
    subject: subject.bytes,
    issuer: issuer.bytes,
    serial: serial.bytes,
    notBefore,
    notAfter,
    name: nameOf(subject),
    issuerName: nameOf(issuer),
    fingerprint: sha256Hex(der),
    keyUsage: readKeyUsage(extensions.get(OID.keyUsage)),
    extendedKeyUsage: readPurposes(extensions.get(OID.extendedKeyUsage)),
    ...readAuthority(extensions.get(OID.basicConstraints)),
    signedBy,
  };
};

/** The runtime's own reader has the last word: it is what keys are taken from and signatures are checked with. */
const parse = (der: Uint8Array): Pick<Certificate, 'publicKey' | 'isSignedWith'> => {
  const read = cryptoAnswer(() => {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  });
  if (read === undefined) return refuse('invalid', 'it holds no X.509 certificate whose key can be read');
  return { publicKey: read.publicKey, isSignedWith: (key) => cryptoAnswer(() => read.x509.verify(key)) ?? false };
};

const readExtensions = (field: DerNode | undefined): ReadonlyMap<string, Extension> => {
  const extensions = new Map<string, Extension>();
  if (field === undefined) return extensions;
  for (const item of fieldsOf(fieldsOf(field).take(TAG.sequence)).rest()) {
    const fields = fieldsOf(item, TAG.sequence);
    const oid = readOid(fields.take(TAG.oid));
    const critical = fields.maybe(TAG.boolean) !== undefined;
    if (critical && !UNDERSTOOD.has(oid))
      return refuse('invalid', `a certificate has the critical extension ${oid}, which is not understood`);
    if (extensions.has(oid)) return refuse('invalid', `a certificate has the extension ${oid} twice`);
    extensions.set(oid, { critical, value: fields.take(TAG.octets).content });
  }
  return extensions;
};

const readKeyUsage = (extension: Extension | undefined): ReadonlySet<number> | undefined => {
  if (extension === undefined) return undefined;
  const bits = new Set<number>();
  const [, ...bytes] = readDer(extension.value).content;
  for (const [place, byte] of bytes.entries())
    for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) bits.add(place * 8 + bit);
  return bits;
};

const readPurposes = (extension: Extension | undefined): Certificate['extendedKeyUsage'] =>
  extension && { purposes: fieldsOf(readDer(extension.value), TAG.sequence).rest().map(readOid), critical: extension.critical };

const readAuthority = (extension: Extension | undefined): Pick<Certificate, 'isAuthority' | 'pathLength'> => {
  const fields = extension && fieldsOf(readDer(extension.value), TAG.sequence);
  const isAuthority = fields?.maybe(TAG.boolean)?.content[0] === 0xff;
  const length = fields?.maybe(TAG.integer);
  return { isAuthority, pathLength: length && Number(readInteger(length)) };
};

const nameOf = (subject: DerNode): string => {
  const attributes = fieldsOf(subject)
    .rest()
    .flatMap((set) => fieldsOf(set, TAG.set).rest())
    .map((attribute) => {
      const fields = fieldsOf(attribute, TAG.sequence);
      return { oid: readOid(fields.take(TAG.oid)), value: fields.rest()[0] };
    });
  const named = attributes.findLast(({ oid }) => oid === OID.commonName) ?? attributes.at(-1);
  return named?.value === undefined ? '' : readText(named.value);
};

const BMP_STRING = 0x1e;

/** Characters of a directory string, without those that could make it look like another. */
const readText = ({ tag, content }: DerNode): string => {
  const bytes = Buffer.from(content);
  const text =
    tag === BMP_STRING
      ? bytes
          .subarray(0, bytes.length & ~1)
          .swap16()
          .toString('utf16le')
      : bytes.toString('utf8');
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}').slice(0, 200);
};

/** Whether two encodings are the same bytes. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
