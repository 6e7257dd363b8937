/** Certificates in files: read as PEM or DER, written as PEM. */
import { refuse } from '../model/problem.ts';
import { type Certificate, readCertificate } from '../signing/certificate.ts';

const CERTIFICATES_MAX = 16;
const PEM_BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([\s0-9A-Za-z+/=]*?)-----END/g;

/** All certificates of a file, in its order. Refusal 'invalid' where it holds none, too many, or something else in their place. */
export const readCertificates = (bytes: Uint8Array): readonly Certificate[] => {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = [...text.matchAll(PEM_BLOCK)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  if (blocks.length > CERTIFICATES_MAX)
    return refuse('invalid', `The file holds ${blocks.length} certificates; at most ${CERTIFICATES_MAX} belong to one signer.`);
  if (blocks.length > 0) return blocks.map(readCertificate);
  if (bytes[0] !== 0x30)
    return refuse('invalid', 'The file holds no certificate. One is expected as PEM ("-----BEGIN CERTIFICATE-----") or as DER.');
  return [readCertificate(bytes)];
};

export const certificatePem = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};
