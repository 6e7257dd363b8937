/** A run, its steps and attempts, as queries give them. Times are ISO 8601 UTC with milliseconds, durations milliseconds. */
import type { Json, JsonObject } from './json.ts';
import type { Failure } from './problem.ts';

/** `waiting`: nothing is being worked on, everything waits for time, a signal, a person or a child run. */
export type RunStatus = 'pending' | 'running' | 'waiting' | 'suspended' | 'cancelled' | 'faulted' | 'completed';
export type StepStatus = RunStatus | 'skipped';

export type RunSummary = {
  readonly id: string;
  readonly template: { readonly id: string; readonly version: string; readonly hash: string };
  readonly title: string;
  readonly status: RunStatus;
  readonly actor: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  /** The run that this one appeals. */
  readonly originalRun?: string;
  /** The run and step that started this one. */
  readonly parent?: { readonly run: string; readonly step: string };
  /** The run that this one was forked from, and the step from which on it is done anew. */
  readonly forkOf?: { readonly run: string; readonly step: string };
  readonly failure?: Failure;
  /** In lists, of a run that waits: why, in the words of the first of its steps that does; of the first such runs of a page. */
  readonly why?: string;
};

/** `person`: for somebody to have it tried again. */
export type WaitKind = 'time' | 'retry' | 'signal' | 'approval' | 'child' | 'person';

export type AttemptView = {
  readonly number: number;
  readonly status: 'running' | 'completed' | 'faulted' | 'cancelled' | 'interrupted';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly input: Json;
  readonly output?: Json;
  readonly failure?: Failure;
  /** The newest checkpoint. */
  readonly checkpoint?: Json;
  /** The failure as RFC 9457 has it. */
  readonly problem?: ProblemDetails;
};

/** RFC 9457. `type`: "urn:probity:error:<kind>", or "urn:probity:error:<name>" of a `fail` step's own name. */
export type ProblemDetails = {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** "urn:probity:run:<id>#<path>/<attempt>" */
  readonly instance: string;
  readonly problems?: Json;
};

export type StepView = {
  /** "both/left/check": see Path in run/run-state.ts. */
  readonly path: string;
  readonly name: string;
  readonly title: string;
  readonly type: string;
  /** Names in the same block. */
  readonly needs: readonly string[];
  readonly status: StepStatus;
  readonly attempts: readonly AttemptView[];
  readonly readyAt?: string;
  readonly endedAt?: string;
  /** Of a map { succeeded, failed }, at most 100 of those that failed: what items gave is asked for page by page. */
  readonly output?: Json;
  readonly failure?: Failure;
  /** Of a step that is not final: a sentence that says why it waits. */
  readonly why?: string;
  /** Of a step that waits: what for, as Wait in run/run-state.ts has it. */
  readonly waitsFor?: WaitKind;
  /** Of an approval that waits. */
  readonly approval?: PendingApproval;
  /** Of a map: how its items stand. */
  readonly items?: { readonly total: number; readonly open: number; readonly succeeded: number; readonly failed: number };
  /** Of a workflow or impact step. */
  readonly child?: string;
  /** It completed in the run that this one was forked from. */
  readonly adopted?: true;
};

/** A policy or template that the run uses, as it was when the run started. */
export type Pin = {
  readonly kind: 'policy' | 'reform' | 'workflow';
  /** As the template names it. */
  readonly reference: string;
  readonly id: string;
  readonly version: string;
  readonly hash: string;
};

/** Steps outside of maps and of steps that were taken over, each after those that it waits for, those of a block after its step. Items of maps are asked for page by page. */
export type RunView = RunSummary & {
  readonly input: Json;
  readonly output?: Json;
  readonly pins: readonly Pin[];
  readonly steps: readonly StepView[];
  /** Why it is suspended. */
  readonly suspended?: string;
  /**
   * What has to come from outside before anything more happens, to the run or to one that it waits for; absent as long as something happens by itself, or
   * will in time. `resume`: it is suspended.
   */
  readonly awaits?: readonly ('approval' | 'signal' | 'person' | 'resume')[];
};

export type ItemView = {
  /** From 1. */
  readonly index: number;
  readonly status: StepStatus;
  readonly item: Json;
  readonly output?: Json;
  readonly failure?: Failure;
  readonly steps: readonly StepView[];
};

export type PendingApproval = {
  readonly run: string;
  readonly runTitle: string;
  readonly step: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly question: Json;
  readonly form?: JsonObject;
  readonly since: string;
  readonly due?: string;
  readonly overdue: boolean;
  /** Whether the person who asks may decide it, and if not, why. */
  readonly mayDecide: { readonly allowed: true } | { readonly allowed: false; readonly why: string };
};

export type DeadLetter = {
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly at: string;
  readonly failure: Failure;
  /** The run in which it was done again. */
  readonly redrivenBy?: string;
};
