/** Writes a small file that a person asked for: whole or not at all, and never in the place of anything of another kind. */
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { unwritableReason } from '../evidence/unwritable-reason.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';

/** No file of these kinds is larger; what is, is something else. */
const REPLACED_BYTES_MAX = 1024 * 1024;
const CONTENT = { shared: 0o644, secret: 0o600 } as const;

type SmallFile = {
  readonly outPath: string;
  readonly content: Uint8Array | string;
  /** A new identifier, for the name under which it is written at first. */
  readonly id: string;
  /** Whether a file that is there is of this kind, and may be replaced. */
  readonly replaces: (content: Uint8Array) => boolean;
  /** `secret`: for nobody else to read. */
  readonly access?: keyof typeof CONTENT;
};

/** Refusals: 'conflict' where something else has the name, 'unwritable'. */
export const writeSmallFile = async ({ outPath, content, id, replaces, access = 'shared' }: SmallFile): Promise<WrittenFile> => {
  const path = resolve(outPath);
  const bytes = Buffer.from(content);
  try {
    const target = await targetOf(path, replaces);
    const partial = `${target}.${id}.partial`;
    try {
      const file = await open(partial, 'wx', CONTENT[access]);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    refuse('unwritable', `${outPath} cannot be written: ${unwritableReason(error)}.`);
  }
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
};

/** Behind links, so that a link stays one. */
const targetOf = async (path: string, replaces: SmallFile['replaces']): Promise<string> => {
  const target = await realpath(path).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error),
  );
  if (target === undefined) return path;
  const found = await stat(target);
  if (!found.isFile()) return refuse('unwritable', `${path} cannot be written: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`);
  const isReplaced = found.size <= REPLACED_BYTES_MAX && replaces(await readFile(target));
  return isReplaced ? target : refuse('conflict', `${path} exists and is something else, so it is not replaced. Choose another name.`);
};
