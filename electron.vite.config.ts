/** How the app is bundled: main process, preload script and renderer, each into its folder under out/. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { schemaValidators } from './scripts/lib/schema-validators.mjs';

// The lowest versions that the app runs on: those of the stand-in runtime of scripts/setup.mjs.
const nodeTarget = 'node24.15';
const chromeTarget = 'chrome146';

const source = (path: string): string => resolve(import.meta.dirname, path);

/**
 * One file per process or thread entry. They all lie flat in out/main, chunks too: `import.meta.dirname` is then the
 * same folder in each of them, and the app's root is always two folders up.
 */
const mainEntries: { readonly [name: string]: string } = {
  main: source('src/main/main.ts'),
  cli: source('src/main/cli.ts'),
  jobs: source('src/main/jobs.ts'),
  worker: source('src/engine/job/worker.ts'),
};

// `npm run bench` builds the app once more, elsewhere, with one suite as a further entry, so that a bench measures what ships.
const benchSuite = process.env.PROBITY_BENCH;
const benchEntries = benchSuite === undefined ? {} : { bench: source(`test/bench/${benchSuite}.bench.ts`) };

export default defineConfig({
  main: {
    plugins: [schemaValidators()],
    build: {
      target: nodeTarget,
      // Bundled like our own code, so that a start reads one file; only the native module has to stay outside.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { ...mainEntries, ...benchEntries },
        // A bench that looks at a page drives a browser as tests do.
        external: ['better-sqlite3', ...(benchSuite === undefined ? [] : ['@playwright/test'])],
        // Modules of the engine do nothing but declare: of a room's face, a process then loads only what it uses.
        treeshake: { moduleSideEffects: [{ test: /[/\\]src[/\\]engine[/\\]/, sideEffects: false }] },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      // A sandboxed preload script can only be CommonJS.
      rolldownOptions: { input: { preload: source('src/main/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: source('src/renderer'),
    build: { target: chromeTarget, rolldownOptions: { input: source('src/renderer/index.html') } },
    plugins: [react()],
  },
});
