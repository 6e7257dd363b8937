/** What is written when a run moves on, and what can happen to it. Plain data: nothing here works. */
import type { Json } from '../model/json.ts';
import type { Failure } from '../model/problem.ts';
import type { Pin, RunStatus, StepStatus } from '../model/run.ts';

/**
 * Where a step stands: "load"; in a block "both/left/check" (step/branch/step), "decide/17/score" (item, from 1), "again/3/try" (round, from 1). A block's
 * path has an even number of parts; "" is the root. What undoes a step stands at its path with "~undo".
 */
export type Path = string;

export type AttemptStatus = 'completed' | 'faulted' | 'cancelled' | 'interrupted';
export type EndStatus = 'completed' | 'faulted' | 'cancelled' | 'skipped';

/** Why a step that is not being worked on waits. Times are ISO 8601 UTC. */
export type Wait =
  | { readonly for: 'time'; readonly until: string }
  /** For the next attempt, counted from 1. */
  | { readonly for: 'retry'; readonly until: string; readonly attempt: number }
  | { readonly for: 'signal'; readonly signal: string; readonly key?: string }
  | {
      readonly for: 'approval';
      readonly roles: readonly string[];
      readonly question: Json;
      readonly due?: string;
      readonly overdue?: true;
      /** Whom the step does not let decide: whoever started the run. */
      readonly notBy?: string;
    }
  | { readonly for: 'child'; readonly run: string }
  /** Attempts are used up; `run retry` begins another. */
  | { readonly for: 'person' };

/** What the attempt wants a later one to know. */
export type Checkpoint = { readonly type: 'checkpoint'; readonly step: Path; readonly number: number; readonly data: Json };

/** What somebody sent to the run. */
export type Signal = { readonly type: 'signal'; readonly id: string; readonly signal: string; readonly key?: string; readonly data: Json };

/** What a person decided about an approval. */
export type Decision = {
  readonly type: 'decision';
  readonly step: Path;
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly note?: string;
  readonly form?: Json;
};

/**
 * One fact. A run is the sum of its records in order, and nothing else: they are what the store keeps, and what both a live run and a recovered one are
 * made of (see `evolve`).
 */
export type RunRecord =
  /** The first of every run. */
  | { readonly type: 'started'; readonly pins: readonly Pin[] }
  /** All it waits for is there; it will begin when it may. Only written where it does not begin in the same move. */
  | { readonly type: 'ready'; readonly step: Path }
  /** `key`: the idempotency key that the template states, fixed by the first attempt. */
  | { readonly type: 'attempt'; readonly step: Path; readonly number: number; readonly input: Json; readonly key?: string }
  | Checkpoint
  | {
      readonly type: 'attempt-end';
      readonly step: Path;
      readonly number: number;
      readonly status: AttemptStatus;
      readonly output?: Json;
      readonly failure?: Failure;
    }
  | { readonly type: 'waiting'; readonly step: Path; readonly wait: Wait }
  /** The step is final. Of a step with attempts, output and failure stand in the last of them. */
  | {
      readonly type: 'end';
      readonly step: Path;
      readonly status: EndStatus;
      readonly output?: Json;
      readonly failure?: Failure;
      /** The steps that a matching `catch` starts. */
      readonly caught?: readonly string[];
      readonly letter?: true;
    }
  /** A branch, an item or a round was opened. */
  | { readonly type: 'block'; readonly block: Path }
  | {
      readonly type: 'block-end';
      readonly block: Path;
      readonly status: 'completed' | 'faulted' | 'cancelled';
      readonly output?: Json;
      readonly failure?: Failure;
    }
  | Signal
  | { readonly type: 'signal-taken'; readonly step: Path; readonly id: string }
  | Decision
  | { readonly type: 'suspended'; readonly reason: string }
  | { readonly type: 'resumed' }
  /** A person lets a step that waits `for: person` be tried again; its attempts count anew. */
  | { readonly type: 'retried'; readonly step: Path }
  /** The run is to end like this; what is to be undone is undone first, the last completed first. */
  | { readonly type: 'ending'; readonly status: 'faulted' | 'cancelled'; readonly failure?: Failure }
  /**
   * A completed step of the run that this one was forked from; with a failure, one that faulted there while the run went on, with the steps that caught
   * it if any did.
   */
  | {
      readonly type: 'adopted';
      readonly step: Path;
      readonly output: Json;
      readonly failure?: Failure;
      readonly caught?: readonly string[];
    }
  /** Items of a map that had completed there: what they gave, by index from 1. */
  | { readonly type: 'adopted-items'; readonly step: Path; readonly results: readonly (readonly [index: number, output: Json])[] }
  | {
      readonly type: 'run-end';
      readonly status: 'completed' | 'faulted' | 'cancelled';
      readonly output?: Json;
      readonly failure?: Failure;
    };

/** What was written in one transaction. `seq` counts from 0 without gaps. */
export type Move = { readonly seq: number; readonly at: string; readonly actor: string; readonly records: readonly RunRecord[] };

export type TimeoutKind = 'scheduleToStart' | 'startToClose' | 'scheduleToClose' | 'heartbeat';

/** What can happen to a run. Events about an attempt that is over are refused as `late`, and change nothing. */
export type RunEvent =
  /** `adopt`: of a fork, what it takes over from the run before. */
  | { readonly type: 'start'; readonly pins: readonly Pin[]; readonly adopt?: readonly RunRecord[] }
  | { readonly type: 'completed'; readonly step: Path; readonly number: number; readonly output: Json }
  | { readonly type: 'faulted'; readonly step: Path; readonly number: number; readonly failure: Failure }
  | Checkpoint
  /** No sign of life within the step's heartbeat timeout. All other times are the machine's own: see `tick`. */
  | { readonly type: 'silent'; readonly step: Path; readonly number: number }
  /** Time has passed, or something that held steps back lets go: whatever is due is done. */
  | { readonly type: 'tick' }
  | Signal
  | Decision
  | { readonly type: 'child-ended'; readonly step: Path; readonly run: string; readonly end: ChildEnd }
  | { readonly type: 'cancel' }
  | { readonly type: 'suspend'; readonly reason: string }
  | { readonly type: 'resume' }
  | { readonly type: 'retry'; readonly step: Path }
  /** The workspace closes; the run goes on when it is opened again. */
  | { readonly type: 'closed' }
  /** The workspace was opened again. Attempts that are still open were cut off by a crash. */
  | { readonly type: 'reopened' };

export type ChildEnd = { readonly status: 'completed' | 'faulted' | 'cancelled'; readonly output?: Json; readonly failure?: Failure };

const FINAL_STEPS: ReadonlySet<StepStatus> = new Set(['cancelled', 'faulted', 'completed', 'skipped']);
const FINAL_RUNS: ReadonlySet<RunStatus> = new Set(['cancelled', 'faulted', 'completed']);

export const isFinalStep = (status: StepStatus): boolean => FINAL_STEPS.has(status);
export const isFinalRun = (status: RunStatus): boolean => FINAL_RUNS.has(status);
