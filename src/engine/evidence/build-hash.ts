/** Which build of the program this is: one hash over the files that its processes run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../model/sha256.ts';

const isCode = (name: string): boolean => /\.c?js$/.test(name);

/**
 * SHA-256 over what `sha256sum` prints for the files of `folder` that end with .js or .cjs, in the order of their bytes. Anybody can make it again:
 * `cd folder; export LC_ALL=C; ls | grep -E '\.c?js$' | xargs sha256sum | sha256sum`.
 */
export const buildHash = (folder: string): string =>
  sha256Hex(
    readdirSync(folder)
      .filter(isCode)
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((name) => `${sha256Hex(readFileSync(join(folder, name)))}  ${name}\n`)
      .join(''),
  );
