/** A template compiled for running: who waits for whom, and what each step does with the values it reads. */
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskFunction } from '../task/task-function.ts';

/** What expressions may read: the run's input, and the outputs of the steps that are completed. */
export type TemplateValues = { readonly input: Json; readonly outputs: ReadonlyMap<string, Json> };

/** One step that must be final before another may start. `chosen`: it is a choice, and must have chosen that step. */
export type Edge = { readonly from: string; readonly chosen: boolean };

/** What a choice gives: the steps that it starts, and which of its choices held, counted from 1; null for the default. */
export type Chosen = { readonly choice: number | null; readonly then: readonly string[] };

/** What a step does. All of them may refuse: an expression can meet a value that it cannot work with. */
export type StepAction =
  | {
      readonly type: 'task';
      readonly task: TaskFunction;
      readonly maximumAttempts: number;
      readonly arguments: (values: TemplateValues) => JsonObject;
    }
  | { readonly type: 'choice'; readonly choose: (values: TemplateValues) => Chosen }
  | { readonly type: 'set'; readonly value: (values: TemplateValues) => Json }
  | { readonly type: 'fail'; readonly message: (values: TemplateValues) => string };

export type GraphStep = {
  readonly name: string;
  readonly title: string;
  readonly edges: readonly Edge[];
  readonly join: 'all' | 'any';
  readonly action: StepAction;
};

export type TemplateGraph = {
  readonly document: TemplateDocument;
  /** Every step stands after the steps that it waits for. */
  readonly steps: readonly GraphStep[];
  readonly step: (name: string) => GraphStep;
  /** What is wrong with a run's input; pointers are into the input. */
  readonly checkInput: (input: Json) => readonly Problem[];
  readonly output: (values: TemplateValues) => Json;
  /** The run that is appealed, where the template says so. */
  readonly appeals: (input: Json) => string | undefined;
};
