/** A folder of its own for a whole test file, gone when its last test is over. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const fileFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'probity-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
