/** All approvals that wait in a workspace. What each unfinished run has come to is kept, so that asking again reads only what has been added. */
import type { PendingApproval, RunSummary } from '../../model/run.ts';
import { readMovePage } from '../../store/run/move-page.ts';
import { findRun, unfinishedRuns } from '../../store/run/run-store.ts';
import type { Store } from '../../store/store.ts';
import type { RunHistories } from '../history/run-histories.ts';
import { isFinalRun, type Path } from '../run-state.ts';
import { type ApprovalWaits, createApprovalWaits } from './approval-waits.ts';
import type { Viewer } from './may-decide.ts';
import { pendingApproval } from './pending-approval.ts';

/** Moves that are read at once, and runs that are looked at before something else may happen. */
const SLICE = 256;
const RUNS_AT_ONCE = 64;

export type PendingApprovals = {
  /** Of all runs, the one that waits for the longest first. */
  list(viewer: Viewer, now: string): Promise<readonly PendingApproval[]>;
  /** Undefined where the step of the run does not wait for a decision. */
  find(run: string, step: Path, world: { readonly viewer: Viewer; readonly now: string }): Promise<PendingApproval | undefined>;
};

type Watched = { readonly run: RunSummary; readonly approvals: ApprovalWaits };

export const createPendingApprovals = (store: Store, histories: RunHistories): PendingApprovals => {
  const watched = new Map<string, ApprovalWaits>();

  /** Reads on in a run; undefined where nothing in it can wait for a decision. */
  const readOn = async (id: string): Promise<Watched | undefined> => {
    const approvals = watched.get(id) ?? createApprovalWaits();
    for (;;) {
      const { run, count } = store.read((reader) => {
        const found = findRun(reader, id);
        if (found === undefined || isFinalRun(found.status) || !histories.outline(reader, found.template).hasApprovals) return { count: 0 };
        const moves = readMovePage(reader, id, { from: approvals.next, limit: SLICE });
        for (const move of moves) approvals.take(move);
        return { run: found, count: moves.length };
      });
      if (run === undefined) {
        watched.delete(id);
        return undefined;
      }
      watched.set(id, approvals);
      if (count < SLICE) return { run, approvals };
      await histories.pause();
    }
  };

  const told = ({ run, approvals }: Watched, viewer: Viewer, now: string): readonly PendingApproval[] => {
    if (approvals.waits.size === 0) return [];
    const outline = store.read((reader) => histories.outline(reader, run.template));
    return [...approvals.waits].flatMap(([step, wait]) => pendingApproval(step, wait, { run, outline, viewer, now }) ?? []);
  };

  return {
    list: async (viewer, now) => {
      const unfinished = store.read(unfinishedRuns);
      const all: PendingApproval[] = [];
      for (const [place, id] of unfinished.entries()) {
        if (place % RUNS_AT_ONCE === RUNS_AT_ONCE - 1) await histories.pause();
        const found = await readOn(id);
        if (found !== undefined) all.push(...told(found, viewer, now));
      }
      const kept = new Set(unfinished);
      for (const id of watched.keys()) if (!kept.has(id)) watched.delete(id);
      return all.toSorted((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)));
    },
    find: async (id, step, { viewer, now }) => {
      const found = await readOn(id);
      return found && told(found, viewer, now).find((approval) => approval.step === step);
    },
  };
};
