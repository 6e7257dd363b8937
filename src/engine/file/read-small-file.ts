/** Reads a file that a person named, and nothing that is larger than such a file can be. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal, refuse } from '../model/problem.ts';
import { unreadableReason } from './file-reasons.ts';
import { readWhole } from './read-whole.ts';

/** A pipe or a device without an end must not hold anything up: it is opened without waiting, and then seen for what it is. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export type SmallFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When it was changed last, ISO 8601 UTC. */
  readonly changedAt: string;
};

/** Refusal 'unreadable' where there is no such file. */
const withFile = async <T>(path: string, work: (file: FileHandle, found: Stats) => Promise<T>): Promise<T> => {
  try {
    const file = await open(path, OPEN_AT_ONCE);
    try {
      const found = await file.stat();
      if (!found.isFile()) refuse('unreadable', `"${path}" cannot be read: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`);
      return await work(file, found);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('unreadable', `"${path}" cannot be read: ${unreadableReason(error)}.`);
  }
};

/** Refusal 'unreadable' where there is no such file, and 'invalid' where it has more than `bytesMax` bytes. */
export const readSmallFile = (path: string, bytesMax: number): Promise<SmallFile> =>
  withFile(path, async (file, { size, mtime }) => {
    if (size > bytesMax) refuse('invalid', `"${path}" has ${size} bytes; such a file has at most ${bytesMax}.`);
    return { name: basename(path), bytes: await readWhole(file, { path, size }), changedAt: mtime.toISOString() };
  });

/** What a file of any size begins with, at most `bytesMax` bytes, and how large it is. Refusal 'unreadable' where there is no such file. */
export const readStart = (path: string, bytesMax: number): Promise<{ readonly start: Uint8Array; readonly size: number }> =>
  withFile(path, async (file, { size }) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytesMax), 0, bytesMax, 0);
    return { start: buffer.subarray(0, bytesRead), size };
  });
