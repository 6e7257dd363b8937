/** The handler of every operation. */
import { approvalHandlers } from './approval-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { checkpointHandlers } from './checkpoint-handlers.ts';
import { documentHandlers } from './document-handlers.ts';
import { evidenceHandlers } from './evidence-handlers.ts';
import type { Handlers } from './handler.ts';
import { impactHandlers } from './impact-handlers.ts';
import { logExportHandlers } from './log-export-handlers.ts';
import { logKeyHandlers } from './log-key-handlers.ts';
import { memberHandlers } from './member-handlers.ts';
import { populationHandlers } from './population-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { signerHandlers } from './signer-handlers.ts';
import { witnessHandlers } from './witness-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

export const ALL_HANDLERS: Handlers = {
  ...workspaceHandlers,
  ...documentHandlers,
  ...populationHandlers,
  ...runHandlers,
  ...approvalHandlers,
  ...memberHandlers,
  ...impactHandlers,
  ...auditHandlers,
  ...checkpointHandlers,
  ...logKeyHandlers,
  ...signerHandlers,
  ...logExportHandlers,
  ...evidenceHandlers,
  ...reportHandlers,
  ...witnessHandlers,
};
