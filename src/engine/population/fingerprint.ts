/** What a population's content is, in one hash. */
import { createHash } from 'node:crypto';
import { sha256Hex } from '../model/sha256.ts';

/** SHA-256 over the 32-byte hashes of all chunks, ordered by chunk, then list, then column (by their UTF-8 bytes). */
export const fingerprint = (chunkHashes: readonly string[]): string => sha256Hex(Buffer.from(chunkHashes.join(''), 'hex'));

/** The fingerprint up to the end of each chunk, from the column hashes of the chunks: the last is that of the whole. */
export const fingerprintsSoFar = (chunks: readonly (readonly string[])[]): readonly string[] => {
  const hash = createHash('sha256');
  return chunks.map((columns) =>
    hash
      .update(Buffer.from(columns.join(''), 'hex'))
      .copy()
      .digest('hex'),
  );
};
