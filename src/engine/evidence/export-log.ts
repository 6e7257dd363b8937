/** Exports a workspace's whole trail as a folder that any reader of tlog-tiles follows; it is there whole or not at all. */
import { lstat, rename, rm } from 'node:fs/promises';
import type { WrittenFile } from '../contract/evidence-operations.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { carryOut } from '../job/carry-out.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import type { ExportTask } from './export-bundle.ts';
import type { LogExportOutcome } from './log-export-job.ts';

/** Nothing is replaced: not even an empty folder, which may be somebody's. */
const demandNothingThere = async (folder: string): Promise<void> => {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : refuse('unwritable', `The log cannot be written to "${folder}": ${unwritableReason(error)}.`),
  );
  if (found !== undefined) refuse('conflict', `"${folder}" exists already. Name a folder that does not exist yet: it is made.`);
};

/**
 * Signs the trail as it stands and writes what the checkpoint covers. The answer's bytes are those of all files, its SHA-256 is that of the file
 * `checkpoint`, from which everything else follows. Whatever fails, and when it is cancelled, leaves nothing behind. Refusals: those of the job,
 * 'conflict' where something has the name already, 'unwritable'.
 */
export const exportLog = async (
  { store, port }: { readonly store: Store; readonly port: Pick<Port, 'newId' | 'jobs'> },
  folder: string,
  { signal, progress }: ExportTask,
): Promise<WrittenFile> => {
  await demandNothingThere(folder);
  const { note } = store.checkpoint();
  const partial = `${folder}.${port.newId()}.partial`;
  try {
    const { bytes } = await carryOut<never, LogExportOutcome>(
      port.jobs,
      { kind: 'log-export', workspacePath: store.path, folder: partial, checkpoint: note },
      { signal, onProgress: progress, onPart: () => undefined },
    );
    await demandNothingThere(folder);
    await rename(partial, folder).catch((error) =>
      refuse('unwritable', `The log cannot be written to "${folder}": ${unwritableReason(error)}.`),
    );
    return { path: folder, bytes, sha256: sha256Hex(note) };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};
