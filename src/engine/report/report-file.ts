/** Puts a report into its file: whole or not at all, and never in the place of anything but a report. */
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Refusal, refuse } from '../model/problem.ts';

const PDF_START = Buffer.from('%PDF-');

/** Whether the bytes begin as those of a PDF do. */
export const isPdf = (bytes: Uint8Array): boolean => PDF_START.equals(bytes.subarray(0, PDF_START.length));

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its folder can only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

const refuseToWrite = (path: string, error: NodeJS.ErrnoException): never =>
  refuse('unwritable', `The report cannot be written to "${path}": ${REASONS[error.code ?? ''] ?? error.message}.`);

const startOf = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PDF_START.length));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * Where a report for `path` goes: behind links, so that a link stays one. Refusals: 'conflict' for a file that is no PDF, which may be the workspace
 * itself; 'unwritable' for a folder or a device, which a report would otherwise take the place of.
 */
export const findReportTarget = async (path: string): Promise<string> => {
  try {
    const target = await realpath(path).catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? undefined : Promise.reject(error),
    );
    if (target === undefined) return path;
    const found = await stat(target);
    if (!found.isFile()) {
      refuse('unwritable', `The report cannot be written to "${path}": ${found.isDirectory() ? 'it is a folder' : 'it is no file'}.`);
    }
    return isPdf(await startOf(target))
      ? target
      : refuse('conflict', `"${path}" exists and is no PDF, so it is not replaced. Choose another name.`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuseToWrite(path, error as NodeJS.ErrnoException);
  }
};

/** Writes beside the target under a name of its own, `id`, and then renames. Refusal 'unwritable', which leaves nothing behind. */
export const writeReportFile = async (target: string, bytes: Uint8Array, id: string): Promise<void> => {
  const partial = `${target}.${id}.partial`;
  try {
    await writeFile(partial, bytes, { flag: 'wx', flush: true });
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    refuseToWrite(target, error as NodeJS.ErrnoException);
  }
};
