/** Where a run stands, and what is written when it moves on. Plain data: nothing here works. */
import type { Json } from '../model/json.ts';
import type { Failure } from '../model/problem.ts';
import type { RunStatus, StepStatus } from '../model/run.ts';

export type AttemptStatus = 'completed' | 'faulted' | 'cancelled' | 'interrupted';

export type StepState = {
  readonly status: StepStatus;
  /** Attempts begun so far; the newest has this number. */
  readonly attempts: number;
  /** Attempts that the workspace's closing or a crash cut off. They do not count against `maximumAttempts`. */
  readonly cutOff: number;
  /** Those of them that a crash cut off: found without an end when the workspace was opened. */
  readonly interruptions: number;
  /** Of a completed step. */
  readonly output?: Json;
};

export type RunState = {
  readonly status: RunStatus;
  readonly input: Json;
  readonly steps: ReadonlyMap<string, StepState>;
};

/** One fact that is added when a run moves on. They are written in this order, each with its audit entry. */
export type RunRecord =
  | { readonly type: 'attempt-started'; readonly step: string; readonly number: number; readonly input: Json }
  | {
      readonly type: 'attempt-ended';
      readonly step: string;
      readonly number: number;
      readonly status: AttemptStatus;
      readonly output?: Json;
      readonly failure?: Failure;
    }
  | { readonly type: 'step-changed'; readonly step: string; readonly status: StepStatus }
  | {
      readonly type: 'run-ended';
      readonly status: 'completed' | 'faulted' | 'cancelled';
      readonly output?: Json;
      readonly failure?: Failure;
    };

/** What can happen to a run. */
export type RunEvent =
  | { readonly type: 'started' }
  | { readonly type: 'completed'; readonly step: string; readonly output: Json }
  | { readonly type: 'faulted'; readonly step: string; readonly failure: Failure }
  | { readonly type: 'cancelled' }
  /** The workspace closes; the run goes on when it is opened again. */
  | { readonly type: 'closed' }
  /** The workspace was opened again. Steps that are still running were cut off by a crash. */
  | { readonly type: 'reopened' };

const FINAL_STEPS: ReadonlySet<StepStatus> = new Set(['cancelled', 'faulted', 'completed', 'skipped']);
const FINAL_RUNS: ReadonlySet<RunStatus> = new Set(['cancelled', 'faulted', 'completed']);

export const isFinalStep = (status: StepStatus): boolean => FINAL_STEPS.has(status);
export const isFinalRun = (status: RunStatus): boolean => FINAL_RUNS.has(status);
