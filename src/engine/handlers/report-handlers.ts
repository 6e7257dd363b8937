/** The report of an impact run: looked at, written, completed with a signature from elsewhere, and timestamped. */
import { signerAccess } from '../identity/signer-access.ts';
import { type AlterWorld, alterReport, requestTimestamp } from '../report/alter-report.ts';
import { exportReport } from '../report/export-report.ts';
import { previewReport } from '../report/preview-report.ts';
import type { HandlerContext, Handlers } from './handler.ts';

/** A report that was written needs no workspace; where one is open and can be written, its trail is told. */
const alterWorld = ({ port, actor, findWorkspace }: HandlerContext): AlterWorld => {
  const store = findWorkspace()?.store;
  return { port, actor, store: store?.readOnly === true ? undefined : store };
};

export const reportHandlers = {
  'report.preview': ({ run, request }, context) => {
    const { store } = context.workspace();
    const { port, actor } = context;
    return { task: context.tasks.start(async (task) => ({ html: await previewReport({ store, port, actor }, { run, request }, task) })) };
  },

  'report.export': async ({ run, outPath, request, signer }, context) => {
    const { store } = context.workspace();
    const { port, actor } = context;
    const chosen = signer === undefined ? undefined : await signerAccess(port.machineFolder, signer, port.clock.now());
    return {
      task: context.tasks.start(async (task) => ({
        report: await exportReport({ store, port, actor }, { run, outPath, request, signer: chosen }, task),
      })),
    };
  },

  'report.complete': ({ path, signaturePath, outPath }, context) => ({
    task: context.tasks.start(async (task) => ({
      report: await alterReport(alterWorld(context), 'complete', { path, withPath: signaturePath, outPath }, task),
    })),
  }),

  'report.timestampRequest': ({ path, outPath }, context) => ({
    task: context.tasks.start(async (task) => ({ file: await requestTimestamp(context, { path, outPath }, task) })),
  }),

  'report.timestamp': ({ path, responsePath, outPath }, context) => ({
    task: context.tasks.start(async (task) => ({
      report: await alterReport(alterWorld(context), 'timestamp', { path, withPath: responsePath, outPath }, task),
    })),
  }),
} satisfies Partial<Handlers>;
