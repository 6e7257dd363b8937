/** Bundles a TypeScript entry for a child process of a test, the way the app's own entries are bundled. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Inside the checkout, because the built file finds the native module from where it lies. */
const FOLDER = resolve(import.meta.dirname, '../../test-out');

/** Gives the path of the built file, and what removes it again. */
export const buildEntry = async (entry: string): Promise<{ readonly path: string; remove(): void }> => {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'entry-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      minify: false,
      rolldownOptions: { input: { entry }, output: { format: 'es', entryFileNames: 'entry.mjs' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return { path: join(folder, 'entry.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
};
