/** Puts a report into its file: whole or not at all, and never in the place of anything but a report. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritableReason } from '../file/file-reasons.ts';
import { findTarget } from '../file/find-target.ts';
import { refuse } from '../model/problem.ts';

const PDF_START = Buffer.from('%PDF-');

/** Whether the bytes begin as those of a PDF do. */
export const isPdf = (bytes: Uint8Array): boolean => PDF_START.equals(bytes.subarray(0, PDF_START.length));

const cannotWrite = (path: string): string => `The report cannot be written to "${path}"`;

const refuseToWrite = (path: string, error: unknown): never => refuse('unwritable', `${cannotWrite(path)}: ${unwritableReason(error)}.`);

/** As `findTarget`. Refusals: 'conflict' for a file that is no PDF; 'unwritable'. */
export const findReportTarget = (path: string): Promise<string> =>
  findTarget(path, { cannot: cannotWrite(path), otherwise: 'is no PDF', bytesMax: PDF_START.length, isOne: isPdf });

/**
 * Gives `work` a folder beside the target for what a report is made of, on the same disk and for this user alone, and removes it however `work` ends. What
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
