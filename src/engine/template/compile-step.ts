/** Compiles what one step does. */
import { BOOLEAN, STRING, UNKNOWN } from '../feel/index.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { assertNever, refuse } from '../model/problem.ts';
import type { ChoiceStep, TemplateStep } from '../model/template-document.ts';
import { Null } from '../model/value.ts';
import { type CompileContext, type CompiledAction, compileCondition, compileValue } from './compile-context.ts';
import { compileLoop, compileMap, compileParallel } from './compile-inner.ts';
import { compileApproval, compileSignal, compileWait } from './compile-waiting.ts';
import { compileImpact, compileRules, compileTask, compileWorkflow } from './compile-work.ts';
import { CHOSEN } from './output-types.ts';
import type { Chosen, TemplateValues } from './template-graph.ts';

const compileChoice = ({ choices, default: otherwise }: ChoiceStep, at: string, context: CompileContext): CompiledAction => {
  const conditions = choices.map(({ when }, index) =>
    compileCondition(when, { pointer: pointerTo(at, 'choices', index, 'when'), expected: BOOLEAN }, context),
  );
  const choose = (values: TemplateValues): Chosen => {
    for (const [index, condition] of conditions.entries()) {
      const holds = condition.value(values);
      if (holds instanceof Null) {
        // Neither branch may be taken in silence where a fact is missing.
        return refuse('invalid', `Choice ${index + 1} cannot be made: ${holds.cause.message}.`);
      }
      if (holds === true) return { choice: index + 1, then: choices[index]?.then ?? [] };
    }
    return { choice: null, then: otherwise };
  };
  return { action: { type: 'choice', choose }, output: CHOSEN };
};

/** What a fault says. The step fails also where there is nothing to say. */
const saidText = (said: Json, title: string): string => {
  if (said === null || said === '') return `"${title}" fails, and its message has no value.`;
  return typeof said === 'string' ? said : canonicalJson(said);
};

/** @param at where the step stands in its document. */
export const compileStep = (step: TemplateStep, at: string, context: CompileContext): CompiledAction => {
  switch (step.type) {
    case 'task':
      return compileTask(step, at, context);
    case 'rules':
      return compileRules(step, at, context);
    case 'impact':
      return compileImpact(step, at, context);
    case 'workflow':
      return compileWorkflow(step, at, context);
    case 'choice':
      return compileChoice(step, at, context);
    case 'parallel':
      return compileParallel(step, at, context);
    case 'map':
      return compileMap(step, at, context);
    case 'loop':
      return compileLoop(step, at, context);
    case 'wait':
      return compileWait(step, at, context);
    case 'signal':
      return compileSignal(step, at, context);
    case 'approval':
      return compileApproval(step, at, context);
    case 'set': {
      const { evaluate, type } = compileValue(step.value, { pointer: pointerTo(at, 'value') }, context);
      return { action: { type: 'set', value: evaluate }, output: context.outputType(type) };
    }
    case 'fail': {
      const message = compileValue(step.message, { pointer: pointerTo(at, 'message'), expected: STRING }, context);
      const error = step.error ?? 'invalid';
      const title = step.title ?? context.place?.step ?? 'fail';
      return { action: { type: 'fail', error, message: (values) => saidText(message.evaluate(values), title) }, output: UNKNOWN };
    }
    case 'succeed': {
      const { evaluate } = compileValue(step.output ?? null, { pointer: pointerTo(at, 'output') }, context);
      return { action: { type: 'succeed', output: evaluate }, output: UNKNOWN };
    }
    default:
      return assertNever(step);
  }
};
