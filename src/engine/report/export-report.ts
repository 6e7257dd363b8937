/** Writes the report of an impact run to a PDF file and records that it was made. */
import { resolve } from 'node:path';
import { sha256Hex } from '../model/sha256.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import { gatherReport } from './gather-report.ts';
import { findReportTarget, isPdf, writeReportFile } from './report-file.ts';
import { reportHtml } from './report-html.ts';

export type ExportedReport = { readonly path: string; readonly bytes: number; readonly sha256: string };

type World = { readonly store: Store; readonly port: Pick<Port, 'clock' | 'newId' | 'printPdf'>; readonly actor: string };

/**
 * Refusals: 'not-found' where the run has no impact result, 'unwritable' where the file cannot be written, 'conflict' where something else than a
 * report stands there. The audit trail gets the SHA-256 of the file after it was written, so that a recorded report always existed.
 */
export const exportReport = async (
  { store, port, actor }: World,
  request: { readonly run: string; readonly path: string },
): Promise<ExportedReport> => {
  const facts = store.read((reader) => gatherReport(reader, { run: request.run, actor, exportedAt: port.clock.now() }));
  const path = resolve(request.path);
  const target = await findReportTarget(path);
  const pdf = await port.printPdf(reportHtml(facts));
  if (!isPdf(pdf)) throw new Error(`the printer gave ${pdf.byteLength} bytes that are no PDF`);
  await writeReportFile(target, pdf, port.newId());
  const sha256 = sha256Hex(pdf);
  store.change(actor, (writer) => {
    writer.record({ kind: 'report.exported', subject: { run: request.run }, detail: { sha256, bytes: pdf.byteLength } });
  });
  return { path, bytes: pdf.byteLength, sha256 };
};
