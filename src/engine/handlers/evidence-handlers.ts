/** Evidence for others: bundles out, and any file of evidence in. */
import { resolve } from 'node:path';
import { exportBundle } from '../evidence/export-bundle.ts';
import { verifyFile } from '../evidence/verify-file.ts';
import type { Handlers } from './handler.ts';

export const evidenceHandlers = {
  'evidence.export': ({ run, units, outPath }, context) => {
    const { store } = context.workspace();
    const { port, actor } = context;
    const task = context.tasks.start(async (background) => ({
      file: await exportBundle({ store, port, actor }, { run, units, outPath }, background),
    }));
    return { task };
  },

  'evidence.verify': ({ path, ...request }, context) => {
    const world = { store: context.findWorkspace()?.store, port: context.port };
    const task = context.tasks.start(async (background) => ({
      check: await verifyFile(world, { path: resolve(path), ...request }, background),
    }));
    return { task };
  },
} satisfies Partial<Handlers>;
