/** The file in which a signature comes that was made elsewhere: bare, DER, base64 or PEM. */
import { refuse } from '../model/problem.ts';
import type { Certificate } from './certificate.ts';
import { fieldsOf, readDer, TAG, writeDer, writeUnsigned } from './der.ts';

/** Far more than the text of any signature. */
export const SIGNATURE_FILE_BYTES_MAX = 16_384;

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END [A-Z0-9 ]+-----\s*$/;
const HEX = /^(?:[0-9a-fA-F]{2})+\s*$/;

/** Readings of the file's bytes, the most literal one first. */
const readings = (bytes: Uint8Array): readonly Uint8Array[] => {
  const text = Buffer.from(bytes).toString('latin1');
  const coded = PEM.exec(text)?.[1] ?? (BASE64.test(text) ? text : undefined);
  return [
    bytes,
    ...(HEX.test(text) ? [Buffer.from(text.trim(), 'hex')] : []),
    ...(coded === undefined ? [] : [Buffer.from(coded, 'base64')]),
  ];
};

/** Bytes of a coordinate or scalar of a curve. */
const CURVE_BYTES: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };

const isTwoNumbers = (bytes: Uint8Array): boolean => {
  try {
    const fields = fieldsOf(readDer(bytes), TAG.sequence);
    fields.take(TAG.integer);
    fields.take(TAG.integer);
    fields.end();
    return true;
  } catch {
    return false;
  }
};

/** As CMS has it: an RSA signature is as long as its key; an ECDSA signature is DER of two numbers, which tokens give one after the other. */
const asCms = (bytes: Uint8Array, { publicKey }: Certificate): Uint8Array | undefined => {
  const { modulusLength, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined) return bytes.length === Math.ceil(modulusLength / 8) ? bytes : undefined;
  const length = CURVE_BYTES[namedCurve] ?? 0;
  if (bytes.length === 2 * length)
    return writeDer(TAG.sequence, writeUnsigned(bytes.subarray(0, length)), writeUnsigned(bytes.subarray(length)));
  return isTwoNumbers(bytes) ? bytes : undefined;
};

/** The signature's value, which is not checked yet. Refusal 'invalid' where the file holds nothing that the certificate's key could have made. */
export const readSignatureFile = (bytes: Uint8Array, certificate: Certificate): Uint8Array => {
  for (const reading of readings(bytes)) {
    const signature = asCms(reading, certificate);
    if (signature !== undefined) return signature;
  }
  return refuse(
    'invalid',
    `the file of ${bytes.length} bytes holds no signature of the key of ${certificate.name}: it should be raw, DER, base64 or PEM`,
  );
};
