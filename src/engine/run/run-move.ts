/** What was made in memory of one event, on its way into the store. */
import type { Failure } from '../model/problem.ts';
import type { RunStatus } from '../model/run.ts';
import type { Writer } from '../store/handle.ts';
import type { NewRun } from '../store/run/run-store.ts';
import type { Attempt, LiveRun } from './live-run.ts';
import type { RunEvent, RunRecord } from './run-state.ts';

export type RunMove = {
  readonly live: LiveRun;
  /** Counts the moves that this process makes of the run, from 1. Several of them may be one in the store: see written-moves.ts. */
  readonly count: number;
  readonly at: string;
  readonly records: readonly RunRecord[];
  readonly status: RunStatus;
  readonly statusBefore: RunStatus;
  readonly madeMs: number;
  readonly event: RunEvent;
  /** Whose result the event is. */
  readonly attempt: Attempt | undefined;
  /** Pure attempts that it begins are made without waiting for it to be written. */
  readonly ahead: boolean;
  /** Somebody waits for it to be written, and is told where it cannot be. */
  readonly commanded: boolean;
  /** The run's row, with its first move. */
  readonly insert: NewRun | undefined;
  /** What is written after the move. */
  readonly alongside: ((writer: Writer) => void) | undefined;
  /** Called once it is written, or with why it was not. */
  readonly told: ((failure: Failure | undefined) => void) | undefined;
  /** Why it was not written. */
  failure?: Failure;
};

/** To be called for a move that was not written and will not be. */
export const failMove = (made: RunMove, failure: Failure): void => {
  made.failure = failure;
  made.told?.(failure);
};
