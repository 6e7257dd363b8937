/** Builds the entries of the job process and its worker threads as the app has them, for tests that run real jobs. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

/** Path of the built `jobs.js`, with `worker.js` beside it. Call it once at the top of a test file; all is gone when that file is over. */
export const buildJobs = async (): Promise<string> => {
  // Inside the project, so that the native module is found.
  mkdirSync(join(project, 'test-out'), { recursive: true });
  const folder = mkdtempSync(join(project, 'test-out/jobs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { jobs: join(project, 'src/main/jobs.ts'), worker: join(project, 'src/engine/job/worker.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return join(folder, 'jobs.js');
};
