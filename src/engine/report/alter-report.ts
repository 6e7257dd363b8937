/** Steps that make another PDF of one that was written: a signature that was made elsewhere, a timestamp, the request for one. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReportFile, WrittenFile } from '../contract/evidence-operations.ts';
import type { ExportTask } from '../evidence/export-bundle.ts';
import { carryOut } from '../job/carry-out.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { Port } from '../port.ts';
import type { SigningOutcome, SigningRequest } from '../signing/signing-request.ts';
import type { Store } from '../store/store.ts';
import { findReportTarget, writeReport } from './report-file.ts';

/** `store`: the trail that gets an entry, where a workspace is open for writing. */
export type AlterWorld = {
  readonly port: Pick<Port, 'jobs' | 'newId' | 'machineFolder'>;
  readonly actor: string;
  readonly store: Store | undefined;
};

type Step = 'complete' | 'timestamp';

const carry = ({ port }: Pick<AlterWorld, 'port'>, request: SigningRequest, { signal, progress }: ExportTask): Promise<SigningOutcome> =>
  carryOut<never, SigningOutcome>(port.jobs, { kind: 'report-sign', request }, { signal, onProgress: progress, onPart: () => undefined });

/** The file that it was made of may be the one that it takes the place of. */
const hashOf = async (path: string): Promise<string | undefined> => {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? undefined : sha256Hex(bytes);
};

/**
 * Makes a report at `outPath` of the one at `path`, with what stands in the file at `withPath`. Refusals: those of the step, and of writing. The trail
 * gets the new file's SHA-256 with that of the old one.
 */
export const alterReport = async (
  world: AlterWorld,
  step: Step,
  { path, withPath, outPath }: { readonly path: string; readonly withPath: string; readonly outPath: string },
  task: ExportTask,
): Promise<ReportFile> => {
  const { port, store, actor } = world;
  const [source, addition, out] = [resolve(path), resolve(withPath), resolve(outPath)];
  const target = await findReportTarget(out);
  const from = store === undefined ? undefined : await hashOf(source);
  const { sha256, bytes } = await writeReport(port, target, (draft) =>
    carry(
      world,
      step === 'complete'
        ? { step, preparedPath: source, signaturePath: addition, outPath: draft.path('finished.pdf') }
        : { step, path: source, responsePath: addition, outPath: draft.path('finished.pdf') },
      task,
    ),
  );
  if (store !== undefined && from !== undefined) {
    store.change(actor, (writer) => {
      writer.record({ kind: 'report.exported', subject: {}, detail: { sha256, bytes, from } });
    });
    store.checkpoint();
  }
  return { path: out, bytes, sha256, signed: true };
};

/** Writes the RFC 3161 request over the signature of a signed report. Refusals: those of the step; the job writes the file as a whole. */
export const requestTimestamp = async (
  world: Pick<AlterWorld, 'port'>,
  { path, outPath }: { readonly path: string; readonly outPath: string },
  task: ExportTask,
): Promise<WrittenFile> => {
  const out = resolve(outPath);
  const { sha256, bytes } = await carry(world, { step: 'timestamp-request', path: resolve(path), outPath: out }, task);
  return { path: out, bytes, sha256 };
};
