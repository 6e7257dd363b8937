/** A workflow template as a JSON document. Schema: templates/schema/workflow.schema.json. */
import type { Json, JsonObject } from './json.ts';

/**
 * A value in which every string that starts with "= " is a FEEL expression. Expressions read `input`, `steps.<name>.output` and `steps.<name>.error`
 * of the steps that are waited for (of the step's own block and of the blocks around it), in a map `item` and `index` (from 1), in a loop `loop.index`
 * (from 1) and `loop.last` (what the round before gave; null in the first).
 */
export type Templated = Json;

/** ISO 8601: weeks, days, hours, minutes, seconds; at most a hundred years. A text, or an expression that gives a days and time duration. */
export type DurationText = string;

/** What a fault is called in `nonRetryableErrors` and `catch`: a FailureKind, or the name that a `fail` step gave. "*" stands for all of them. */
export type ErrorName = string;

export type RetryPolicy = {
  /** Attempts in all; what was cut off by a crash or a closing does not count. 1 if absent. */
  readonly maximumAttempts?: number;
  /** Wait before the second attempt; "PT1S" if absent. */
  readonly initialInterval?: DurationText;
  /** Each wait is the one before times this; 2 if absent. */
  readonly backoffCoefficient?: number;
  readonly maximumInterval?: DurationText;
  /** `full`: evenly between nothing and the interval; `equal`: between half of it and all of it; `none` if absent. */
  readonly jitter?: 'none' | 'equal' | 'full';
  /** Beside those that no repetition can mend (isRetryable). */
  readonly nonRetryableErrors?: readonly ErrorName[];
  /**
   * What happens after the last attempt. `fail` (if absent): the step faults. `suspend`: the step waits for `run retry`. `deadLetter`: the step faults, a dead
   * letter is kept, and the run goes on as if the step were tolerated.
   */
  readonly exhausted?: 'fail' | 'suspend' | 'deadLetter';
};

export type StepTimeouts = {
  /** From ready to its first attempt. */
  readonly scheduleToStart?: DurationText;
  /** Of one attempt. */
  readonly startToClose?: DurationText;
  /** From ready to final, over all attempts and waits. */
  readonly scheduleToClose?: DurationText;
  /** Between two signs of life of an attempt. */
  readonly heartbeat?: DurationText;
};

/** Calls a task function: what undoes a step. It must be idempotent. */
export type TaskCall = { readonly run: string; readonly with?: { readonly [name: string]: Templated } };

export type Join = 'all' | 'any' | { readonly atLeast: number };

type StepBase = {
  readonly title?: string;
  /** Steps of the same block that must be final first; without any the step starts with its block. */
  readonly needs?: readonly string[];
  /**
   * `all` (if absent): skipped unless every needed step is completed (or tolerated). `any`, `atLeast`: starts as soon as so many are completed; skipped
   * where they no longer can be.
   */
  readonly join?: Join;
  readonly timeouts?: StepTimeouts;
  /** First match goes: the run goes on with these steps, and those that need this one are skipped. They need not name it in `needs`. */
  readonly catch?: readonly { readonly errors: readonly ErrorName[]; readonly then: readonly string[] }[];
  /** A fault of this step ends nothing: those that need it go on, its output is null, its `error` tells. */
  readonly tolerate?: boolean;
};

/** Steps that call functions. `retry`: the name of a policy under `use.retries`, or one. */
type CallBase = StepBase & { readonly retry?: string | RetryPolicy; readonly idempotencyKey?: string; readonly compensate?: TaskCall };

