/** Mistakes in what a template gives to functions, policies and other templates without an expression: what they would refuse when it runs. */
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TaskCall, TemplateDocument, TemplateStep } from '../model/template-document.ts';
import type { InputTypes } from '../model/value-type.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { type Argument, argumentsIn } from './compile-call.ts';
import { MARK } from './compile-expression.ts';
import { DECIDE, impactArguments, rulesArguments } from './compile-work.ts';
import { eachStep, type PlacedBlock } from './each-step.ts';
import { heldToPolicy, heldToSchema, heldToTask } from './held-constants.ts';
import { impactAnalysisText } from './shipped.ts';

const inputSchemaOf = (text: string): JsonObject => {
  const { input } = JSON.parse(text) as TemplateDocument;
  return input.schema;
};
const IMPACT_INPUT = inputSchemaOf(impactAnalysisText);

type Call = { readonly run: string; readonly given: readonly Argument[] };

const callOf = ({ run, with: values }: TaskCall, at: string): Call => ({ run, given: argumentsIn(values, pointerTo(at, 'with')) });

const callsOf = (step: TemplateStep, at: string): readonly Call[] => {
  if (step.type !== 'task' && step.type !== 'rules') return [];
  const undo = step.compensate === undefined ? [] : [callOf(step.compensate, pointerTo(at, 'compensate'))];
  return [step.type === 'task' ? callOf(step, at) : { run: DECIDE, given: rulesArguments(step, at) }, ...undo];
};

const checkStep = (step: TemplateStep, at: string, tasks: TaskRegistry): readonly Problem[] => {
  if (step.type === 'impact') return heldToSchema(IMPACT_INPUT, impactArguments(step, at));
  return callsOf(step, at).flatMap(({ run, given }) => {
    const task = tasks.get(run);
    return task === undefined ? [] : heldToTask(task.input, given);
  });
};

/** Against task functions and the shipped templates. */
export const checkConstants = (blocks: readonly PlacedBlock[], tasks: TaskRegistry): readonly Problem[] =>
  blocks.flatMap(({ steps }) => steps.flatMap(({ step, pointer, isSound }) => (isSound ? checkStep(step, pointer, tasks) : [])));

/** What a workspace knows of the documents that a template names; undefined for what is not there. */
export type NamedInputs = {
  policy(reference: string): InputTypes | undefined;
  workflow(reference: string): JsonObject | undefined;
};

const factsOf = (inputs: Json, at: string): Argument => ({ name: 'inputs', value: inputs, pointer: pointerTo(at, 'inputs') });

const checkNamedStep = (step: TemplateStep, at: string, named: NamedInputs): readonly Problem[] => {
  if (step.type === 'workflow') {
    const schema = named.workflow(step.template);
    return schema === undefined ? [] : heldToSchema(schema, argumentsIn(step.input, pointerTo(at, 'input')));
  }
  if (step.type !== 'rules' || step.policy.startsWith(MARK) || !isJsonObject(step.inputs)) return [];
  const inputs = named.policy(step.policy);
  return inputs === undefined ? [] : heldToPolicy(inputs, factsOf(step.inputs, at));
};

/** Many steps name the same document, which takes a while to be read. */
const foundOnce = <Found>(find: (reference: string) => Found): ((reference: string) => Found) => {
  const found = new Map<string, Found>();
  return (reference) => {
    const known = found.get(reference);
    if (known !== undefined) return known;
    const fresh = find(reference);
    found.set(reference, fresh);
    return fresh;
  };
};

/** Against the policies and templates that a sound template names. */
export const checkNamedConstants = (document: TemplateDocument, named: NamedInputs): readonly Problem[] => {
  const once: NamedInputs = { policy: foundOnce(named.policy), workflow: foundOnce(named.workflow) };
  return eachStep(document).flatMap(({ step, pointer }) => checkNamedStep(step, pointer, once));
};
