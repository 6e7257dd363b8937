/** Text of a file that the person named: documents, mappings, evidence. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { unreadableReason } from '../../engine/file/file-reasons.ts';
import { refuse } from '../../engine/model/problem.ts';

/** The engine takes documents of up to this length; so much is read at most. */
const BYTES_MAX = 16 * 1024 * 1024;

/** A pipe or a device without an end must not hold the command up, so it is opened without waiting, and then seen for what it is. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const open = (path: string): number => {
  try {
    return openSync(path, OPEN_AT_ONCE);
  } catch (error) {
    return refuse('unreadable', `"${path}" cannot be read: ${unreadableReason(error)}`);
  }
};

const decode = (path: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refuse('unreadable', `"${path}" cannot be read: it is not UTF-8 text`);
    throw error;
  }
};

/** Refusal 'unreadable' where there is no such file, it is no file, or not UTF-8 text of a bearable length. */
export const readTextFile = (path: string): string => {
  const file = open(path);
  try {
    const found = fstatSync(file);
    if (!found.isFile())
      refuse('unreadable', `"${path}" cannot be read: it is ${found.isDirectory() ? 'a folder' : 'a pipe or device'}, not a file`);
    if (found.size > BYTES_MAX) refuse('unreadable', `"${path}" cannot be read: it is longer than ${BYTES_MAX} bytes`);
    return decode(path, readFileSync(file));
  } finally {
    closeSync(file);
  }
};
