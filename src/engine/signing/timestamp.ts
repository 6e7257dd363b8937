/** Timestamps of RFC 3161: the request over a SHA-256 digest, and the response that an authority gave to it. */
import { Refusal, refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { sameBytes } from './certificate.ts';
import { fieldsOf, readDer, readInteger, TAG, writeDer, writeOid, writeUnsigned } from './der.ts';
import { OID_HASH } from './signature-value.ts';
import { readTimestampToken, type Timestamp } from './timestamp-token.ts';

const DIGEST_BYTES = 32;
/** Where the digest stands in a request. */
const DIGEST_FROM = 24;
const NONCE_BYTES = 8;
/** Far more than an authority answers with. */
export const RESPONSE_BYTES_MAX = 65_536;

/** Follows from the digest, so that a response can be held against its request by whoever has the digest, long after and elsewhere. */
const nonceOf = (digest: Uint8Array): Uint8Array =>
  writeUnsigned(sha256(Buffer.concat([Buffer.from('probity timestamp nonce\n'), digest])).subarray(0, NONCE_BYTES));

/** DER of a TimeStampReq, what a `.tsq` file holds. It asks for the certificate of the authority. `digest`: SHA-256, 32 bytes. */
export const timestampRequest = (digest: Uint8Array): Uint8Array => {
  if (digest.length !== DIGEST_BYTES) throw new RangeError('a SHA-256 digest has 32 bytes');
  const algorithm = writeDer(TAG.sequence, writeOid(OID_HASH.sha256), writeDer(TAG.null));
  return writeDer(
    TAG.sequence,
    writeDer(TAG.integer, Uint8Array.of(1)),
    writeDer(TAG.sequence, algorithm, writeDer(TAG.octets, digest)),
    nonceOf(digest),
    writeDer(TAG.boolean, Uint8Array.of(0xff)),
  );
};

/** Whether a file is a request that this program wrote. */
export const isTimestampRequest = (der: Uint8Array): boolean => {
  const digest = der.subarray(DIGEST_FROM, DIGEST_FROM + DIGEST_BYTES);
  return digest.length === DIGEST_BYTES && sameBytes(der, timestampRequest(digest));
};

/** What a TimeStampResp (`.tsr`) says about the digest that was asked about; a sentence where it is not an answer to that request. */
export const readTimestampResponse = (der: Uint8Array, digest: Uint8Array): Timestamp | string => {
  try {
    return readResponse(der, digest);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

const readResponse = (der: Uint8Array, digest: Uint8Array): Timestamp => {
  if (der.length > RESPONSE_BYTES_MAX) return refuse('invalid', `a timestamp response of ${der.length} bytes is not read`);
  const fields = fieldsOf(readDer(der), TAG.sequence);
  const status = readInteger(fieldsOf(fields.take(TAG.sequence)).take(TAG.integer));
  // 0: granted. 1: granted with changes, which the checks of the token then have to bear.
  if (status !== 0n && status !== 1n) return refuse('invalid', `the authority did not grant the timestamp: status ${status}`);
  const { nonce, ...timestamp } = readTimestampToken(fields.take(TAG.sequence).bytes, digest);
  fields.end();
  if (nonce === undefined || !sameBytes(nonce, nonceOf(digest)))
    return refuse('invalid', 'the response answers another request: its nonce is not the one that was asked with');
  return timestamp;
};
