/** Signed notes, https://c2sp.org/signed-note: a text, an empty line, and a line for each signature. */
import { isKeyName, quoted, readBase64, writeBase64 } from './strict-text.ts';

export type NoteSignature = {
  readonly name: string;
  /** 4 bytes: which key of that name. */
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
};

export type Note = {
  /** What is signed; ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
};

export const KEY_HASH_BYTES = 4;
/** More than any note of the ecosystem has; a file that is longer is not read further. */
export const NOTE_CHARS_MAX = 256 * 1024;
const SIGNATURES_MAX = 100;
const LINE_START = '— ';

/** Reads a note. Gives a sentence where it is none. Nothing is verified by that. */
export const parseNote = (text: string): Note | string => {
  if (text.length > NOTE_CHARS_MAX) return `A signed note has at most ${NOTE_CHARS_MAX} characters; this has ${text.length}.`;
  if (!text.isWellFormed() || hasControls(text)) return 'A signed note has no control characters other than line feeds; this has.';
  const blank = text.lastIndexOf('\n\n');
  if (blank < 0) return 'A signed note has an empty line between its text and its signatures; this has none.';
  const lines = text.slice(blank + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) return 'A signed note ends with signatures and a line feed; this does not.';
  if (lines.length > SIGNATURES_MAX) return `A signed note has at most ${SIGNATURES_MAX} signatures; this has ${lines.length}.`;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (typeof signature === 'string') return signature;
    signatures.push(signature);
  }
  return { text: text.slice(0, blank + 1), signatures };
};

export const writeNote = ({ text, signatures }: Note): string => {
  if (!text.endsWith('\n') || !text.isWellFormed() || hasControls(text)) throw new RangeError('not the text of a note');
  if (signatures.length === 0) throw new RangeError('a note has at least one signature');
  return `${text}\n${signatures.map((signature) => `${writeSignatureLine(signature)}\n`).join('')}`;
};

/** Without its line feed. */
export const writeSignatureLine = ({ name, keyHash, signature }: NoteSignature): string => {
  if (!isKeyName(name) || keyHash.length !== KEY_HASH_BYTES || signature.length === 0) throw new RangeError('not a signature of a note');
  return `${LINE_START}${name} ${writeBase64(Buffer.concat([keyHash, signature]))}`;
};

/** Reads one signature line, without its line feed. Gives a sentence where it is none. */
export const parseSignatureLine = (line: string): NoteSignature | string => {
  const [name = '', base64 = '', more] = line.startsWith(LINE_START) ? line.slice(LINE_START.length).split(' ', 3) : [];
  const bytes = readBase64(base64);
  if (more !== undefined || !isKeyName(name) || bytes === undefined || bytes.length <= KEY_HASH_BYTES)
    return `A signature line is "— <key name> <base64>"; this is not one: ${quoted(line)}.`;
  return { name, keyHash: bytes.subarray(0, KEY_HASH_BYTES), signature: bytes.subarray(KEY_HASH_BYTES) };
};

const hasControls = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
};
