/** A workflow template as a JSON document. Schema: templates/schema/workflow.schema.json. */
import type { Json, JsonObject } from './json.ts';

/** A value in which every string that starts with "= " is a FEEL expression over `input` and `steps.<name>.output`. */
export type Templated = Json;

type StepBase = {
  readonly title?: string;
  /** Steps that must be completed first; without any the step starts with the run. */
  readonly needs?: readonly string[];
  /** `all` (the default): skipped unless every needed step is completed. `any`: starts once all are final and one is completed. */
  readonly join?: 'all' | 'any';
};

export type TaskStep = StepBase & {
  readonly type: 'task';
  readonly run: string;
  readonly with?: { readonly [name: string]: Templated };
  readonly maximumAttempts?: number;
};
export type ChoiceStep = StepBase & {
  readonly type: 'choice';
  readonly choices: readonly { readonly when: string; readonly then: readonly string[] }[];
  readonly default: readonly string[];
};
export type SetStep = StepBase & { readonly type: 'set'; readonly value: Templated };
export type FailStep = StepBase & { readonly type: 'fail'; readonly message: string };

export type TemplateStep = TaskStep | ChoiceStep | SetStep | FailStep;

export type TemplateDocument = {
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
  readonly output?: Templated;
  readonly steps: { readonly [name: string]: TemplateStep };
};
