/** The stand-alone verifier comes out of the program as it is published, and replaces nothing but itself. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const published = join(import.meta.dirname, '../../../resources/probity-verifier.html');

test('the page that is written is the published one, and its hash is said', async () => {
  const folder = scratchFolder();
  const { run, answer, refusal } = commandLineIn(folder);
  const [hash] = readFileSync(`${published}.sha256`, 'utf8').split(' ');
  const told = await run('evidence', 'verifier', '-o', 'verifier.html');
  expectNoFault(told);
  expect(told.exitCode).toBe(0);
  expect(told.stdout).toContain(`SHA-256 ${hash}`);
  const written = readFileSync(join(folder, 'verifier.html'));
  expect(createHash('sha256').update(written).digest('hex')).toBe(hash);
  expect(await answer('evidence', 'verifier', '-o', 'verifier.html')).toMatchObject({ sha256: hash, bytes: written.length });

  writeFileSync(join(folder, 'letter.html'), 'a letter');
  expect(await refusal('evidence', 'verifier', '-o', 'letter.html')).toMatch(/is something else, so it is not replaced/);
  expect(await refusal('evidence', 'verifier', '-o', 'nowhere/verifier.html')).toMatch(/cannot be written/);
  expect(readFileSync(join(folder, 'letter.html'), 'utf8')).toBe('a letter');
});
