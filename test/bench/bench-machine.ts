/** A machine folder for a bench: nothing of a bench is kept beside what this machine's user has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, gone when the process ends. */
export const benchMachine = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-machine-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
