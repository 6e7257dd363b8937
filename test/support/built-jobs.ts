/** Builds the entries of the job process and its worker threads as the app has them, for tests that run real jobs. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bundle, PROJECT } from './bundle.ts';

/** Path of the built `jobs.js`, with `worker.js` beside it. Call it once at the top of a test file; all is gone when that file is over. */
export const buildJobs = async (): Promise<string> => {
  const folder = await bundle({ jobs: join(PROJECT, 'src/main/jobs.ts'), worker: join(PROJECT, 'src/engine/job/worker.ts') });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'jobs.js');
};
