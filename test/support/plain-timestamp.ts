/** What an authority answered about a checkpoint: the same bytes each time it is asked for, as a file that was kept. */
import { sha256 } from '../../src/engine/model/sha256.ts';
import { timestampRequest } from '../../src/engine/signing/timestamp.ts';
import { answer } from '../engine/signing/test-authority.ts';

const answers = new Map<string, Uint8Array>();

export const plainTimestamp = (checkpoint: string): Uint8Array => {
  const kept = answers.get(checkpoint) ?? answer(timestampRequest(sha256(checkpoint)));
  answers.set(checkpoint, kept);
  return kept;
};
