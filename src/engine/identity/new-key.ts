/** Makes private keys for certificates, on a thread of the runtime's own: an RSA key takes up to seconds. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SignatureAlgorithm } from '../model/signer.ts';

const generate = promisify(generateKeyPair);

export const newKey = async (algorithm: SignatureAlgorithm): Promise<KeyObject> => {
  const pair = algorithm === 'rsa-3072' ? generate('rsa', { modulusLength: 3_072 }) : generate('ec', { namedCurve: 'P-256' });
  return (await pair).privateKey;
};
