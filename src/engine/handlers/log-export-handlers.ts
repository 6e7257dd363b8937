/** The whole trail as a folder, for readers of others. */
import { resolve } from 'node:path';
import { exportLog } from '../evidence/export-log.ts';
import type { Handlers } from './handler.ts';

export const logExportHandlers = {
  'audit.exportLog': ({ outPath }, context) => {
    const { store } = context.workspace();
    const { port } = context;
    return { task: context.tasks.start(async (task) => ({ file: await exportLog({ store, port }, resolve(outPath), task) })) };
  },
} satisfies Partial<Handlers>;
