/** How the unit tests run; scripts/test.mjs runs them under Electron's own Node. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { schemaValidators } from './scripts/lib/schema-validators.mjs';

/** Rooms whose tests leave their process as they found it. Hundreds of files run in one: to start one takes longer than most of them. */
const pureRooms = [
  'engine/{anchor,audit,dmn,document,evidence,feel,model,policy,population,report,signing,store,table,task,template}',
  'renderer',
].map((room) => `test/${room}/**/*.spec.{ts,tsx}`);

// Those need a window: playwright.config.ts runs them.
const windows = ['test/e2e/**', 'test/security/**'];

export default defineConfig({
  plugins: [schemaValidators()],
  // Nothing is kept between runs: a checkout that somebody else set up stays usable.
  cacheDir: 'test-out/vite',
  test: {
    projects: [
      { extends: true, test: { name: 'apart', include: ['test/**/*.spec.{ts,tsx}'], exclude: [...windows, ...pureRooms] } },
      { extends: true, test: { name: 'together', include: pureRooms, isolate: false, restoreMocks: true } },
    ],
    // Processes, not threads: native modules and the tests' own worker threads then live as they do in the app.
    pool: 'forks',
    // Vitest leaves one core to itself, which is half of a small machine's, and needs little of it.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/shared-builds.ts'],
    setupFiles: ['test/support/own-machine.ts'],
    // Long enough for machines that also do other things; a test that takes longer there states its own limit.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
