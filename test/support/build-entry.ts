/** Bundles a TypeScript entry for a child process of a test, the way the app's own entries are bundled. */
import { join } from 'node:path';
import { build } from 'vite';

/** Path of the built file, in `folder`. Dependencies are taken from the checkout's node_modules, so the child runs with the checkout as its folder. */
export const buildEntry = async (entry: string, folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input: { entry }, output: { format: 'es', entryFileNames: 'entry.mjs' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return join(folder, 'entry.mjs');
};
