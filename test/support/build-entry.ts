/** Builds one TypeScript entry for a child process of a test. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';

/** Gives the path of the built file, and what removes it again. */
export const buildEntry = async (entry: string): Promise<{ readonly path: string; remove(): void }> => {
  const folder = await bundle({ entry });
  return { path: join(folder, 'entry.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
};
