/** The handler of every operation. */
import { auditHandlers } from './audit-handlers.ts';
import { documentHandlers } from './document-handlers.ts';
import type { Handlers } from './handler.ts';
import { populationHandlers } from './population-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

export const ALL_HANDLERS: Handlers = {
  ...workspaceHandlers,
  ...documentHandlers,
  ...populationHandlers,
  ...runHandlers,
  ...auditHandlers,
};
