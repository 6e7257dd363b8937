/** The folder of reference data beside the checkout, which is not part of the project. Tests that use it say so where it is absent. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Path inside the shared folder (PROBITY_SHARED, or `shared` beside the checkout), or undefined, announced once, where it is not there. */
export const sharedFolder = (inside: string): string | undefined => {
  const folder = join(process.env.PROBITY_SHARED ?? resolve(import.meta.dirname, '../../../shared'), inside);
  if (existsSync(folder)) return folder;
  console.warn(`reference data ${inside} not found: set PROBITY_SHARED to the folder that holds it; its tests do not run`);
  return undefined;
};
