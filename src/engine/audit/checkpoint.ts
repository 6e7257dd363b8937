/** Checkpoints, https://c2sp.org/tlog-checkpoint: a log's origin, size and root as a signed note. */
import { emptyRoot, HASH_BYTES } from './merkle-tree.ts';
import type { NoteSigner } from './note-signer.ts';
import { type Note, parseNote, writeNote } from './signed-note.ts';
import { quoted, readBase64, readDecimal, writeBase64 } from './strict-text.ts';
import { isSignedBy, keyHash, type VerifierKey } from './verifier-key.ts';

export type Checkpoint = {
  /** Name of the log. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
};

export type ParsedCheckpoint = { readonly checkpoint: Checkpoint; readonly note: Note };

/** The note, without extension lines. */
export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner): string => {
  if (signer.key.type !== 1) throw new RangeError('a key for cosignatures does not sign checkpoints');
  const text = checkpointText(checkpoint);
  const signature = signer.sign(Buffer.from(text, 'utf8'));
  return writeNote({ text, signatures: [{ name: signer.key.name, keyHash: keyHash(signer.key), signature }] });
};

const checkpointText = ({ origin, size, root }: Checkpoint): string => {
  if (origin === '' || origin.includes('\n')) throw new RangeError('not the origin of a log');
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_BYTES) throw new RangeError('not the state of a log');
  return `${origin}\n${size}\n${writeBase64(root)}\n`;
};

/** Reads a checkpoint. Gives a sentence where it is none. Nothing is verified by that: see readSignedCheckpoint. */
export const parseCheckpoint = (text: string): ParsedCheckpoint | string => {
  const note = parseNote(text);
  if (typeof note === 'string') return note;
  const [origin = '', sizeText = '', rootText = '', ...more] = note.text.split('\n');
  if (origin === '' || rootText === '' || more.pop() !== '' || more.includes(''))
    return 'A checkpoint has three lines and no empty one: origin, size and root; this has not.';
  const size = readDecimal(sizeText);
  if (size === undefined) return `The second line of a checkpoint is a count of entries; this is not one: ${quoted(sizeText)}.`;
  const root = readBase64(rootText);
  if (root?.length !== HASH_BYTES)
    return `The third line of a checkpoint is a hash of ${HASH_BYTES} bytes in base64; this is not one: ${quoted(rootText)}.`;
  if (size === 0 && Buffer.compare(root, emptyRoot()) !== 0)
    return 'A checkpoint of no entries has the root of the empty tree; this has not.';
  return { checkpoint: { origin, size, root }, note };
};

/**
 * Reads a checkpoint that one of these keys must have signed for a log of its own name. Gives a sentence where it is none, or not signed so. Without the
 * demand on the name, what a key says of one log would pass for another's.
 */
export const readSignedCheckpoint = (text: string, keys: readonly VerifierKey[]): ParsedCheckpoint | string => {
  const parsed = parseCheckpoint(text);
  if (typeof parsed === 'string') return parsed;
  const { origin } = parsed.checkpoint;
  if (keys.some((key) => key.name === origin && isSignedBy(parsed.note, key))) return parsed;
  return `The checkpoint of ${quoted(origin)} is not signed by ${keys.length === 1 ? 'the key' : 'a key'} of that log that is known here.`;
};
