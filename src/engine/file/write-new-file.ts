/** Writes a file that was not there before, such as one with a key: what has the name already may be the only copy of another. */
import { lstat } from 'node:fs/promises';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { unwritableReason } from './file-reasons.ts';
import { putWhole, type Readers } from './put-whole.ts';

/** Refusal 'conflict' where something has the name already, be it a link to nothing. */
export const demandNewFile = async (path: string): Promise<void> => {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  if (isThere) refuse('conflict', `"${path}" exists already and is not replaced. Choose another name.`);
};

/** Only its owner may read it, unless it is for `all`. Refusals: 'conflict' where something has the name already; 'unwritable'. */
export const writeNewFile = async (
  path: string,
  text: string,
  { readers = 'owner' }: { readonly readers?: Readers } = {},
): Promise<WrittenFile> => {
  await demandNewFile(path);
  const bytes = Buffer.from(text);
  await putWhole(path, bytes, readers).catch((error: unknown) =>
    refuse('unwritable', `"${path}" cannot be written: ${unwritableReason(error)}.`),
  );
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
};
