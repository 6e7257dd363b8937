/** Cosignatures of checkpoints, https://c2sp.org/tlog-cosignature: a witness says when it saw that a log had this state, and none larger. */
import { parseCheckpoint } from './checkpoint.ts';
import type { NoteSigner } from './note-signer.ts';
import { type Note, parseSignatureLine, writeNote, writeSignatureLine } from './signed-note.ts';
import { isSignatureOf, keyHash, linesOf, type VerifierKey } from './verifier-key.ts';

export const COSIGNATURE_KEY_TYPE = 4;
const TIMESTAMP_BYTES = 8;
/** In the year 2242: what lies beyond is no time of anybody, and some of it none that a date can be made of. */
const SECONDS_MAX = 2 ** 33;

/** One signature line, without its line feed, over a checkpoint that is well formed. */
export const cosign = (checkpointNote: string, signer: NoteSigner, atSeconds: number): string => {
  const parsed = parseCheckpoint(checkpointNote);
  if (typeof parsed === 'string') throw new RangeError(parsed);
  if (signer.key.type !== COSIGNATURE_KEY_TYPE) throw new RangeError('a key that signs notes does not cosign');
  if (!Number.isSafeInteger(atSeconds) || atSeconds < 0 || atSeconds >= SECONDS_MAX) throw new RangeError('not a time in seconds');
  const timestamp = Buffer.alloc(TIMESTAMP_BYTES);
  timestamp.writeBigUInt64BE(BigInt(atSeconds));
  const signature = Buffer.concat([timestamp, signer.sign(cosignedMessage(parsed.note, atSeconds))]);
  return writeSignatureLine({ name: signer.key.name, keyHash: keyHash(signer.key), signature });
};

/**
 * When the witness cosigned the checkpoint, in seconds since 1970; of several cosignatures of one key, the last. Undefined where it has none, or one
 * that is not good.
 */
export const readCosignature = (note: Note, key: VerifierKey): { readonly atSeconds: number } | undefined => {
  if (key.type !== COSIGNATURE_KEY_TYPE) return undefined;
  const times = linesOf(note, key).map(({ signature }) => timeOf(note, signature, key));
  if (times.length === 0 || times.includes(undefined)) return undefined;
  return { atSeconds: Math.max(...(times as number[])) };
};

/** The checkpoint with one more signature line; as it was where it has that line already. Gives a sentence where either is malformed. */
export const addSignatureLine = (checkpointNote: string, line: string): { readonly note: string } | string => {
  const parsed = parseCheckpoint(checkpointNote);
  if (typeof parsed === 'string') return parsed;
  const signature = parseSignatureLine(line);
  if (typeof signature === 'string') return signature;
  const { text, signatures } = parsed.note;
  if (signatures.some((known) => writeSignatureLine(known) === line)) return { note: checkpointNote };
  return { note: writeNote({ text, signatures: [...signatures, signature] }) };
};

const timeOf = (note: Note, signature: Uint8Array, key: VerifierKey): number | undefined => {
  if (signature.length <= TIMESTAMP_BYTES) return undefined;
  const atSeconds = Number(Buffer.from(signature.subarray(0, TIMESTAMP_BYTES)).readBigUInt64BE());
  if (atSeconds >= SECONDS_MAX) return undefined;
  return isSignatureOf(signature.subarray(TIMESTAMP_BYTES), cosignedMessage(note, atSeconds), key) ? atSeconds : undefined;
};

const cosignedMessage = ({ text }: Note, atSeconds: number): Uint8Array =>
  Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${text}`, 'utf8');
