/** An RFC 3161 timestamp token: that an authority saw a digest at a time. */
import { hash as digestOf } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { type Certificate, sameBytes } from './certificate.ts';
import { chainOf } from './certificate-chain.ts';
import { readSignedData, signerOf } from './cms.ts';
import { fieldsOf, readDer, readOid, readTime, TAG } from './der.ts';
import { OID_HASH } from './signature-value.ts';

export type Timestamp = {
  /** When the authority says that it saw the digest, ISO 8601 UTC. */
  readonly at: string;
  /** Common name of the authority's certificate. */
  readonly by: string;
  /** SHA-256 of that certificate, lower-case hex: nothing else says whether to trust it. */
  readonly fingerprint: string;
  /** DER of the token. */
  readonly token: Uint8Array;
};

const OID_TST_INFO = '1.2.840.113549.1.9.16.1.4';
const OID_TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Checks the token's signature, imprint and certificate. `nonce`: DER of the number, where it has one. Refusal 'invalid' with a sentence. */
export const readTimestampToken = (token: Uint8Array, digest: Uint8Array): Timestamp & { readonly nonce: Uint8Array | undefined } => {
  const data = readSignedData(token);
  const { content, contentType } = data;
  if (contentType !== OID_TST_INFO || content === undefined) return refuse('invalid', 'it is no timestamp: its content is something else');
  const certificate = signerOf(data, (hash) => digestOf(hash, content, 'buffer'));
  const info = readInfo(content);
  if (info.hash !== OID_HASH.sha256 || !sameBytes(info.imprint, digest)) return refuse('invalid', 'it is a timestamp of something else');
  demandTimestamping(certificate);
  chainOf(certificate, data.certificates, info.at);
  return { at: info.at, by: certificate.name, fingerprint: certificate.fingerprint, token, nonce: info.nonce };
};

const readInfo = (content: Uint8Array) => {
  const fields = fieldsOf(readDer(content), TAG.sequence);
  fields.take(TAG.integer);
  fields.take(TAG.oid);
  const imprint = fieldsOf(fields.take(TAG.sequence));
  const hash = readOid(fieldsOf(imprint.take(TAG.sequence)).take(TAG.oid));
  const hashed = imprint.take(TAG.octets).content;
  fields.take(TAG.integer);
  const at = readTime(fields.take(TAG.time));
  fields.maybe(TAG.sequence);
  fields.maybe(TAG.boolean);
  return { hash, imprint: hashed, at, nonce: fields.maybe(TAG.integer)?.bytes };
};

/** RFC 3161, 2.3: a key that makes timestamps and nothing else. */
const demandTimestamping = ({ name, extendedKeyUsage }: Certificate): void => {
  const { purposes, critical } = extendedKeyUsage ?? { purposes: [], critical: false };
  if (!critical || purposes.length !== 1 || purposes[0] !== OID_TIME_STAMPING)
    refuse('invalid', `the certificate of ${name} is not for timestamps alone`);
};
