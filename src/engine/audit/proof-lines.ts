/** The hashes of a proof as lines of base64, as the C2SP formats have them. */
import { HASH_BYTES } from './merkle-tree.ts';
import { quoted, readBase64, writeBase64 } from './strict-text.ts';

/** Levels of a tree at most, so hashes of a proof. */
const PROOF_HASHES_MAX = 63;

export const writeProofLines = (proof: readonly Uint8Array[]): string => {
  if (proof.length > PROOF_HASHES_MAX || proof.some((hash) => hash.length !== HASH_BYTES)) throw new RangeError('not a proof');
  return proof.map((hash) => `${writeBase64(hash)}\n`).join('');
};

/** Reads the lines, without their line feeds. Gives a sentence where one is not a hash. */
export const readProofLines = (lines: readonly string[]): readonly Uint8Array[] | string => {
  if (lines.length > PROOF_HASHES_MAX) return `A proof has at most ${PROOF_HASHES_MAX} hashes; this has ${lines.length}.`;
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = readBase64(line);
    if (hash?.length !== HASH_BYTES)
      return `Each line of a proof is a hash of ${HASH_BYTES} bytes in base64; this is not one: ${quoted(line)}.`;
    proof.push(hash);
  }
  return proof;
};
