/** A folder of its own for a test, and copies of files in one; gone when the test is over. */
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const scratchFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'probity-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Path of a fresh copy that the test may change. */
export const scratchCopy = (file: string): string => {
  const path = join(scratchFolder(), 'copy.probity');
  copyFileSync(file, path);
  return path;
};
