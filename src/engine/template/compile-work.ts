/** Compiles the steps that call a task function or start another run: `task`, `rules`, `impact`, `workflow`. */
import { didYouMean, type FeelType, STRING, UNKNOWN, wholeText } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { ImpactStep, RetryPolicy, RulesStep, TaskStep, WorkflowStep } from '../model/template-document.ts';
import { type Argument, argumentsIn, compileArguments, compileCall, findTask } from './compile-call.ts';
import { type CompileContext, type CompiledAction, compileValue } from './compile-context.ts';
import { retryRule } from './step-rules.ts';
import { taskTypes } from './task-types.ts';
import type { Call, StepAction } from './template-graph.ts';

/** The task function behind `rules` steps, and the template behind `impact` steps. */
export const DECIDE = 'rules.decide';
export const IMPACT = 'impact-analysis';

type CallingStep = TaskStep | RulesStep;

const retryOf = ({ retry }: CallingStep, at: string, { retries, report }: CompileContext): RetryPolicy | undefined => {
  if (typeof retry !== 'string') return retry;
  const policy = retries?.get(retry);
  if (retries !== undefined && policy === undefined) {
    const message = `there is no retry policy "${retry}" under "use"`;
    report({ pointer: pointerTo(at, 'retry'), message, ...didYouMean(retry, retries.keys(), wholeText(retry)) });
  }
  return policy;
};

/** What undoes the step may read what the step gave. */
const compensation = (step: CallingStep, at: string, context: CompileContext): Call | undefined => {
  const { compensate } = step;
  if (compensate === undefined) return undefined;
  const pointer = pointerTo(at, 'compensate');
  const task = findTask(compensate.run, pointerTo(pointer, 'run'), context);
  if (task === undefined) return undefined;
  if (!task.idempotent) {
    context.report({
      pointer: pointerTo(pointer, 'run'),
      message: `${task.name} cannot undo a step: it may not simply be called again`,
      expected: 'a function that is idempotent',
    });
  }
  const afterStep = { ...context, ...(context.place !== undefined && { place: { ...context.place, isAfterStep: true } }) };
  const missingAt = compensate.with === undefined ? pointer : pointerTo(pointer, 'with');
  return compileCall(task, argumentsIn(compensate.with, pointerTo(pointer, 'with')), missingAt, afterStep);
};

type Called = { readonly run: string; readonly runAt: string; readonly arguments: readonly Argument[]; readonly missingAt: string };

const compileCalling = (step: CallingStep, at: string, called: Called, context: CompileContext): CompiledAction => {
  const retry = retryOf(step, at, context);
  const key =
    step.idempotencyKey === undefined
      ? undefined
      : compileValue(step.idempotencyKey, { pointer: pointerTo(at, 'idempotencyKey'), expected: STRING }, context);
  const task = findTask(called.run, called.runAt, context);
  const output = task === undefined ? UNKNOWN : taskTypes(task).output;
  const call = task && compileCall(task, called.arguments, called.missingAt, context);
  if (context.place?.step !== undefined) context.scope.declare(context.place.step, output);
  const undo = compensation(step, at, context);
  if (task === undefined || call === undefined) return { output };
  const action: StepAction = {
    type: 'task',
    ...call,
    retry: retryRule(task.defaults.retry, retry),
    ...(key !== undefined && { idempotencyKey: (values) => String(key.evaluate(values)) }),
    ...(undo !== undefined && { compensate: undo }),
  };
  return { action, output, timeouts: task.defaults.timeouts };
};

export const compileTask = (step: TaskStep, at: string, context: CompileContext): CompiledAction => {
  const pointer = pointerTo(at, 'with');
  const missingAt = step.with === undefined ? at : pointer;
  const called = { run: step.run, runAt: pointerTo(at, 'run'), arguments: argumentsIn(step.with, pointer), missingAt };
  return compileCalling(step, at, called, context);
};

/** Fields of the step that are arguments of the same name; those that are absent are left out. */
const argumentsOf = (fields: { readonly [name: string]: Json | undefined }, at: string): readonly Argument[] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, pointer: pointerTo(at, name) }]));

export const rulesArguments = ({ policy, date, inputs, decisions }: RulesStep, at: string): readonly Argument[] =>
  argumentsOf({ policy, date, inputs, decisions }, at);

export const compileRules = (step: RulesStep, at: string, context: CompileContext): CompiledAction =>
  compileCalling(step, at, { run: DECIDE, runAt: pointerTo(at, 'type'), arguments: rulesArguments(step, at), missingAt: at }, context);

/** What another run gives is known when it has ended. */
const CHILD_OUTPUT: FeelType = UNKNOWN;

export const impactArguments = (step: ImpactStep, at: string): readonly Argument[] => {
  const { population, baseline, reforms, date, by, measures, workers } = step;
  return argumentsOf({ population, baseline, reforms, date, by, measures, workers }, at);
};

export const compileImpact = (step: ImpactStep, at: string, context: CompileContext): CompiledAction => ({
  action: { type: 'workflow', template: IMPACT, arguments: compileArguments(impactArguments(step, at), undefined, context) },
  output: CHILD_OUTPUT,
});

export const compileWorkflow = (step: WorkflowStep, at: string, context: CompileContext): CompiledAction => {
  const given = argumentsIn(step.input, pointerTo(at, 'input'));
  return {
    action: { type: 'workflow', template: step.template, arguments: compileArguments(given, undefined, context) },
    output: CHILD_OUTPUT,
  };
};
