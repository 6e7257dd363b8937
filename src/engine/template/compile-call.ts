/** Compiles calls of task functions: what they are given, checked against what they take. */
import { didYouMean, type FeelType, fits, quotedList, typeText, wholeKey, wholeText } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TaskFunction } from '../task/task-function.ts';
import { type CompileContext, compileValue } from './compile-context.ts';
import { type Parameters, taskTypes } from './task-types.ts';
import type { Call, TemplateValues } from './template-graph.ts';

/** An argument as the document has it. */
export type Argument = { readonly name: string; readonly value: Json; readonly pointer: string };

/** Undefined, and reported, where there is no such function. */
export const findTask = (name: string, pointer: string, { tasks, report }: CompileContext): TaskFunction | undefined => {
  const task = tasks.get(name);
  if (task === undefined)
    report({ pointer, message: `there is no task function "${name}"`, ...didYouMean(name, tasks.keys(), wholeText(name)) });
  return task;
};

/** Types that an argument can be held to before it is there; contexts may leave out what is optional. */
const heldTo = (type: FeelType | undefined): FeelType | undefined =>
  type === undefined || type.kind === 'context' || type.kind === 'unknown' || type.kind === 'list' ? undefined : type;

/** Mistakes in the names of arguments. */
const nameProblems = (task: TaskFunction, given: readonly Argument[], parameters: Parameters, at: string): readonly Problem[] => {
  const unknown = given
    .filter(({ name }) => !parameters.has(name))
    .map(({ name, pointer }) => ({
      pointer,
      message: `${task.name} takes no argument "${name}"`,
      expected: `one of ${[...parameters.keys()].map((known) => `"${known}"`).join(', ')}`,
      ...didYouMean(name, parameters.keys(), wholeKey(name)),
    }));
  const missing = [...parameters]
    .filter(([name, { required }]) => required && !given.some((argument) => argument.name === name))
    // A misspelt argument is told once, as one that is not known.
    .filter(([name]) => !unknown.some(({ fix }) => fix?.replacement === name))
    .map(([name]) => ({ pointer: at, message: `${task.name} needs an argument "${name}"` }));
  return [...unknown, ...missing];
};

/** What is wrong with an argument that is written out, where only expressions are held to a type when they are compiled. */
const constantProblems = ({ value, pointer }: Argument, type: FeelType, expected: FeelType | undefined): readonly Problem[] => {
  if (expected === undefined || value === null) return [];
  if (expected.kind === 'enum' && typeof value === 'string') {
    if (expected.values.includes(value)) return [];
    const mend = didYouMean(value, expected.values, wholeText(value));
    return [
      { pointer, message: `${JSON.stringify(value.slice(0, 60))} is not known here`, expected: quotedList(expected.values), ...mend },
    ];
  }
  return fits(type, expected) ? [] : [{ pointer, message: `${typeText(type)} stands here`, expected: typeText(expected) }];
};

/** Compiles arguments to the object that a function is given; a null argument counts as absent. Without expressions it is made once. */
export const compileArguments = (
  given: readonly Argument[],
  parameters: Parameters | undefined,
  context: CompileContext,
): ((values: TemplateValues) => JsonObject) => {
  const parts = given.map((argument) => {
    const { name, value, pointer } = argument;
    const expected = heldTo(parameters?.get(name)?.type);
    const compiled = compileValue(value, { pointer, ...(expected !== undefined && { expected }) }, context);
    if (compiled.isConstant && compiled.problems.length === 0) context.report(...constantProblems(argument, compiled.type, expected));
    return [name, compiled] as const;
  });
  const evaluate = (values: TemplateValues): JsonObject => {
    const entries: (readonly [string, Json])[] = [];
    for (const [name, part] of parts) {
      const value = part.evaluate(values);
      if (value !== null) entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  };
  if (!parts.every(([, { isConstant }]) => isConstant)) return evaluate;
  let once: JsonObject | undefined;
  return (values) => {
    once ??= evaluate(values);
    return once;
  };
};

/** Arguments that stand in an object of their own, as under `with`. */
export const argumentsIn = (values: { readonly [name: string]: Json } | undefined, pointer: string): readonly Argument[] =>
  Object.entries(values ?? {}).map(([name, value]) => ({ name, value, pointer: pointerTo(pointer, name) }));

/** @param at where a missing argument would stand. */
export const compileCall = (task: TaskFunction, given: readonly Argument[], at: string, context: CompileContext): Call => {
  const { parameters } = taskTypes(task);
  if (parameters !== undefined) context.report(...nameProblems(task, given, parameters, at));
  return { task, arguments: compileArguments(given, parameters, context) };
};
