/** A folder of its own for a test, and copies of files in one; gone when the test is over. */
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** In memory where the system has a folder for that: for thousands of files none of which has to outlast the test. */
const MEMORY_FOLDER = '/dev/shm';

export const scratchFolder = ({ inMemory = false } = {}): string => {
  const parent = inMemory && existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
  const folder = realpathSync(mkdtempSync(join(parent, 'probity-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Path of a fresh copy that the test may change. */
export const scratchCopy = (file: string): string => {
  const path = join(scratchFolder(), 'copy.probity');
  copyFileSync(file, path);
  return path;
};
