/** What a task function takes and gives, as the checks of templates need it. */
import { z } from 'zod';
import type { FeelType } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { TaskFunction } from '../task/task-function.ts';
import { jsonSchemaType } from './json-schema-type.ts';

export type Parameters = ReadonlyMap<string, { readonly required: boolean; readonly type: FeelType }>;

export type TaskTypes = {
  /** Undefined where the function takes anything. */
  readonly parameters?: Parameters;
  readonly output: FeelType;
};

const known = new WeakMap<TaskFunction, TaskTypes>();

const typesOf = (task: TaskFunction): TaskTypes => {
  const options = { unrepresentable: 'any', reused: 'inline' } as const;
  const input = z.toJSONSchema(task.input, { ...options, io: 'input' }) as JsonObject;
  const output = jsonSchemaType(z.toJSONSchema(task.output, { ...options, io: 'output' }) as Json);
  const { properties, required } = input as { readonly properties?: JsonObject; readonly required?: readonly string[] };
  if (properties === undefined) return { output };
  const parameters = new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { required: required?.includes(name) ?? false, type: jsonSchemaType(schema) },
    ]),
  );
  return { parameters, output };
};

/** Worked out once for each function. */
export const taskTypes = (task: TaskFunction): TaskTypes => {
  let types = known.get(task);
  if (types === undefined) {
    types = typesOf(task);
    known.set(task, types);
  }
  return types;
};
