/** Small template graphs built by hand, without the template compiler: names, edges and functions. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../../src/engine/model/json.ts';
import { defineTask, type TaskFunction } from '../../../../src/engine/task/task-function.ts';
import type {
  Block,
  Call,
  Edge,
  GraphStep,
  RetryRule,
  StepAction,
  TemplateGraph,
  TemplateValues,
} from '../../../../src/engine/template/template-graph.ts';
import { testTemplate } from '../../../support/test-template.ts';

export const anyTask = (name = 'test.work', idempotent = true): TaskFunction =>
  defineTask({ name, title: name, input: z.json(), output: z.json(), idempotent, run: () => null });

export const ONCE: RetryRule = {
  maximumAttempts: 1,
  initialMs: 1_000,
  coefficient: 2,
  maximumMs: Number.POSITIVE_INFINITY,
  jitter: 'none',
  nonRetryable: new Set(),
  exhausted: 'fail',
};

type TaskOptions = {
  readonly retry?: Partial<RetryRule>;
  readonly task?: TaskFunction;
  readonly with?: (values: TemplateValues) => JsonObject;
  readonly undo?: boolean | ((values: TemplateValues) => JsonObject);
  readonly key?: (values: TemplateValues) => string;
};

const SHARED = anyTask();
const UNDO = anyTask('test.undo');

const undoOf = (undo: TaskOptions['undo']): Call | undefined =>
  undo === undefined || undo === false ? undefined : { task: UNDO, arguments: undo === true ? () => ({}) : undo };

export const work = (options: TaskOptions = {}): StepAction => {
  const compensate = undoOf(options.undo);
  return {
    type: 'task',
    task: options.task ?? SHARED,
    arguments: options.with ?? (() => ({})),
    retry: { ...ONCE, ...options.retry },
    ...(compensate && { compensate }),
    ...(options.key && { idempotencyKey: options.key }),
  };
};

export const set = (value: Json | ((values: TemplateValues) => Json)): StepAction => ({
  type: 'set',
  value: typeof value === 'function' ? (value as (values: TemplateValues) => Json) : () => value,
});

export const choice = (then: readonly string[] | ((values: TemplateValues) => readonly string[])): StepAction => ({
  type: 'choice',
  choose: (values) => ({ choice: 1, then: typeof then === 'function' ? then(values) : then }),
});

export const signal = (name = 'go', key?: (values: TemplateValues) => string): StepAction => ({
  type: 'signal',
  signal: name,
  check: (data) => (data === 'bad' ? [{ message: 'it is bad' }] : []),
  ...(key && { key }),
});

type StepOptions = Partial<Pick<GraphStep, 'join' | 'timeouts' | 'catches' | 'tolerate' | 'title'>> & {
  readonly needs?: readonly string[];
  /** Choices, or steps with a catch, that have to choose this one. */
  readonly chosenBy?: readonly string[];
};

export type Steps = { readonly [name: string]: StepAction | readonly [action: StepAction, options: StepOptions] };

const stepOf = (name: string, [action, options]: readonly [StepAction, StepOptions]): GraphStep => ({
  name,
  title: options.title ?? name,
  edges: [
    ...(options.needs ?? []).map((from): Edge => ({ from, chosen: false })),
    ...(options.chosenBy ?? []).map((from): Edge => ({ from, chosen: true })),
  ],
  join: options.join ?? 'all',
  timeouts: options.timeouts ?? {},
  catches: options.catches ?? [],
  tolerate: options.tolerate ?? false,
  action,
});

/** Steps in an order in which each stands after those that it needs. Output: what its steps gave, by name, unless another is asked for. */
export const block = (steps: Steps, output?: (values: TemplateValues) => Json): Block => {
  const list = Object.entries(steps).map(([name, step]) => stepOf(name, 'type' in step ? [step, {}] : step));
  const byName = new Map(list.map((step) => [step.name, step]));
  return {
    steps: list,
    step: (name) => {
      const step = byName.get(name);
      if (step === undefined) throw new Error(`no step "${name}"`);
      return step;
    },
    dependents: (name) => list.filter(({ edges }) => edges.some(({ from }) => from === name)).map((step) => step.name),
    output: output ?? ((values) => Object.fromEntries(list.map(({ name }) => [name, values.output(name) ?? null]))),
  };
};

export const graph = (steps: Steps | Block, more: Partial<TemplateGraph> = {}): TemplateGraph => ({
  document: testTemplate({}),
  root: Array.isArray((steps as Block).steps) ? (steps as Block) : block(steps as Steps),
  maxConcurrency: 8,
  checkInput: () => [],
  appeals: () => undefined,
  references: [],
  limits: new Map(),
  ...more,
});

export const parallel = (branches: { readonly [name: string]: Block }, enough: 'all' | number = 'all'): StepAction => ({
  type: 'parallel',
  branches: new Map(Object.entries(branches)),
  enough,
});

type MapOptions = { readonly batchSize?: number; readonly maxConcurrency?: number; readonly count?: number; readonly percentage?: number };

export const map = (
  items: readonly Json[] | ((values: TemplateValues) => readonly Json[]),
  each: Block,
  options: MapOptions = {},
): StepAction => ({
  type: 'map',
  items: typeof items === 'function' ? items : () => items,
  each,
  batchSize: options.batchSize ?? 100,
  maxConcurrency: options.maxConcurrency ?? 8,
  tolerate: { count: options.count ?? 0, percentage: options.percentage ?? (options.count === undefined ? 0 : 100) },
});

type LoopOptions = { readonly maximumRounds?: number; readonly exhausted?: 'fail' | 'complete' };

export const loop = (goesOn: (values: TemplateValues) => boolean, body: Block, options: LoopOptions = {}): StepAction => ({
  type: 'loop',
  while: goesOn,
  maximumRounds: options.maximumRounds ?? 10,
  exhausted: options.exhausted ?? 'fail',
  body,
});
