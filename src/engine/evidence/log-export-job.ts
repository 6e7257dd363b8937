/** The job that writes a whole trail as a tlog-tiles folder. */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ENTRY_BYTES_MAX } from '../audit/audit-entry.ts';
import { parseCheckpoint } from '../audit/checkpoint.ts';
import { type LogFile, logFiles } from '../audit/log-files.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { createPacer } from '../job/pacer.ts';
import type { Job, JobContext } from '../job/protocol.ts';
import { refuse } from '../model/problem.ts';
import { logPages } from '../store/audit/audit-store.ts';
import type { Reader } from '../store/handle.ts';
import { openStore } from '../store/open-store.ts';

type LogExportJob = Extract<Job, { readonly kind: 'log-export' }>;

/** All files together. */
export type LogExportOutcome = { readonly bytes: number };

const CHECKPOINT_FILE = 'checkpoint';

/**
 * Writes the entries that the checkpoint covers into the folder, which it makes, and the checkpoint last. Refusals: 'unreadable' where the entries do not
 * have the checkpoint's root, 'unwritable'. What was written stays then; whoever asked removes it.
 */
export const exportLogFolder = async (job: LogExportJob, context: JobContext<never>): Promise<LogExportOutcome> => {
  const store = openStore(job.workspacePath, { readOnly: true });
  try {
    return await store.snapshot((reader) => writeFolder(reader, job, context));
  } finally {
    store.close();
  }
};

const writeFolder = async (reader: Reader, job: LogExportJob, context: JobContext<never>): Promise<LogExportOutcome> => {
  const parsed = parseCheckpoint(job.checkpoint);
  if (typeof parsed === 'string') throw new Error(parsed);
  const { size, root } = parsed.checkpoint;
  const count = { entries: 0 };
  const files = logFiles(countedEntries(reader, size, count));
  const rest = createPacer(context, () => ({ phase: 'write', done: count.entries, total: size, unit: 'entries' }));
  const write = createWriter(job.folder);
  await write.begin();
  await rest.now();
  let next = files.next();
  for (; next.done !== true; next = files.next()) {
    await write.file(next.value);
    if (rest.due()) await rest.now();
  }
  if (next.value.size !== size || Buffer.compare(next.value.root, root) !== 0) return changed();
  await write.file({ path: CHECKPOINT_FILE, content: Buffer.from(job.checkpoint, 'utf8') });
  await write.settle(CHECKPOINT_FILE);
  await rest.now();
  return { bytes: write.bytes() };
};

const changed = (): never =>
  refuse(
    'unreadable',
    'The audit trail was changed from outside: its entries do not have the root of the checkpoint. "audit verify" names the first.',
  );

function* countedEntries(reader: Reader, size: number, count: { entries: number }): Generator<Uint8Array> {
  for (const page of logPages(reader)) {
    for (const { data } of page) {
      if (count.entries === size) return;
      if (data.length > ENTRY_BYTES_MAX) return changed();
      count.entries++;
      yield data;
    }
  }
}

/** Writes files under a folder; the folders between are made once. */
const createWriter = (folder: string) => {
  const made = new Set<string>();
  let bytes = 0;
  const guarded = async (path: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      refuse('unwritable', `The log cannot be written to "${path}": ${unwritableReason(error)}.`);
    }
  };
  return {
    bytes: () => bytes,
    /** Makes the folder, but none above it. */
    begin: (): Promise<void> => guarded(folder, () => mkdir(folder)),
    file: async ({ path, content }: LogFile): Promise<void> => {
      const target = join(folder, ...path.split('/'));
      await guarded(target, async () => {
        const parent = dirname(target);
        if (!made.has(parent)) await mkdir(parent, { recursive: true });
        made.add(parent);
        await writeFile(target, content, { flag: 'wx' });
      });
      bytes += content.length;
    },
    /** Waits for the disk. */
    settle: (path: string): Promise<void> =>
      guarded(path, async () => {
        const file = await open(join(folder, path), 'r+');
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      }),
  };
};
