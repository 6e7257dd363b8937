/** The hash of a build is the one that its documentation lets anybody make. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildHash } from '../../../src/engine/evidence/build-hash.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const COMMAND = "export LC_ALL=C; ls | grep -E '\\.c?js$' | xargs sha256sum | sha256sum";

it.skipIf(process.platform !== 'linux')('is over the names and bytes of all code beside each other, and over nothing else', async () => {
  const folder = scratchFolder();
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  for (const name of ['b.js', 'B.js', 'a-1.js', 'a.js', 'preload.cjs']) put(name, name);
  const first = await buildHash(folder);
  expect(`${first}  -\n`).toBe(spawnSync('sh', ['-c', COMMAND], { cwd: folder, encoding: 'utf8' }).stdout);
  put('b.js.map', '{}');
  expect(await buildHash(folder)).toBe(first);
  put('b.js', 'another');
  expect(await buildHash(folder)).not.toBe(first);
});
