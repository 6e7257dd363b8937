/** The file that proves an entry, https://c2sp.org/tlog-proof: the entry's index, its path to the root, and the checkpoint that has the root. */
import { type ParsedCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { readProofLines, writeProofLines } from './proof-lines.ts';
import { NOTE_CHARS_MAX } from './signed-note.ts';
import { quoted, readBase64, readDecimal, writeBase64 } from './strict-text.ts';

export type TlogProof = {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The note, as it stands in the file. */
  readonly checkpoint: string;
  /** Nothing vouches for this. */
  readonly extra?: Uint8Array;
};

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const INDEX_START = 'index ';
const EXTRA_START = 'extra ';
const CHARS_MAX = 2 * NOTE_CHARS_MAX;

export const writeTlogProof = ({ index, proof, checkpoint, extra }: TlogProof): string => {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError('not the index of an entry');
  const extraLine = extra === undefined ? '' : `${EXTRA_START}${writeBase64(extra)}\n`;
  return `${FIRST_LINE}\n${extraLine}${INDEX_START}${index}\n${writeProofLines(proof)}\n${checkpoint}`;
};

/** Reads a proof. Gives a sentence where it is none. Nothing is verified by that: see verifyInclusion and readSignedCheckpoint. */
export const readTlogProof = (text: string): (TlogProof & { readonly parsed: ParsedCheckpoint }) | string => {
  if (text.length > CHARS_MAX) return `A proof has at most ${CHARS_MAX} characters; this has ${text.length}.`;
  const blank = text.indexOf('\n\n');
  if (blank < 0) return 'A proof has an empty line before its checkpoint; this has none.';
  const lines = text.slice(0, blank).split('\n');
  if (lines.shift() !== FIRST_LINE) return `A proof starts with the line "${FIRST_LINE}"; this does not.`;
  const extraLine = lines[0]?.startsWith(EXTRA_START) ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : readBase64(extraLine.slice(EXTRA_START.length));
  if (extraLine !== undefined && extra === undefined) return `The extra data of a proof are base64; these are not: ${quoted(extraLine)}.`;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith(INDEX_START) ? readDecimal(indexLine.slice(INDEX_START.length)) : undefined;
  if (index === undefined) return `A proof says "index" and a number; this says ${quoted(indexLine)} in that place.`;
  const proof = readProofLines(lines);
  if (typeof proof === 'string') return proof;
  const checkpoint = text.slice(blank + 2);
  const parsed = parseCheckpoint(checkpoint);
  if (typeof parsed === 'string') return parsed;
  return { index, proof, checkpoint, parsed, ...(extra === undefined ? {} : { extra }) };
};
