/** Which keys reports can be signed with, so that the viewers that people have can check them. */
import type { KeyObject } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import type { SignerInfo } from '../model/signer.ts';

const NEXT = 'Ask for a certificate to such a key.';
const RSA_BITS_MIN = 2_048;
/** Signatures of larger keys do not fit into the place that a report keeps for them. */
const RSA_BITS_MAX = 8_192;

/** Refusal 'invalid' for a key whose signature PDF viewers and OpenSSL would not verify. */
export const algorithmOf = (key: KeyObject): SignerInfo['algorithm'] => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ec') {
    if (details?.namedCurve === 'prime256v1') return 'ecdsa-p256';
    return refuse(
      'invalid',
      `The key lies on the curve ${details?.namedCurve}. Reports are signed with keys on the curve P-256, or with RSA keys. ${NEXT}`,
    );
  }
  if (type === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    if (bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX) return bits === 3_072 ? 'rsa-3072' : 'rsa-other';
    return refuse(
      'invalid',
      `The RSA key has ${bits} bits. Reports are signed with RSA keys of ${RSA_BITS_MIN} to ${RSA_BITS_MAX} bits, or with keys on the curve P-256. ${NEXT}`,
    );
  }
  const why = type === 'ed25519' ? ', which most PDF viewers cannot check' : '';
  return refuse(
    'invalid',
    `The key is of the kind ${type}${why}. Reports are signed with RSA keys, or with keys on the curve P-256. ${NEXT}`,
  );
};
