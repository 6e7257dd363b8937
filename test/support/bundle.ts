/** Bundles TypeScript entries for processes and threads of a test, the way the app's own entries are bundled. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { schemaValidators } from '../../scripts/lib/schema-validators.mjs';

export const PROJECT = resolve(import.meta.dirname, '../..');

/** Builds each entry as `<name>.js` into a fresh folder and gives that. It lies inside the checkout, so that the native module is found from there. */
export const bundle = async (input: Readonly<Record<string, string>>): Promise<string> => {
  const parent = join(PROJECT, 'test-out');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bundle-'));
  await build({
    configFile: false,
    plugins: [schemaValidators()],
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return folder;
};
