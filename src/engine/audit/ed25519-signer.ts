/** A signer of notes from the 32 bytes of an Ed25519 private key (RFC 8032). */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { NoteSigner } from './note-signer.ts';
import { isKeyName } from './strict-text.ts';
import type { NoteKeyType } from './verifier-key.ts';

export const SEED_BYTES = 32;
/** What stands before the seed in RFC 8410's PKCS#8 form of an Ed25519 key. */
const PKCS8_START = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key as others keep it: RFC 8410, DER. */
export const pkcs8OfSeed = (seed: Uint8Array): Buffer => Buffer.concat([PKCS8_START, seed]);

/** And back; undefined for any other key. */
export const seedOfPkcs8 = (pkcs8: Uint8Array): Uint8Array | undefined => {
  const start = pkcs8.subarray(0, PKCS8_START.length);
  const isOne = pkcs8.length === PKCS8_START.length + SEED_BYTES && Buffer.compare(start, PKCS8_START) === 0;
  return isOne ? pkcs8.subarray(PKCS8_START.length) : undefined;
};

export const createNoteSigner = (name: string, seed: Uint8Array, type: NoteKeyType = 1): NoteSigner => {
  if (!isKeyName(name)) throw new RangeError('not the name of a key');
  if (seed.length !== SEED_BYTES) throw new RangeError(`an Ed25519 seed has ${SEED_BYTES} bytes`);
  const privateKey = createPrivateKey({ key: pkcs8OfSeed(seed), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    key: { name, type, publicKey: Buffer.from(x, 'base64url') },
    sign: (message) => sign(null, message, privateKey),
  };
};
