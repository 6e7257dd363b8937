/** Puts a report into its file: whole or not at all, and never in the place of anything but a report. */
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritableReason } from '../evidence/unwritable-reason.ts';
import { Refusal, refuse } from '../model/problem.ts';

const PDF_START = Buffer.from('%PDF-');

/** Whether the bytes begin as those of a PDF do. */
export const isPdf = (bytes: Uint8Array): boolean => PDF_START.equals(bytes.subarray(0, PDF_START.length));

const refuseToWrite = (path: string, error: unknown): never =>
  refuse('unwritable', `The report cannot be written to "${path}": ${unwritableReason(error)}.`);

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
    return refuseToWrite(path, error);
  }
};

/**
 * Gives `work` a folder beside the target for what a report is made of, on the same disk and for this user alone, and removes it whatever happens. What
 * `work` leaves as `finished` takes the target's place if `work` resolves. Refusal 'unwritable', which leaves nothing behind.
 */
export const writeReport = async <T>(
  target: string,
  id: string,
  work: (folder: { readonly path: (name: string) => string; readonly finished: string }) => Promise<T>,
): Promise<T> => {
  const folder = `${target}.${id}.partial`;
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => refuseToWrite(target, error));
  try {
    const finished = join(folder, 'finished.pdf');
    const result = await work({ path: (name) => join(folder, name), finished });
    await rename(finished, target).catch((error: unknown) => refuseToWrite(target, error));
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
