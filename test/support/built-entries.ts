/** The entries of the job process and its worker threads as the app has them, for tests that run real jobs. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Built by whichever test file asks first, for all of a run: a rename is done as a whole or not at all. */
const builtFolder = async (): Promise<string> => {
  const folder = join(inject('builds'), 'app');
  if (existsSync(folder)) return folder;
  // The bundler is slow to load.
  const { bundle, PROJECT } = await import('./bundle.ts');
  const fresh = await bundle({ jobs: join(PROJECT, 'src/main/jobs.ts'), worker: join(PROJECT, 'src/engine/job/worker.ts') });
  try {
    renameSync(fresh, folder);
  } catch {
    // Another test file was quicker.
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
};

/** Path of the built `jobs.js`, with `worker.js` beside it. */
export const builtJobs = async (): Promise<string> => join(await builtFolder(), 'jobs.js');

/** Path of the built `worker.js`. */
export const builtWorker = async (): Promise<string> => join(await builtFolder(), 'worker.js');
