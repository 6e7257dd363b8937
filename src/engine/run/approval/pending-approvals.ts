/** All approvals that wait in a workspace. What each unfinished run has come to is kept, so that asking again reads only what has been added. */
import type { PendingApproval, RunSummary } from '../../model/run.ts';
import type { Reader } from '../../store/handle.ts';
import { countMoves, readMovePage } from '../../store/run/move-page.ts';
import { findRun, unfinishedRuns } from '../../store/run/run-store.ts';
import type { Store } from '../../store/store.ts';
import type { RunHistories } from '../history/run-histories.ts';
import type { TemplateOutline } from '../history/template-outline.ts';
import type { Path } from '../run-state.ts';
import { type ApprovalWaits, createApprovalWaits } from './approval-waits.ts';
import type { Viewer } from './may-decide.ts';
import { pendingApproval } from './pending-approval.ts';

/** Runs that are looked at before something else may happen. */
const RUNS_AT_ONCE = 64;

export type PendingApprovals = {
  /** Of all runs, the one that waits for the longest first. */
  list(viewer: Viewer, now: string): Promise<readonly PendingApproval[]>;
  /** Undefined where the step of the run does not wait for a decision. */
  find(run: string, step: Path, world: { readonly viewer: Viewer; readonly now: string }): Promise<PendingApproval | undefined>;
};

type Watched = { readonly run: RunSummary; readonly outline: TemplateOutline; readonly approvals: ApprovalWaits };

export const createPendingApprovals = (store: Store, histories: RunHistories): PendingApprovals => {
  /** Null for runs in which nothing can wait for a decision. */
  const watched = new Map<string, Watched | null>();

  const watch = (reader: Reader, id: string): Watched | null => {
    const known = watched.get(id);
    if (known !== undefined) return known;
    const run = findRun(reader, id);
    if (run === undefined) return null;
    const outline = histories.outline(reader, run.template);
    const begun = outline.hasApprovals ? { run, outline, approvals: createApprovalWaits() } : null;
    watched.set(id, begun);
    return begun;
  };

  /** Whether more has happened in a run than was read. */
  const hasMore = (reader: Reader, id: string): boolean => {
    const found = watch(reader, id);
    return found !== null && countMoves(reader, id) > found.approvals.next;
  };

  const readOn = async (id: string): Promise<void> => {
    for (;;) {
      const isAll = store.read((reader) => {
        const approvals = watch(reader, id)?.approvals;
        if (approvals === undefined) return true;
        const page = readMovePage(reader, id, approvals.next);
        for (const move of page.moves) approvals.take(move);
        return page.isAll;
      });
      if (isAll) return;
      await histories.pause();
    }
  };

  const told = ({ run, outline, approvals }: Watched, viewer: Viewer, now: string): readonly PendingApproval[] =>
    [...approvals.waits].flatMap(([step, wait]) => pendingApproval(step, wait, { run, outline, viewer, now }) ?? []);

  return {
    list: async (viewer, now) => {
      const unfinished = store.read(unfinishedRuns);
      for (let from = 0; from < unfinished.length; from += RUNS_AT_ONCE) {
        const some = unfinished.slice(from, from + RUNS_AT_ONCE);
        for (const id of store.read((reader) => some.filter((each) => hasMore(reader, each)))) await readOn(id);
        await histories.pause();
      }
      const kept = new Set(unfinished);
      for (const id of watched.keys()) if (!kept.has(id)) watched.delete(id);
      const all = [...watched.values()].flatMap((found) => (found === null ? [] : told(found, viewer, now)));
      return all.toSorted((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)));
    },
    find: async (id, step, { viewer, now }) => {
      await readOn(id);
      const found = watched.get(id);
      return found ? told(found, viewer, now).find((approval) => approval.step === step) : undefined;
    },
  };
};
