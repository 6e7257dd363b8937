/** Compiles one step of a template: what it does, and what is wrong with it. */
import { BOOLEAN, didYouMean, type Environment, type FeelType, type Scope, STRING } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { assertNever, type Problem, refuse } from '../model/problem.ts';
import type { ChoiceStep, TaskStep, TemplateStep } from '../model/template-document.ts';
import { Null } from '../model/value.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { type Compiled, compileMarked, compileTemplated, compileText } from './compile-templated.ts';
import { taskTypes } from './task-types.ts';
import type { Chosen, StepAction, TemplateValues } from './template-graph.ts';

export type CompiledStep = {
  readonly problems: readonly Problem[];
  readonly reads: Compiled<unknown>['reads'];
  /** Absent where there are problems. */
  readonly action?: StepAction;
};

export type StepSurroundings = {
  readonly scope: Scope;
  readonly tasks: TaskRegistry;
  environment(values: TemplateValues): Environment;
};

const DEFAULT_ATTEMPTS = 1;

/** Types that an argument can be held to before it is there; contexts may leave out what is optional. */
const expectedType = (type: FeelType | undefined): FeelType | undefined =>
  type === undefined || type.kind === 'context' || type.kind === 'unknown' || type.kind === 'list' ? undefined : type;

/** Mistakes in the names of a task's arguments. */
const argumentProblems = (step: TaskStep, at: string, parameters: NonNullable<ReturnType<typeof taskTypes>['parameters']>): Problem[] => {
  const given = step.with ?? {};
  const unknown = Object.keys(given)
    .filter((name) => !parameters.has(name))
    .map((name) => ({
      pointer: pointerTo(at, 'with', name),
      message: `${step.run} takes no argument "${name}"`,
      expected: `one of ${[...parameters.keys()].map((known) => `"${known}"`).join(', ')}`,
      ...didYouMean(name, parameters.keys()),
    }));
  const missing = [...parameters]
    .filter(([name, { required }]) => required && !Object.hasOwn(given, name))
    // A misspelt argument is told once, as one that is not known.
    .filter(([name]) => !unknown.some((problem) => problem.suggestion?.includes(`"${name}"`)))
    .map(([name]) => ({
      pointer: step.with === undefined ? at : pointerTo(at, 'with'),
      message: `${step.run} needs an argument "${name}"`,
    }));
  return [...unknown, ...missing];
};

const compileTask = (step: TaskStep, at: string, { scope, tasks, environment }: StepSurroundings): CompiledStep => {
  const task = tasks.get(step.run);
  if (task === undefined) {
    const message = `there is no task function "${step.run}"`;
    return { problems: [{ pointer: pointerTo(at, 'run'), message, ...didYouMean(step.run, tasks.keys()) }], reads: [] };
  }
  const { parameters } = taskTypes(task);
  const parts = Object.entries(step.with ?? {}).map(([name, value]) => {
    const pointer = pointerTo(at, 'with', name);
    const expected = expectedType(parameters?.get(name)?.type);
    return {
      name,
      value: typeof value === 'string' ? compileText(value, pointer, scope, expected) : compileTemplated(value, pointer, scope),
    };
  });
  const problems = [
    ...(parameters === undefined ? [] : argumentProblems(step, at, parameters)),
    ...parts.flatMap(({ value }) => value.problems),
  ];
  const reads = parts.flatMap(({ value }) => value.reads);
  if (problems.length > 0) return { problems, reads };
  const evaluateArguments = (values: TemplateValues): Record<string, Json> => {
    const surroundings = environment(values);
    const entries = parts.map(({ name, value }) => [name, value.evaluate(surroundings)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  };
  const maximumAttempts = step.maximumAttempts ?? DEFAULT_ATTEMPTS;
  return { problems, reads, action: { type: 'task', task, maximumAttempts, arguments: evaluateArguments } };
};

const compileChoice = (step: ChoiceStep, at: string, { scope, environment }: StepSurroundings): CompiledStep => {
  const conditions = step.choices.map(({ when }, index) => compileMarked(when, pointerTo(at, 'choices', index, 'when'), scope, BOOLEAN));
  const choose = (values: TemplateValues): Chosen => {
    const surroundings = environment(values);
    for (const [index, condition] of conditions.entries()) {
      const holds = condition.evaluate(surroundings);
      if (holds instanceof Null) {
        // Neither branch may be taken in silence where a fact is missing.
        return refuse('invalid', `Choice ${index + 1} cannot be made: ${holds.cause.message}.`);
      }
      if (holds === true) return { choice: index + 1, then: step.choices[index]?.then ?? [] };
    }
    return { choice: null, then: step.default };
  };
  return {
    problems: conditions.flatMap(({ problems }) => problems),
    reads: conditions.flatMap(({ reads }) => reads),
    action: { type: 'choice', choose },
  };
};

/** @param at where the step stands in its document. */
export const compileStep = (step: TemplateStep, at: string, surroundings: StepSurroundings): CompiledStep => {
  const { scope, environment } = surroundings;
  switch (step.type) {
    case 'task':
      return compileTask(step, at, surroundings);
    case 'choice':
      return compileChoice(step, at, surroundings);
    case 'set': {
      const compiled = compileTemplated(step.value, pointerTo(at, 'value'), scope);
      return { ...compiled, action: { type: 'set', value: (values) => compiled.evaluate(environment(values)) } };
    }
    case 'fail': {
      const compiled = compileText(step.message, pointerTo(at, 'message'), scope, STRING);
      return { ...compiled, action: { type: 'fail', message: (values) => String(compiled.evaluate(environment(values))) } };
    }
    default:
      return assertNever(step);
  }
};
