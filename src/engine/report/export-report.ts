/** Writes the report of an impact run to a PDF file and records that it was made. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refusal } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import { gatherReport } from './gather-report.ts';
import { reportHtml } from './report-html.ts';

export type ExportedReport = { readonly path: string; readonly bytes: number; readonly sha256: string };

type World = { readonly store: Store; readonly port: Pick<Port, 'clock' | 'printPdf'>; readonly actor: string };

/** The file appears whole or not at all: it is written beside its place and then renamed. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const partial = `${path}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw new Refusal({ kind: 'unwritable', message: `The report cannot be written to "${path}": ${(error as Error).message}` });
  }
};

/**
 * Refusal 'not-found' where the run has no impact result, 'unwritable' where the file cannot be written. The audit trail gets the SHA-256 of the
 * file after it was written, so that a recorded report always existed.
 */
export const exportReport = async (
  { store, port, actor }: World,
  request: { readonly run: string; readonly path: string },
): Promise<ExportedReport> => {
  const facts = store.read((reader) => gatherReport(reader, { run: request.run, actor, exportedAt: port.clock.now() }));
  const pdf = await port.printPdf(reportHtml(facts));
  const path = resolve(request.path);
  await writeWhole(path, pdf);
  const sha256 = sha256Hex(pdf);
  store.change(actor, (writer) => {
    writer.record({ kind: 'report.exported', subject: { run: request.run }, detail: { sha256, bytes: pdf.byteLength } });
  });
  return { path, bytes: pdf.byteLength, sha256 };
};
