/** Reads a file that a person named, and nothing that is larger than such a file can be. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
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

/** Refusal 'unreadable' where there is no such file, and 'invalid' where it has more than `bytesMax` bytes. */
export const readSmallFile = async (path: string, bytesMax: number): Promise<SmallFile> => {
  try {
    const file = await open(path, OPEN_AT_ONCE);
    try {
      const found = await file.stat();
      if (!found.isFile()) refuse('unreadable', `"${path}" cannot be read: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`);
      if (found.size > bytesMax) refuse('invalid', `"${path}" has ${found.size} bytes; such a file has at most ${bytesMax}.`);
      return { name: basename(path), bytes: await readWhole(file, { path, size: found.size }), changedAt: found.mtime.toISOString() };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('unreadable', `"${path}" cannot be read: ${unreadableReason(error)}.`);
  }
};
