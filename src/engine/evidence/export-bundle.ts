/** Exports the evidence of an impact run as a bundle, whole or not at all. */
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { findTarget } from '../file/find-target.ts';
import { carryOut } from '../job/carry-out.ts';
import type { JobProgress } from '../job/protocol.ts';
import { refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { readImpactResult } from '../store/impact/impact-store.ts';
import type { Store } from '../store/store.ts';
import type { ExportOutcome } from './evidence-export-job.ts';
import { isZip } from './zip/read-zip.ts';

export type ExportWorld = { readonly store: Store; readonly port: Pick<Port, 'clock' | 'newId' | 'jobs'>; readonly actor: string };

export type ExportRequest = {
  readonly run: string;
  /** Cases that are disclosed. */
  readonly units: readonly string[];
  readonly outPath: string;
  /** Whether the trail gets an entry of its own; a report's entry names its bundle. */
  readonly record: boolean;
};

export type ExportTask = { readonly signal: AbortSignal; progress(progress: JobProgress): void };

/** `checkpoint`: the signed note that is in the bundle. */
export type ExportedBundle = WrittenFile & { readonly checkpoint: string };

const START_BYTES = 64;

const cannotWrite = (path: string): string => `The bundle cannot be written to "${path}"`;

const put = async (partialPath: string, target: string): Promise<void> => {
  try {
    await rename(partialPath, target);
  } catch (error) {
    refuse('unwritable', `${cannotWrite(target)}: ${unwritableReason(error)}.`);
  }
};

/**
 * Signs the trail as it stands, has the bundle written beside its place, and moves it there. The trail gets the SHA-256 of the file after it was written,
 * so that a recorded bundle always existed. Whatever fails, and when it is cancelled, leaves nothing behind. Refusals: those of the job, 'conflict' where
 * something else than a bundle stands there, 'unwritable'.
 */
export const exportBundle = async (
  { store, port, actor }: ExportWorld,
  { run, units, outPath, record }: ExportRequest,
  { signal, progress }: ExportTask,
): Promise<ExportedBundle> => {
  store.read((reader) => readImpactResult(reader, run));
  const path = resolve(outPath);
  const target = await findTarget(path, { cannot: cannotWrite(path), otherwise: 'is no bundle', bytesMax: START_BYTES, isOne: isZip });
  const partialPath = `${target}.${port.newId()}.partial`;
  const { note } = store.checkpoint();
  const made = { at: port.clock.now(), by: actor };
  try {
    const { bytes, sha256 } = await carryOut<never, ExportOutcome>(
      port.jobs,
      { kind: 'evidence-export', workspacePath: store.path, run, units, checkpoint: note, made, partialPath },
      { signal, onProgress: progress, onPart: () => undefined },
    );
    await put(partialPath, target);
    if (record) {
      store.change(actor, (writer) => {
        writer.record({ kind: 'evidence.exported', subject: { run }, detail: { sha256, bytes, cases: units.length } });
      });
    }
    return { path: target, bytes, sha256, checkpoint: note };
  } finally {
    await rm(partialPath, { force: true });
  }
};
