/** What a witness is asked, https://c2sp.org/tlog-witness (add-checkpoint): a new checkpoint, and the proof that it continues one of another size. */
import { type ParsedCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { readProofLines, writeProofLines } from './proof-lines.ts';
import { NOTE_CHARS_MAX } from './signed-note.ts';
import { quoted, readDecimal } from './strict-text.ts';

export type WitnessRequest = {
  /** Size that the witness cosigned last, 0 at the first meeting. */
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The note, as it stands in the request. */
  readonly checkpoint: string;
};

const OLD_START = 'old ';
export const REQUEST_CHARS_MAX = 2 * NOTE_CHARS_MAX;

export const writeWitnessRequest = ({ oldSize, proof, checkpoint }: WitnessRequest): string => {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0) throw new RangeError('not the size of a log');
  return `${OLD_START}${oldSize}\n${writeProofLines(proof)}\n${checkpoint}`;
};

/** Reads a request. Gives a sentence where it is none. Nothing is verified by that: see verifyConsistency and readSignedCheckpoint. */
export const readWitnessRequest = (text: string): (WitnessRequest & { readonly parsed: ParsedCheckpoint }) | string => {
  if (text.length > REQUEST_CHARS_MAX) return `A witness request has at most ${REQUEST_CHARS_MAX} characters; this has ${text.length}.`;
  const blank = text.indexOf('\n\n');
  if (blank < 0) return 'A witness request has an empty line before its checkpoint; this has none.';
  const [oldLine = '', ...lines] = text.slice(0, blank).split('\n');
  const oldSize = oldLine.startsWith(OLD_START) ? readDecimal(oldLine.slice(OLD_START.length)) : undefined;
  if (oldSize === undefined) return `A witness request starts with "old" and a count of entries; this starts with ${quoted(oldLine)}.`;
  const proof = readProofLines(lines);
  if (typeof proof === 'string') return proof;
  const checkpoint = text.slice(blank + 2);
  const parsed = parseCheckpoint(checkpoint);
  if (typeof parsed === 'string') return parsed;
  const { size } = parsed.checkpoint;
  if (oldSize > size) return `A log of ${size} entries cannot continue one of ${oldSize}.`;
  if ((oldSize === 0 || oldSize === size) && proof.length > 0)
    return `From ${oldSize} to ${size} entries there is nothing to prove, but the request has a proof.`;
  return { oldSize, proof, checkpoint, parsed };
};
