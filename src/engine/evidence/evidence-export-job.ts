/** The job that writes a bundle. */
import { rm, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { unwritableReason } from '../file/file-reasons.ts';
import type { Job, JobContext } from '../job/protocol.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { openStore } from '../store/open-store.ts';
import { BUNDLE_BYTES_MAX, BUNDLE_VALUES_MAX, FILE_BYTES_MAX, FILE_VALUES_MAX, FILES_MAX, UNPACKED_BYTES_MAX } from './evidence-bounds.ts';
import { gatherBundle } from './gather-bundle.ts';
import { valuesIn } from './zip/values-in.ts';
import { type PackedFile, writeZip } from './zip/write-zip.ts';

type ExportJob = Extract<Job, { readonly kind: 'evidence-export' }>;

export type ExportOutcome = { readonly bytes: number; readonly sha256: string };

/** What no verifier would read is not written. */
const demandBounds = (files: readonly PackedFile[]): void => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const values = files.map(valuesIn);
  const isRead =
    bytes <= UNPACKED_BYTES_MAX &&
    files.length <= FILES_MAX &&
    files.every((file) => file.bytes.length <= FILE_BYTES_MAX) &&
    values.every((of) => of <= FILE_VALUES_MAX) &&
    values.reduce((sum, of) => sum + of, 0) <= BUNDLE_VALUES_MAX;
  if (isRead) return;
  refuse(
    'limit',
    `The bundle would hold ${files.length} files of together ${bytes} bytes; ${FILES_MAX} files, ${UNPACKED_BYTES_MAX} bytes and ${BUNDLE_VALUES_MAX} values in them are the most. Choose fewer cases and export several bundles.`,
  );
};

const gather = (job: ExportJob, context: JobContext<never>): readonly PackedFile[] => {
  const tell = (done: number): void => context.progress({ phase: 'disclose', done, total: job.units.length, unit: 'case' });
  const store = openStore(job.workspacePath, { readOnly: true });
  try {
    return store.read((reader) => gatherBundle(reader, job, tell));
  } finally {
    store.close();
  }
};

/** Refusals: those of `gatherBundle`, 'limit' for a bundle that would be too large, 'unwritable'. A file that could not be finished is removed. */
export const exportEvidence = async (job: ExportJob, context: JobContext<never>): Promise<ExportOutcome> => {
  const files = gather(job, context);
  demandBounds(files);
  context.progress({ phase: 'pack', done: 0, total: files.length, unit: 'file' });
  await setImmediate();
  context.signal.throwIfAborted();
  const bytes = writeZip(files);
  if (bytes.length > BUNDLE_BYTES_MAX)
    refuse('limit', `The bundle would have ${bytes.length} bytes; ${BUNDLE_BYTES_MAX} are the most. Choose fewer cases.`);
  await setImmediate();
  context.signal.throwIfAborted();
  try {
    await writeFile(job.partialPath, bytes, { flag: 'wx', flush: true });
  } catch (error) {
    await rm(job.partialPath, { force: true });
    refuse('unwritable', `The bundle cannot be written to "${job.partialPath}": ${unwritableReason(error)}.`);
  }
  context.progress({ phase: 'pack', done: files.length, total: files.length, unit: 'file' });
  return { bytes: bytes.length, sha256: sha256Hex(bytes) };
};
