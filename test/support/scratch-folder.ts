/** A folder of its own for a test, gone when the test is over. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const scratchFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'probity-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
