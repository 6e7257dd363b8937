/** CMS SignedData (RFC 5652) with one signer: what a PDF signature and a timestamp token are. */
import { hash as digestOf } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { type Certificate, readCertificate, sameBytes } from './certificate.ts';
import { context, type DerNode, fieldsOf, readDer, readOid, TAG, writeDer } from './der.ts';
import { type HashName, hashNamed, isSignedWith } from './signature-value.ts';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
} as const;

/** Values by type; each type stands once. */
export type Attributes = ReadonlyMap<string, DerNode>;

export type SignedData = {
  readonly contentType: string;
  /** Undefined where the content is elsewhere. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  readonly signer: {
    readonly issuer: Uint8Array;
    readonly serial: Uint8Array;
    readonly hash: HashName;
    readonly signed: Attributes;
    /** DER of the signed attributes as a SET OF: what the signature is over. */
    readonly signedBytes: Uint8Array;
    readonly algorithm: string;
    readonly signature: Uint8Array;
    readonly unsigned: Attributes;
  };
};

const CERTIFICATES_MAX = 16;

/** Refusal 'invalid' with a sentence where it is anything else. */
export const readSignedData = (bytes: Uint8Array): SignedData => {
  const outer = fieldsOf(readDer(bytes), TAG.sequence);
  if (readOid(outer.take(TAG.oid)) !== OID.signedData) return refuse('invalid', 'it is not a signature in the form of CMS');
  const body = fieldsOf(fieldsOf(outer.take(context(0))).take(TAG.sequence));
  outer.end();
  body.take(TAG.integer);
  body.take(TAG.set);
  const encapsulated = fieldsOf(body.take(TAG.sequence));
  const contentType = readOid(encapsulated.take(TAG.oid));
  const content = encapsulated.maybe(context(0));
  const certificates = body.maybe(context(0));
  body.maybe(context(1));
  const signers = fieldsOf(body.take(TAG.set)).rest();
  body.end();
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) return refuse('invalid', `it has ${signers.length} signers in place of one`);
  return {
    contentType,
    content: content && fieldsOf(content).take(TAG.octets).content,
    certificates: certificates === undefined ? [] : readCertificates(certificates),
    signer: readSigner(signer),
  };
};

const readCertificates = (set: DerNode): readonly Certificate[] => {
  const items = fieldsOf(set).rest();
  if (items.length > CERTIFICATES_MAX) return refuse('invalid', `it holds ${items.length} certificates, more than ${CERTIFICATES_MAX}`);
  return items.map((item) => readCertificate(item.bytes));
};

const readSigner = (node: DerNode): SignedData['signer'] => {
  const fields = fieldsOf(node, TAG.sequence);
  fields.take(TAG.integer);
  const name = fieldsOf(fields.take(TAG.sequence));
  const [issuer, serial] = [name.take(TAG.sequence).bytes, name.take(TAG.integer).bytes];
  const hash = hashNamed(readAlgorithm(fields.take(TAG.sequence)));
  const signed = fields.take(context(0));
  const algorithm = readAlgorithm(fields.take(TAG.sequence));
  const signature = fields.take(TAG.octets).content;
  const unsigned = fields.maybe(context(1));
  fields.end();
  return {
    issuer,
    serial,
    hash,
    signed: readAttributes(signed),
    signedBytes: writeDer(TAG.set, signed.content),
    algorithm,
    signature,
    unsigned: unsigned === undefined ? new Map() : readAttributes(unsigned),
  };
};

const readAlgorithm = (node: DerNode): string => readOid(fieldsOf(node).take(TAG.oid));

const readAttributes = (set: DerNode): Attributes => {
  const attributes = new Map<string, DerNode>();
  for (const item of fieldsOf(set).rest()) {
    const fields = fieldsOf(item, TAG.sequence);
    const type = readOid(fields.take(TAG.oid));
    const [value, ...more] = fieldsOf(fields.take(TAG.set)).rest();
    if (value === undefined || more.length > 0 || attributes.has(type)) return refuse('invalid', `its attribute ${type} has not one value`);
    attributes.set(type, value);
  }
  return attributes;
};

/**
 * The certificate whose key signed `content`, checked from the content's digest over the signed attributes to the signature's value, and named by a
 * signing-certificate attribute (RFC 5035), so that no other certificate for the same key can be put in its place. Refusal 'invalid' where anything
 * does not agree.
 */
export const signerOf = (data: SignedData, contentDigest: (hash: HashName) => Uint8Array): Certificate => {
  const { signer, contentType, certificates } = data;
  const certificate = certificates.find(({ issuer, serial }) => sameBytes(issuer, signer.issuer) && sameBytes(serial, signer.serial));
  if (certificate === undefined) return refuse('invalid', 'the certificate of its signer is not in it');
  const type = signer.signed.get(OID.contentType);
  if (type === undefined || readOid(type) !== contentType) return refuse('invalid', 'it does not sign what kind of content it is over');
  const digest = signer.signed.get(OID.messageDigest);
  if (digest?.tag !== TAG.octets || !sameBytes(digest.content, contentDigest(signer.hash)))
    return refuse('invalid', 'the content does not have the digest that was signed');
  demandNamed(certificate, signer.signed);
  const { algorithm, hash, signature, signedBytes } = signer;
  if (!isSignedWith({ algorithm, hash, key: certificate.publicKey, data: signedBytes, signature }))
    return refuse('invalid', `the signature was not made with the key of the certificate of ${certificate.name}`);
  return certificate;
};

/** ESSCertIDv2 gives the hash's algorithm where it is not SHA-256; ESSCertID is SHA-1, and read because timestamps still come with it. */
const demandNamed = (certificate: Certificate, signed: Attributes): void => {
  const v2 = signed.get(OID.signingCertificateV2);
  const attribute =
    v2 ??
    signed.get(OID.signingCertificate) ??
    refuse('invalid', 'it does not sign which certificate it is made with (signing-certificate)');
  const id = fieldsOf(fieldsOf(fieldsOf(attribute, TAG.sequence).take(TAG.sequence)).take(TAG.sequence));
  const algorithm = v2 === undefined ? undefined : id.maybe(TAG.sequence);
  const named = id.take(TAG.octets).content;
  const actual =
    v2 === undefined
      ? digestOf('sha1', certificate.der, 'buffer')
      : algorithm === undefined
        ? sha256(certificate.der)
        : digestOf(hashNamed(readAlgorithm(algorithm)), certificate.der, 'buffer');
  if (!sameBytes(named, actual)) refuse('invalid', 'it was made with another certificate than the one in it (signing-certificate)');
};
