/** What a template's expressions may read: its input, and the outputs of its steps. */
import { type Environment, type FeelType, listOf, NUMBER, type Scope, STRING, UNKNOWN } from '../feel/index.ts';
import type { TemplateDocument, TemplateStep } from '../model/template-document.ts';
import type { Value } from '../model/value.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { jsonSchemaType } from './json-schema-type.ts';
import { jsonToValue } from './json-value.ts';
import { taskTypes } from './task-types.ts';
import type { TemplateValues } from './template-graph.ts';

/** Name of the context of the steps, as reads of its fields are told. */
export const STEPS = 'steps';

const CHOSEN: FeelType = { kind: 'context', fields: { choice: NUMBER, then: listOf(STRING) } };

const outputType = (step: TemplateStep | undefined, tasks: TaskRegistry): FeelType => {
  if (step?.type === 'choice') return CHOSEN;
  const task = step?.type === 'task' ? tasks.get(step.run) : undefined;
  return task === undefined ? UNKNOWN : taskTypes(task).output;
};

type ScopeParts = {
  readonly input?: TemplateDocument['input'];
  readonly names: readonly string[];
  /** Those that are well formed; of the others nothing is known but that they are there. */
  readonly steps: TemplateDocument['steps'];
};

export const templateScope = ({ input, names, steps }: ScopeParts, tasks: TaskRegistry): Scope => {
  const fields: Record<string, FeelType> = Object.create(null);
  for (const name of names) fields[name] = { kind: 'context', fields: { output: outputType(steps[name], tasks) } };
  return {
    names: new Map<string, FeelType>([
      ['input', input === undefined ? UNKNOWN : jsonSchemaType(input.schema)],
      [STEPS, { kind: 'context', fields, name: STEPS }],
    ]),
  };
};

const stepsValue = (names: readonly string[], { outputs }: TemplateValues): Value => {
  const steps: Record<string, Value> = Object.create(null);
  for (const name of names) steps[name] = { output: jsonToValue(outputs.get(name), `${STEPS}.${name}.output`) };
  return steps;
};

/** The values behind the names. A step that was skipped, or is not completed yet, has no output: reading it gives an absent value. */
export const templateEnvironment = (names: readonly string[], values: TemplateValues): Environment => {
  let input: Value | undefined;
  let steps: Value | undefined;
  return {
    lookup: (name) => {
      if (name === STEPS) {
        steps ??= stepsValue(names, values);
        return steps;
      }
      if (name !== 'input') throw new Error(`a template reads "${name}", which is not in its scope`);
      input ??= jsonToValue(values.input, 'input');
      return input;
    },
  };
};
