/** Keys of logs and witnesses, and the notes that they sign, from nothing but their formats (https://c2sp.org/signed-note). */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** An Ed25519 key under a name, for signed notes (1) or cosignatures (4). */
export type PlainKey = { readonly name: string; readonly type: 1 | 4; readonly secret: KeyObject; readonly publicKey: Buffer };

export const plainKey = (name: string, type: 1 | 4 = 1): PlainKey => {
  const seed = sha256(Buffer.from(`key of ${name}`));
  const secret = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return { name, type, secret, publicKey: createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32) };
};

const keyHashOf = ({ name, type, publicKey }: PlainKey): Buffer =>
  sha256(Buffer.from(`${name}\n`), Buffer.of(type), publicKey).subarray(0, 4);

/** The key as others write it down. */
export const verifierKeyOf = (key: PlainKey): string =>
  `${key.name}+${keyHashOf(key).toString('hex')}+${Buffer.concat([Buffer.of(key.type), key.publicKey]).toString('base64')}`;

const signatureLine = (key: PlainKey, signature: Buffer): string =>
  `— ${key.name} ${Buffer.concat([keyHashOf(key), signature]).toString('base64')}\n`;

export const signedCheckpoint = (key: PlainKey, size: number, root: Uint8Array): string => {
  const text = `${key.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  return `${text}\n${signatureLine(key, sign(null, Buffer.from(text), key.secret))}`;
};

/** With a line of a witness (https://c2sp.org/tlog-cosignature). */
export const cosigned = (checkpoint: string, witness: PlainKey, atSeconds: number): string => {
  const message = Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)}`);
  const at = Buffer.alloc(8);
  at.writeBigUInt64BE(BigInt(atSeconds));
  return `${checkpoint}${signatureLine(witness, Buffer.concat([at, sign(null, message, witness.secret)]))}`;
};
