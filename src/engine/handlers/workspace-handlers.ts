/** Creating, opening and closing the workspace. */
import { existsSync, realpathSync } from 'node:fs';
import type { HandlerContext, Handlers } from './handler.ts';
import { createWorkspace, openWorkspace } from './open-workspace.ts';

/** A process holds a workspace once: opening what is open already finds it. */
const isOpen = (path: string, context: HandlerContext): boolean => {
  const open = context.findWorkspace();
  return open !== undefined && existsSync(path) && realpathSync(path) === open.store.path;
};

export const workspaceHandlers = {
  'workspace.create': async ({ path, name }, context) => {
    await context.replaceWorkspace(() => createWorkspace(path, name, context));
    return context.workspace().info();
  },

  'workspace.open': async ({ path, takeUp, debug }, context) => {
    if (isOpen(path, context)) return context.workspace().info();
    await context.replaceWorkspace(() => openWorkspace(path, context, { takeUp, debug }));
    return context.workspace().info();
  },

  'workspace.close': async (_input, context) => {
    await context.replaceWorkspace(null);
    return null;
  },

  'workspace.info': (_input, context) => context.workspace().info(),
} satisfies Partial<Handlers>;
