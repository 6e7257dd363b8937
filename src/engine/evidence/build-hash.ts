/** Which build of the program this is: one hash over the files that its processes run. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../model/sha256.ts';

const isCode = (name: string): boolean => /\.c?js$/.test(name);

/**
 * SHA-256 over what `sha256sum` prints for the files of `folder` that end with .js or .cjs, in the order of their bytes. Anybody can make it again:
 * `cd folder; export LC_ALL=C; ls | grep -E '\.c?js$' | xargs sha256sum | sha256sum`.
 */
export const buildHash = async (folder: string): Promise<string> => {
  const names = (await readdir(folder)).filter(isCode).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const lines: string[] = [];
  // One after the other: the largest file is hashed in a few milliseconds, all of them would hold a thread for longer.
  for (const name of names) lines.push(`${sha256Hex(await readFile(join(folder, name)))}  ${name}\n`);
  return sha256Hex(lines.join(''));
};
