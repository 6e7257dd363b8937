/** Writes a small file that a person asked for: whole or not at all, and never in the place of anything of another kind. */
import { resolve } from 'node:path';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { unwritableReason } from './file-reasons.ts';
import { findTarget } from './find-target.ts';
import { putWhole } from './put-whole.ts';

/** No file of these kinds is larger; what is, is something else. */
const REPLACED_BYTES_MAX = 1024 * 1024;

type SmallFile = {
  readonly outPath: string;
  readonly content: Uint8Array | string;
  /** Whether a file that is there is of this kind, and may be replaced. */
  readonly replaces: (content: Uint8Array) => boolean;
};

/** Refusals: 'conflict' where something else has the name, 'unwritable'. */
export const writeSmallFile = async ({ outPath, content, replaces }: SmallFile): Promise<WrittenFile> => {
  const path = resolve(outPath);
  const bytes = Buffer.from(content);
  const cannot = `"${outPath}" cannot be written`;
  const target = await findTarget(path, {
    cannot,
    otherwise: 'is something else',
    bytesMax: REPLACED_BYTES_MAX + 1,
    isOne: (found) => found.length <= REPLACED_BYTES_MAX && replaces(found),
  });
  await putWhole(target, bytes, 'all').catch((error: unknown) => refuse('unwritable', `${cannot}: ${unwritableReason(error)}.`));
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
};
