/** A run, its steps and attempts, as queries give them. Times are ISO 8601 UTC with milliseconds. */
import type { Json } from './json.ts';
import type { Failure } from './problem.ts';

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
  readonly failure?: Failure;
};

export type AttemptView = {
  readonly number: number;
  readonly status: 'running' | 'completed' | 'faulted' | 'cancelled' | 'interrupted';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly input: Json;
  readonly output?: Json;
  readonly failure?: Failure;
};

export type StepView = {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly needs: readonly string[];
  readonly status: StepStatus;
  readonly attempts: readonly AttemptView[];
};

export type RunView = RunSummary & { readonly input: Json; readonly output?: Json; readonly steps: readonly StepView[] };
