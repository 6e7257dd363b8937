/** Writes the report of an impact run: printed, with its bundle attached, signed where a signer is named, and recorded once it stands in its file. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReportFile } from '../contract/evidence-operations.ts';
import { type ExportTask, type ExportWorld, type MadeBundle, makeBundle } from '../evidence/export-bundle.ts';
import type { Draft } from '../file/drafts.ts';
import type { ChosenSigner } from '../identity/signer-access.ts';
import { carryOut } from '../job/carry-out.ts';
import type { ReportRequest } from '../model/index.ts';
import { refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { proveSigner } from '../signing/prove-signer.ts';
import type { SigningOutcome } from '../signing/signing-request.ts';
import { readImpactResult } from '../store/impact/impact-store.ts';
import type { Composed } from './compose-job.ts';
import { findReportTarget, isPdf, writeReport } from './report-file.ts';

export type ReportWorld = ExportWorld & { readonly port: ExportWorld['port'] & Pick<Port, 'printPdf'> };

export type ReportOrder = {
  readonly run: string;
  readonly outPath: string;
  readonly request: ReportRequest;
  readonly signer?: ChosenSigner | undefined;
};

const composePage = (
  { store, port }: ReportWorld,
  { run, request, signer }: ReportOrder,
  { made, checkpoint, sha256, bytes }: MadeBundle,
  { signal, progress }: ExportTask,
): Promise<Composed> =>
  carryOut<never, Composed>(
    port.jobs,
    {
      kind: 'report-compose',
      workspacePath: store.path,
      run,
      request,
      made,
      checkpoint,
      bundle: { sha256, bytes },
      ...(signer === undefined ? {} : { signer: signer.info.name }),
    },
    { signal, onProgress: progress, onPart: () => undefined },
  );

/** Printing tells nothing of how far it is. */
const print = async ({ port }: ReportWorld, html: string, { folder }: Draft, { signal, progress }: ExportTask): Promise<Uint8Array> => {
  progress({ phase: 'printing', done: 0, total: 1, unit: 'report' });
  const pdf = await port.printPdf(html, { signal, folder }).catch((error: unknown) => {
    if (signal.aborted) return refuse('cancelled', 'The report was cancelled.');
    throw error;
  });
  if (!isPdf(pdf)) throw new Error(`the printer gave ${pdf.byteLength} bytes that are no PDF`);
  return pdf;
};

/** A wrong passphrase is told before anything is made that it is to sign. */
const prove = async (signer: ChosenSigner, at: string, { progress }: ExportTask): Promise<void> => {
  progress({ phase: 'trying the signer', done: 0, total: 1, unit: 'report' });
  await proveSigner(signer.access, at);
};

type Finished = { readonly bundle: MadeBundle; readonly outcome: SigningOutcome };

const record = ({ store, actor }: ReportWorld, { run, request, signer }: ReportOrder, { bundle, outcome }: Finished): void => {
  const [, size] = bundle.checkpoint.split('\n');
  store.change(actor, (writer) => {
    writer.record({
      kind: 'report.exported',
      subject: { run },
      detail: {
        sha256: outcome.sha256,
        bytes: outcome.bytes,
        bundle: bundle.sha256,
        cases: request.cases.length,
        checkpoint: Number(size),
        ...(signer === undefined ? {} : { signer: signer.info.fingerprint }),
      },
    });
  });
  // Whoever is shown the entry can have it proven at once.
  store.checkpoint();
};

/**
 * Refusals: 'not-found' where the run has no impact result or a chosen case is not there, 'unwritable' where the file cannot be written, 'conflict' where
 * something else than a PDF stands there, those of the bundle and of the signer, and 'cancelled'. Whatever fails, no file is left behind. The audit trail
 * gets the SHA-256 of the file after it was written, so that a recorded report always existed.
 */
export const exportReport = async (world: ReportWorld, order: ReportOrder, task: ExportTask): Promise<ReportFile> => {
  const { store, port } = world;
  const { run, request, signer } = order;
  store.read((reader) => readImpactResult(reader, run));
  const path = resolve(order.outPath);
  const target = await findReportTarget(path);
  if (signer !== undefined) await prove(signer, port.clock.now(), task);
  const finished = await writeReport(port, target, async (draft): Promise<Finished> => {
    const bundlePath = draft.path('evidence.zip');
    const bundle = await makeBundle(world, { run, units: request.cases, outPath: bundlePath }, task);
    const { html, title } = await composePage(world, order, bundle, task);
    const printedPath = draft.path('printed.pdf');
    await writeFile(printedPath, await print(world, html, draft, task), { mode: 0o600 });
    task.progress({ phase: signer === undefined ? 'attaching the bundle' : 'signing', done: 0, total: 1, unit: 'report' });
    const outcome = await carryOut<never, SigningOutcome>(
      port.jobs,
      {
        kind: 'report-sign',
        request: {
          step: 'finish',
          printedPath,
          bundlePath,
          outPath: draft.path('finished.pdf'),
          title,
          at: bundle.made.at,
          ...(signer === undefined ? {} : { signer: signer.access }),
        },
      },
      { signal: task.signal, onProgress: task.progress, onPart: () => undefined },
    );
    return { bundle, outcome };
  });
  record(world, order, finished);
  const { sha256, bytes, digest } = finished.outcome;
  return { path, bytes, sha256, signed: signer !== undefined && digest === undefined, ...(digest === undefined ? {} : { digest }) };
};
