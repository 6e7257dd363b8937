/** Puts a report into its file: whole or not at all, and never in the place of anything but a report. */
import { rename } from 'node:fs/promises';
import { type Draft, type DraftWorld, withDraft } from '../file/drafts.ts';
import { unwritableReason } from '../file/file-reasons.ts';
import { findTarget } from '../file/find-target.ts';
import { refuse } from '../model/problem.ts';

const PDF_START = Buffer.from('%PDF-');

/** Whether the bytes begin as those of a PDF do. */
export const isPdf = (bytes: Uint8Array): boolean => PDF_START.equals(bytes.subarray(0, PDF_START.length));

const cannotWrite = (path: string): string => `The report cannot be written to "${path}"`;

/** As `findTarget`. Refusals: 'conflict' for a file that is no PDF; 'unwritable'. */
export const findReportTarget = (path: string): Promise<string> =>
  findTarget(path, { cannot: cannotWrite(path), otherwise: 'is no PDF', bytesMax: PDF_START.length, isOne: isPdf });

/** What `work` leaves as `finished.pdf` in the draft takes the target's place if `work` resolves. Refusal 'unwritable', which leaves nothing behind. */
export const writeReport = async <T>(world: DraftWorld, target: string, work: (draft: Draft) => Promise<T>): Promise<T> => {
  const cannot = cannotWrite(target);
  return withDraft(world, { target, cannot }, async (draft) => {
    const result = await work(draft);
    await rename(draft.path('finished.pdf'), target).catch((error: unknown) =>
      refuse('unwritable', `${cannot}: ${unwritableReason(error)}.`),
    );
    return result;
  });
};
