/** The approvals that wait in a run, folded from its moves; also those inside of maps. Much lighter than the run's whole history. */
import type { OpenWait } from '../history/run-history.ts';
import type { Move, Path, RunRecord } from '../run-state.ts';

export type ApprovalWaits = {
  /** The number of the move that comes next. */
  readonly next: number;
  readonly waits: ReadonlyMap<Path, OpenWait>;
  take(move: Move): void;
};

export const createApprovalWaits = (): ApprovalWaits => {
  const waits = new Map<Path, OpenWait>();
  let next = 0;
  const takeRecord = (record: RunRecord, at: string): void => {
    if (record.type === 'run-end') waits.clear();
    else if (record.type === 'waiting' && record.wait.for === 'approval') {
      // Waiting goes on when a step becomes overdue.
      waits.set(record.step, { wait: record.wait, since: waits.get(record.step)?.since ?? at });
    } else if (record.type === 'end' || record.type === 'waiting' || record.type === 'retried') waits.delete(record.step);
  };
  return {
    get next() {
      return next;
    },
    waits,
    take: (move) => {
      next = move.seq + 1;
      for (const record of move.records) takeRecord(record, move.at);
    },
  };
};
