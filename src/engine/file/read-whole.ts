/** Reads an open file as long as it was when it was looked at: one that grows without end, or is cut off meanwhile, is no file to judge. */
import type { FileHandle } from 'node:fs/promises';
import { refuse } from '../model/problem.ts';

/** What one read of the system gives at most on some of them. */
const STEP_BYTES = 1024 * 1024 * 1024;

/** `size`: as its state said. Refusal 'unreadable' where it has another by now. */
export const readWhole = async (
  file: FileHandle,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<Uint8Array> => {
  // One byte more, which is there only where it has grown.
  const bytes = Buffer.alloc(size + 1);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, Math.min(STEP_BYTES, bytes.length - at), at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at === size ? bytes.subarray(0, size) : refuse('unreadable', `"${path}" cannot be read: it changes while it is read. Try again.`);
};
