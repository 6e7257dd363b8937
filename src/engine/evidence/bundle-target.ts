/** Where a bundle goes: never in the place of anything but a bundle. */
import { open, realpath, stat } from 'node:fs/promises';
import { Refusal, refuse } from '../model/problem.ts';
import { unwritableReason } from './unwritable-reason.ts';
import { isZip } from './zip/read-zip.ts';

const START_BYTES = 64;

const startOf = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * The file to write for `path`: behind links, so that a link stays one. Refusals: 'conflict' for a file that is no ZIP file, which may be the workspace
 * itself; 'unwritable' for a folder or a device.
 */
export const findBundleTarget = async (path: string): Promise<string> => {
  try {
    const target = await realpath(path).catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? undefined : Promise.reject(error),
    );
    if (target === undefined) return path;
    const found = await stat(target);
    if (!found.isFile()) {
      refuse('unwritable', `The bundle cannot be written to "${path}": ${found.isDirectory() ? 'it is a folder' : 'it is no file'}.`);
    }
    return isZip(await startOf(target))
      ? target
      : refuse('conflict', `"${path}" exists and is no bundle, so it is not replaced. Choose another name.`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('unwritable', `The bundle cannot be written to "${path}": ${unwritableReason(error)}.`);
  }
};
