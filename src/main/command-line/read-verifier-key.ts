/** A verifier key that was handed over: the key itself, or a file that begins with it, as `witness key` prints it. */
import { existsSync } from 'node:fs';
import { readTextFile } from './read-text-file.ts';

const KEY_START = /^[^+\s]+\+[0-9a-f]{8}\+/;

/** What is neither comes back as it is, for the engine to say what a key looks like. Refusal 'unreadable' for a file that cannot be read. */
export const readVerifierKey = (given: string): string => {
  if (KEY_START.test(given) || !existsSync(given)) return given;
  const [key = ''] = readTextFile(given).split('\n', 1);
  return key.trim();
};
