/** What a population's content is, in one hash. */
import { sha256Hex } from '../model/sha256.ts';

/** SHA-256 over the 32-byte hashes of all chunks, ordered by chunk, then list, then column (by their UTF-8 bytes). */
export const fingerprint = (chunkHashes: readonly string[]): string => sha256Hex(Buffer.from(chunkHashes.join(''), 'hex'));
