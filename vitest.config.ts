/** How the unit tests run; scripts/test.mjs runs them under Electron's own Node. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { schemaValidators } from './scripts/lib/schema-validators.mjs';

export default defineConfig({
  plugins: [schemaValidators()],
  // Nothing is kept between runs: a checkout that somebody else set up stays usable.
  cacheDir: 'test-out/vite',
  test: {
    include: ['test/**/*.spec.ts', 'test/**/*.spec.tsx'],
    // Those need a window: playwright.config.ts runs them.
    exclude: ['test/e2e/**', 'test/security/**'],
    // Processes, not threads: native modules and the tests' own worker threads then live as they do in the app.
    pool: 'forks',
    // Vitest leaves one core to itself, which is half of a small machine's, and needs little of it.
    maxWorkers: availableParallelism(),
    setupFiles: ['test/support/own-machine.ts'],
    // Long enough for machines that also do other things; a test that takes longer there states its own limit.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
