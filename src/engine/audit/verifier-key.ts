/** The public key of a note's signer, as https://c2sp.org/signed-note has it: name, hash and key. */
import { createPublicKey, verify } from 'node:crypto';
import { hex } from '../model/hex.ts';
import { sha256, sha256Hex } from '../model/sha256.ts';
import { KEY_HASH_BYTES, type Note, type NoteSignature } from './signed-note.ts';
import { isKeyName, quoted, readBase64, writeBase64 } from './strict-text.ts';

/** 1: signed notes. 4: cosignatures of checkpoints, https://c2sp.org/tlog-cosignature. */
export type NoteKeyType = 1 | 4;

export type VerifierKey = {
  readonly name: string;
  readonly type: NoteKeyType;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
};

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** "+", 8 hexadecimal digits, "+", base64 of type and key. */
const KEY_TEXT_END = /^(?<name>[^+]*)\+(?<hash>[0-9a-f]{8})\+(?<key>.*)$/su;

/** The 4 bytes that tell keys of one name apart. */
export const keyHash = ({ name, type, publicKey }: VerifierKey): Uint8Array =>
  sha256(Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(type), publicKey])).subarray(0, KEY_HASH_BYTES);

/** Points of Ed25519 whose order divides 8, without their sign bit; the last two are other spellings of the first two. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  `00${'00'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** Under such a key one signature is good for any text, or for one in eight: its holder could deny all that was signed. */
const isOfSmallOrder = (publicKey: Uint8Array): boolean => {
  const unsigned = Buffer.from(publicKey);
  unsigned[unsigned.length - 1] = (unsigned.at(-1) ?? 0) & 0x7f;
  return SMALL_ORDER.has(hex(unsigned));
};

/** `<name>+<hash>+<base64>`: how a key is handed over. */
export const writeVerifierKey = (key: VerifierKey): string => {
  if (!isKeyName(key.name) || key.publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError('not a verifier key');
  return `${key.name}+${hex(keyHash(key))}+${writeBase64(Buffer.concat([Buffer.of(key.type), key.publicKey]))}`;
};

/** Reads a key that was handed over. Gives a sentence where it is none. */
export const parseVerifierKey = (text: string): VerifierKey | string => {
  const { name = '', hash = '', key: base64 = '' } = KEY_TEXT_END.exec(text)?.groups ?? {};
  const bytes = readBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length === 0)
    return `A verifier key is "<name>+<8 hexadecimal digits>+<base64>"; this is not one: ${quoted(text)}.`;
  const type = bytes[0];
  if ((type !== 1 && type !== 4) || bytes.length !== 1 + PUBLIC_KEY_BYTES)
    return `The verifier key of ${quoted(name)} is not an Ed25519 key: it was made for other signatures.`;
  const key: VerifierKey = { name, type, publicKey: bytes.subarray(1) };
  if (isOfSmallOrder(key.publicKey)) return `The verifier key of ${quoted(name)} is one that anybody can sign with: it proves nothing.`;
  return hex(keyHash(key)) === hash
    ? key
    : `The verifier key of ${quoted(name)} was changed or mistyped: name and key do not have its hash.`;
};

/** SHA-256 of the 32 bytes of the key, lower-case hex: what people compare. */
export const keyFingerprint = (key: VerifierKey): string => sha256Hex(key.publicKey);

/** Signature lines that say to be of this key. Names and hashes can be made to match: that proves nothing. */
export const claimedLines = (note: Note, key: VerifierKey): readonly NoteSignature[] => {
  const own = keyHash(key);
  return note.signatures.filter(({ name, keyHash: hash }) => name === key.name && Buffer.compare(hash, own) === 0);
};

/** Each takes a tenth of a millisecond to check, and a key that signs one state twice says nothing more. */
const LINES_OF_KEY_MAX = 8;

/** The same, to be checked; none where there are far too many. */
export const linesOf = (note: Note, key: VerifierKey): readonly NoteSignature[] => {
  const lines = claimedLines(note, key);
  return lines.length > LINES_OF_KEY_MAX ? [] : lines;
};

/** Whether the note has signatures that say to be of this key, of type 1, and all of them are. */
export const isSignedBy = (note: Note, key: VerifierKey): boolean => {
  if (key.type !== 1) return false;
  const lines = linesOf(note, key);
  return lines.length > 0 && lines.every(({ signature }) => isSignatureOf(signature, Buffer.from(note.text, 'utf8'), key));
};

/** Whether these bytes are the key's Ed25519 signature (RFC 8032) over the message. */
export const isSignatureOf = (signature: Uint8Array, message: Uint8Array, { publicKey }: VerifierKey): boolean => {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
};
