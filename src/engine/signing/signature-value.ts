/** Checks a signature over bytes with the public key of a certificate, by the identifiers that CMS names algorithms with. */
import { type KeyObject, verify } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { cryptoAnswer } from './crypto-answer.ts';

export type HashName = 'sha256' | 'sha384' | 'sha512';

export const OID_HASH: Readonly<Record<HashName, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

export const OID_SIGNATURE = { ecdsaWithSha256: '1.2.840.10045.4.3.2', rsa: '1.2.840.113549.1.1.1' } as const;

/** Signature algorithms by key type, and the hash that they are of; RSA may leave it to the digest algorithm. */
const ALGORITHMS: Readonly<Record<string, { readonly key: 'rsa' | 'ec'; readonly hash?: HashName }>> = {
  [OID_SIGNATURE.rsa]: { key: 'rsa' },
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
  [OID_SIGNATURE.ecdsaWithSha256]: { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
};

/** What certificates may be signed with: the same, but RSA has to name its hash; and RSA-PSS, of which the runtime takes none with a weaker one. */
const RSA_PSS = '1.2.840.113549.1.1.10';
export const isStrongAlgorithm = (oid: string): boolean => oid === RSA_PSS || ALGORITHMS[oid]?.hash !== undefined;

const RSA_BITS_MIN = 2_048;
/** Beyond it, checking one signature takes too long. */
const RSA_BITS_MAX = 16_384;

/** The hash of an object identifier. Refusal where it is none of the three that still hold. */
export const hashNamed = (oid: string): HashName => {
  const known = (Object.keys(OID_HASH) as HashName[]).find((name) => OID_HASH[name] === oid);
  return known ?? refuse('invalid', `the hash algorithm ${oid} is not accepted: SHA-256, SHA-384 and SHA-512 are`);
};

/** Refusal 'invalid' unless a key is of a kind and size whose signatures count: P-256 and larger, RSA of 2,048 bits and more. */
export const demandStrongKey = (key: KeyObject): void => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX)
      refuse('invalid', `an RSA key of ${bits} bits is not accepted: it has ${RSA_BITS_MIN} to ${RSA_BITS_MAX}`);
  } else if (type !== 'ec') refuse('invalid', `a key of the kind ${type} is not accepted: RSA and elliptic curves are`);
  else if (!['prime256v1', 'secp384r1', 'secp521r1'].includes(details?.namedCurve ?? ''))
    refuse('invalid', `the curve ${details?.namedCurve} is not accepted: P-256, P-384 and P-521 are`);
};

export type SignatureClaim = {
  readonly algorithm: string;
  readonly hash: HashName;
  readonly key: KeyObject;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
};

/** Whether the signature is the key's. Refusal 'invalid' where algorithm and key do not go together. */
export const isSignedWith = ({ algorithm, hash, key, data, signature }: SignatureClaim): boolean => {
  const known = ALGORITHMS[algorithm];
  if (known === undefined)
    return refuse('invalid', `the signature algorithm ${algorithm} is not accepted: RSA (PKCS #1 v1.5) and ECDSA are`);
  if (known.key !== key.asymmetricKeyType || (known.hash ?? hash) !== hash)
    return refuse('invalid', `the signature algorithm ${algorithm} does not go with the key or the hash algorithm`);
  demandStrongKey(key);
  return cryptoAnswer(() => verify(hash, data, { key, dsaEncoding: 'der' }, signature)) ?? false;
};
