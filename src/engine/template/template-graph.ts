/** A template compiled for running: who waits for whom, and what each step does with the values it reads. Durations are milliseconds. */
import type { Json, JsonObject } from '../model/json.ts';
import type { Failure, Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskFunction } from '../task/task-function.ts';

/** What expressions may read where they stand: the machine answers from the block's steps and those of the blocks around it. */
export type TemplateValues = {
  readonly input: Json;
  /** Of a completed step; undefined of any other. Step names are unique in a whole template. */
  output(step: string): Json | undefined;
  /** Of a faulted step. */
  error(step: string): Failure | undefined;
  /** In a map: the item and its place, from 1. */
  readonly item?: Json;
  readonly index?: number;
  /** In a loop: the round, from 1, and what the one before gave. */
  readonly loop?: { readonly index: number; readonly last: Json };
};

/** One step that must be final before another may start. `chosen`: it is a choice, or a step with `catch`, and must have chosen that step. */
export type Edge = { readonly from: string; readonly chosen: boolean };

/** What a choice gives: the steps that it starts, and which of its choices held, counted from 1; null for the default. */
export type Chosen = { readonly choice: number | null; readonly then: readonly string[] };

/** How many of those that are waited for have to be completed: all of them, or this many. */
export type JoinRule = 'all' | number;

export type RetryRule = {
  readonly maximumAttempts: number;
  readonly initialMs: number;
  readonly coefficient: number;
  readonly maximumMs: number;
  readonly jitter: 'none' | 'equal' | 'full';
  readonly nonRetryable: ReadonlySet<string>;
  readonly exhausted: 'fail' | 'suspend' | 'deadLetter';
};

export type TimeoutRule = {
  readonly scheduleToStartMs?: number;
  readonly startToCloseMs?: number;
  readonly scheduleToCloseMs?: number;
  readonly heartbeatMs?: number;
};

/** A call of a task function; also of those behind `rules` and `impact`. Arguments may refuse. */
export type Call = { readonly task: TaskFunction; readonly arguments: (values: TemplateValues) => JsonObject };

/** What a step does. All functions may refuse: an expression can meet a value that it cannot work with. */
export type StepAction =
  | (Call & {
      readonly type: 'task';
      readonly retry: RetryRule;
      /** Undefined: the machine's own, made of run and path. */
      readonly idempotencyKey?: (values: TemplateValues) => string;
      readonly compensate?: Call;
    })
  | { readonly type: 'choice'; readonly choose: (values: TemplateValues) => Chosen }
  | { readonly type: 'set'; readonly value: (values: TemplateValues) => Json }
  | { readonly type: 'fail'; readonly error: string; readonly message: (values: TemplateValues) => string }
  | { readonly type: 'succeed'; readonly output: (values: TemplateValues) => Json }
  | { readonly type: 'wait'; readonly until: (values: TemplateValues) => { readonly ms: number } | { readonly at: string } }
  | {
      readonly type: 'signal';
      readonly signal: string;
      readonly key?: (values: TemplateValues) => string;
      readonly check: (data: Json) => readonly Problem[];
    }
  | {
      readonly type: 'approval';
      readonly roles: readonly string[];
      readonly selfApproval: boolean;
      readonly dueMs?: number;
      readonly overdue: 'wait' | 'fail';
      readonly rejected: 'complete' | 'fail';
      readonly question: (values: TemplateValues) => Json;
      /** JSON Schema of the form, for whoever shows it. */
      readonly form?: JsonObject;
      readonly check: (form: Json) => readonly Problem[];
    }
  | { readonly type: 'workflow'; readonly template: string; readonly arguments: (values: TemplateValues) => JsonObject }
  | { readonly type: 'parallel'; readonly branches: ReadonlyMap<string, Block>; readonly enough: JoinRule }
  | {
      readonly type: 'map';
      readonly items: (values: TemplateValues) => readonly Json[];
      readonly each: Block;
      readonly batchSize: number;
      readonly maxConcurrency: number;
      readonly tolerate: { readonly count: number; readonly percentage: number };
    }
  | {
      readonly type: 'loop';
      readonly while: (values: TemplateValues) => boolean;
      readonly maximumRounds: number;
      readonly exhausted: 'fail' | 'complete';
      readonly body: Block;
    };

export type GraphStep = {
  readonly name: string;
  readonly title: string;
  /** Of `needs`, of choices and of catches that lead here. */
  readonly edges: readonly Edge[];
  /** Of `needs`, not of a parallel step's branches. */
  readonly join: JoinRule;
  readonly timeouts: TimeoutRule;
  readonly catches: readonly { readonly errors: ReadonlySet<string>; readonly then: readonly string[] }[];
  readonly tolerate: boolean;
  readonly action: StepAction;
};

export type Block = {
  /** Every step stands after the steps that it waits for. */
  readonly steps: readonly GraphStep[];
  readonly step: (name: string) => GraphStep;
  /** Steps that have an edge from this one. */
  readonly dependents: (name: string) => readonly string[];
  readonly output: (values: TemplateValues) => Json;
};

export type TemplateGraph = {
  readonly document: TemplateDocument;
  readonly root: Block;
  readonly maxConcurrency: number;
  readonly runTimeoutMs?: number;
  /** What is wrong with a run's input; pointers are into the input. */
  readonly checkInput: (input: Json) => readonly Problem[];
  /** The run that is appealed, where the template says so. */
  readonly appeals: (input: Json) => string | undefined;
  /** Policies and templates that steps name by a constant, as they name them: pinned when a run starts. */
  readonly references: readonly { readonly kind: 'policy' | 'workflow'; readonly reference: string }[];
  readonly limits: ReadonlyMap<string, LimitRule>;
};

/** See TaskLimits. */
export type LimitRule = {
  readonly concurrency?: number;
  readonly rate?: { readonly count: number; readonly perMs: number };
  readonly breaker?: { readonly failures: number; readonly cooldownMs: number };
};
