/** Exports the evidence of an impact run as a bundle, whole or not at all. */
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { withDraft } from '../file/drafts.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { findTarget } from '../file/find-target.ts';
import { carryOut } from '../job/carry-out.ts';
import type { JobProgress } from '../job/protocol.ts';
import { refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { readImpactResult } from '../store/impact/impact-store.ts';
import type { Store } from '../store/store.ts';
import type { ExportOutcome } from './evidence-export-job.ts';
import { type PreparedBundle, prepareBundle } from './prepare-bundle.ts';
import { isZip } from './zip/read-zip.ts';

export type ExportWorld = {
  readonly store: Store;
  readonly port: Pick<Port, 'clock' | 'newId' | 'jobs' | 'machineFolder' | 'build'>;
  readonly actor: string;
};

/** `units`: cases that are disclosed. */
export type BundleRequest = { readonly run: string; readonly units: readonly string[]; readonly outPath: string };

export type ExportTask = { readonly signal: AbortSignal; progress(progress: JobProgress): void };

/** With what the bundle says of itself, and the signed note that is in it. */
export type MadeBundle = ExportOutcome & PreparedBundle;

const START_BYTES = 64;

const cannotWrite = (path: string): string => `The bundle cannot be written to "${path}"`;

/** Records that a bundle is about to be made, signs the trail, and writes the bundle to `outPath`, where nothing may be yet. Refusals: those of the job. */
export const makeBundle = async (
  { store, port, actor }: ExportWorld,
  { run, units, outPath }: BundleRequest,
  { signal, progress }: ExportTask,
): Promise<MadeBundle> => {
  const prepared = prepareBundle(store, actor, { run, cases: units.length, build: await port.build() });
  const outcome = await carryOut<never, ExportOutcome>(
    port.jobs,
    { kind: 'evidence-export', workspacePath: store.path, run, units, checkpoint: prepared.checkpoint, partialPath: outPath },
    { signal, onProgress: progress, onPart: () => undefined },
  );
  return { ...outcome, ...prepared };
};

/**
 * Makes a bundle beside its place, and moves it there. The trail gets the SHA-256 of the file after it was written, so that a recorded bundle always
 * existed. Whatever fails, and when it is cancelled, leaves no file behind. Refusals: those of the job, 'conflict' where something else than a bundle
 * stands there, 'unwritable'.
 */
export const exportBundle = async (world: ExportWorld, { run, units, outPath }: BundleRequest, task: ExportTask): Promise<WrittenFile> => {
  const { store, port, actor } = world;
  store.read((reader) => readImpactResult(reader, run));
  const path = resolve(outPath);
  const cannot = cannotWrite(path);
  const target = await findTarget(path, { cannot, otherwise: 'is no bundle', bytesMax: START_BYTES, isOne: isZip });
  const { bytes, sha256 } = await withDraft(port, { target, cannot }, async (draft) => {
    const bundlePath = draft.path('evidence.zip');
    const made = await makeBundle(world, { run, units, outPath: bundlePath }, task);
    await rename(bundlePath, target).catch((error: unknown) => refuse('unwritable', `${cannot}: ${unwritableReason(error)}.`));
    return made;
  });
  store.change(actor, (writer) => {
    writer.record({ kind: 'evidence.exported', subject: { run }, detail: { sha256, bytes, cases: units.length } });
  });
  return { path: target, bytes, sha256 };
};