export type TaskStep = CallBase & {
  readonly type: 'task';
  readonly run: string;
  readonly with?: { readonly [name: string]: Templated };
};
/** Decides one case under a policy at a date. */
export type RulesStep = CallBase & {
  readonly type: 'rules';
  /** `id`, `id@version` or an expression. Texts are pinned when the run starts. */
  readonly policy: string;
  readonly date: string;
  readonly inputs: Templated;
  /** Only these; all of them if absent. */
  readonly decisions?: readonly string[];
};
/** Evaluates a population under a baseline and reforms, as a run of its own whose chunks are checkpoints and whose steps have retries of their own. */
export type ImpactStep = StepBase & {
  readonly type: 'impact';
  readonly population: string;
  readonly baseline: string;
  readonly reforms: Templated;
  readonly date: string;
  readonly by?: Templated;
  readonly measures?: Templated;
  readonly workers?: Templated;
};
export type ChoiceStep = StepBase & {
  readonly type: 'choice';
  readonly choices: readonly { readonly when: string; readonly then: readonly string[] }[];
  readonly default: readonly string[];
};
/** Steps that hang together; `output` is what the block gives, an object of its steps' outputs by name if absent. */
export type BlockDocument = { readonly steps: { readonly [name: string]: TemplateStep }; readonly output?: Templated };
export type ParallelStep = StepBase & {
  readonly type: 'parallel';
  readonly branches: { readonly [name: string]: BlockDocument };
  /** How many branches have to complete; all if absent. Those that are not needed any more are cancelled. Output: what each branch gave, by name. */
  readonly join?: Join;
};
/** Output: { succeeded, failed: [{ index, error }], results: [what each item gave, null where it failed] }. */
export type MapStep = StepBase & {
  readonly type: 'map';
  /** An expression that gives a list. */
  readonly items: string;
  /** How many items are opened and written together; 100 if absent. */
  readonly batch?: { readonly size: number };
  /** Items under way at once; 8 if absent. */
  readonly maxConcurrency?: number;
  /** The step faults (`limit`) once more items than that have failed; with both, once either is exceeded. None if absent: fail-fast. */
  readonly tolerateFailures?: { readonly count?: number; readonly percentage?: number };
  readonly each: BlockDocument;
};
/** Output: { rounds, last }. */
export type LoopStep = StepBase & {
  readonly type: 'loop';
  /** Asked before every round, with `loop` in scope. */
  readonly while: string;
  readonly maximumRounds: number;
  /** When they are used up and `while` still holds: `fail` (error `limit`; if absent) or `complete`. */
  readonly exhausted?: 'fail' | 'complete';
  readonly body: BlockDocument;
};
/** One of the two. `until`: a date and time with offset. Output: { at }. */
export type WaitStep = StepBase & { readonly type: 'wait'; readonly for?: DurationText; readonly until?: string };
/** Takes the oldest signal of this name (and key) that the run has been sent, before or after the step began. Output: what was sent. */
export type SignalStep = StepBase & {
  readonly type: 'signal';
  readonly signal: string;
  readonly key?: string;
  readonly schema?: JsonObject;
};
/** Waits for a person. Output: { decision: "approved" | "rejected", by, at, note, form }. */
export type ApprovalStep = StepBase & {
  readonly type: 'approval';
  /** Whoever holds one of these roles. */
  readonly roles: readonly string[];
  /** What the person is shown. */
  readonly question?: Templated;
  /** JSON Schema of what the person fills in. */
  readonly form?: JsonObject;
  /** Whether whoever started the run may decide; false if absent. */
  readonly selfApproval?: boolean;
  readonly due?: DurationText;
  /** Once it is due: go on waiting (if absent), marked as overdue; or fault with `timeout`. */
  readonly overdue?: 'wait' | 'fail';
  /** What a rejection does: completes the step (if absent), or faults it with `rejected`. */
  readonly rejected?: 'complete' | 'fail';
};
/** Runs another template as a run of its own. Output: that run's output. `template`: `id` or `id@version`, pinned when the run starts. */
export type WorkflowStep = StepBase & {
  readonly type: 'workflow';
  readonly template: string;
  readonly input: { readonly [name: string]: Templated };
};
export type SetStep = StepBase & { readonly type: 'set'; readonly value: Templated };
/** Ends the run as faulted. `error`: a name of its own; `invalid` if absent. In a branch, an item or a round it faults that. */
export type FailStep = StepBase & { readonly type: 'fail'; readonly message: string; readonly error?: ErrorName };
/** Ends the run (or the branch, item, round) as completed, with this output; steps that have not begun are skipped, those that run are cancelled. */
export type SucceedStep = StepBase & { readonly type: 'succeed'; readonly output?: Templated };

export type TemplateStep =
  | TaskStep
  | RulesStep
  | ImpactStep
  | ChoiceStep
  | ParallelStep
  | MapStep
  | LoopStep
  | WaitStep
  | SignalStep
  | ApprovalStep
  | WorkflowStep
  | SetStep
  | FailStep
  | SucceedStep;

/** Without `output` a run gives null. */
export type TemplateDocument = BlockDocument & {
  readonly kind: 'workflow';
  readonly dsl: '1';
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description?: string;
  /** JSON Schema (2020-12) of the run's input. */
  readonly input: { readonly schema: JsonObject };
  /** An expression over `input` that gives the id of the run that a run of this template appeals. */
  readonly appeals?: string;
  readonly timeouts?: { readonly run?: DurationText };
  /** Attempts under way at once in one run; 8 if absent. */
  readonly maxConcurrency?: number;
  readonly use?: {
    readonly retries?: { readonly [name: string]: RetryPolicy };
    /** By task function, over all runs of the workspace; instead of what the function itself says. */
    readonly limits?: { readonly [task: string]: TaskLimits };
  };
};

/** What holds a task function back. */
export type TaskLimits = {
  /** Attempts under way at once. */
  readonly concurrency?: number;
  /** So many attempts begin in each stretch of time. */
  readonly rate?: { readonly count: number; readonly per: DurationText };
  /** After so many faults in a row that repetition could mend, nothing of it begins for a while; then one attempt tries whether it works again. */
  readonly breaker?: { readonly failures: number; readonly cooldown: DurationText };
};
