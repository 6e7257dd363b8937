/** Where a file that a person asked for goes: never in the place of anything of another kind. */
import { open, realpath, stat } from 'node:fs/promises';
import { Refusal, refuse } from '../model/problem.ts';
import { unwritableReason } from './file-reasons.ts';

type Kind = {
  /** How a refusal begins, such as `The report cannot be written to "my.pdf"`. */
  readonly cannot: string;
  /** What a file of another kind is called: 'is no PDF'. */
  readonly otherwise: string;
  /** As much of a file as `isOne` looks at, in bytes. */
  readonly bytesMax: number;
  /** Whether a file that begins so may be replaced. */
  readonly isOne: (start: Uint8Array) => boolean;
};

/**
 * The file to write for `path`: behind links, so that a link stays one. Refusals: 'conflict' where a file of another kind has the name, which may be the
 * workspace itself; 'unwritable' for a folder or a device, which a file would otherwise take the place of.
 */
export const findTarget = async (path: string, { cannot, otherwise, bytesMax, isOne }: Kind): Promise<string> => {
  try {
    const target = await realpath(path).catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? undefined : Promise.reject(error),
    );
    if (target === undefined) return path;
    const found = await stat(target);
    if (!found.isFile()) refuse('unwritable', `${cannot}: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`);
    if (isOne(await startOf(target, bytesMax))) return target;
    return refuse('conflict', `"${path}" exists and ${otherwise}, so it is not replaced. Choose another name.`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('unwritable', `${cannot}: ${unwritableReason(error)}.`);
  }
};

const startOf = async (path: string, bytesMax: number): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytesMax), 0, bytesMax, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};
