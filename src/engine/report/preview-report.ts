/** A report as one HTML page, as it would be printed now: nothing is recorded, signed or written. */
import type { ExportTask, ExportWorld } from '../evidence/export-bundle.ts';
import { carryOut } from '../job/carry-out.ts';
import type { ReportRequest } from '../model/index.ts';
import type { Composed } from './compose-job.ts';

export const previewReport = async (
  { store, port, actor }: ExportWorld,
  { run, request }: { readonly run: string; readonly request: ReportRequest },
  { signal, progress }: ExportTask,
): Promise<string> => {
  const made = { at: port.clock.now(), by: actor };
  const { html } = await carryOut<never, Composed>(
    port.jobs,
    { kind: 'report-compose', workspacePath: store.path, run, request, made },
    { signal, onProgress: progress, onPart: () => undefined },
  );
  return html;
};
