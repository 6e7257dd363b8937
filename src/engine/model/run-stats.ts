/** Counters and distributions of runs. All times are milliseconds. */
import type { FailureKind } from './problem.ts';
import type { RunStatus } from './run.ts';

/** How measured times are spread. Percentiles are values that were measured (nearest rank); all are 0 where nothing was. */
export type Spread = {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
};

/** `counts[i]`: how many were at most `bounds[i]` and above the bound before; the last of `counts`, one more than bounds, holds the rest. */
export type Histogram = {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
};

export type TaskStats = {
  /** The task function's name. */
  readonly task: string;
  readonly attempts: number;
  /** Attempts that followed a faulted one at the same step. */
  readonly retries: number;
  readonly faults: number;
  /** Attempts that a crash or a closing cut off. */
  readonly interruptions: number;
  /** From ready to the first attempt. */
  readonly queueMs: Spread;
  /** Of attempts that came to an end of their own. */
  readonly runMs: Spread;
};

/** What the newest runs of a workspace tell, and what this process has seen since it opened it. */
export type RunStats = {
  /** The runs that were looked at, the newest, of all that there are. */
  readonly runs: number;
  readonly total: number;
  readonly byStatus: Readonly<Record<RunStatus, number>>;
  /** Of runs that have ended. */
  readonly runMs: Spread;
  /** Steps that have ended, those inside of maps and loops among them; not those that were skipped. */
  readonly steps: number;
  readonly attempts: number;
  readonly retries: number;
  /** Attempts that faulted, by kind of their failure. */
  readonly faults: { readonly [Kind in FailureKind]?: number };
  /** By name. */
  readonly tasks: readonly TaskStats[];
  readonly process: LiveMetrics;
};

export type LiveTaskMetrics = {
  readonly task: string;
  readonly attempts: number;
  readonly retries: number;
  readonly faults: number;
  readonly faultKinds: { readonly [Kind in FailureKind]?: number };
  readonly queueMs: Histogram;
  readonly runMs: Histogram;
};

/** Counted in memory since this process opened the workspace. */
export type LiveMetrics = {
  readonly since: string;
  /** Steps that have ended. */
  readonly steps: number;
  readonly retries: number;
  /** Results of attempts that were over by then: refused by their number. */
  readonly late: number;
  /** Moves of runs that were written, and the transactions that they were written in. */
  readonly moves: number;
  readonly commits: number;
  /** Transactions that the disk refused. */
  readonly refused: number;
  /** Runs that wait for the disk to take what they write. */
  readonly stalled: number;
  readonly commitMs: Histogram;
  /** Moves in one transaction. */
  readonly commitMoves: Histogram;
  /** By name. */
  readonly tasks: readonly LiveTaskMetrics[];
};
