/** Steps that are done as soon as they begin: `set`, `choice`, `succeed` and `fail`. */
import type { Json } from '../../../model/json.ts';
import type { Failure } from '../../../model/problem.ts';
import type { TemplateValues } from '../../../template/template-graph.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { orFailure } from '../or-failure.ts';
import type { StepState } from '../state.ts';
import type { StepType } from './step-type.ts';

const completeWith = (mover: Mover, step: StepState, evaluate: (values: TemplateValues) => Json): void => {
  const output = orFailure(() => evaluate(blockValues(mover.state, step.block)));
  if ('value' in output) completeStep(mover, step, output.value);
  else faultStep(mover, step, output.failure);
};

export const set: StepType<'set'> = { begin: (mover, step, { value }) => completeWith(mover, step, value) };

/** Its output says which of the steps that it leads to begin. */
export const choice: StepType<'choice'> = { begin: (mover, step, { choose }) => completeWith(mover, step, choose) };

/** Ends its block as completed: see end-block.ts. */
export const succeed: StepType<'succeed'> = { begin: (mover, step, { output }) => completeWith(mover, step, output) };

/** Its name holds also where its message cannot be worked out. */
export const fail: StepType<'fail'> = {
  begin: (mover, step, { error, message }) => {
    const said = orFailure(() => message(blockValues(mover.state, step.block)));
    const failure: Failure = 'value' in said ? { kind: 'invalid', message: said.value } : said.failure;
    faultStep(mover, step, { ...failure, ...(error !== 'invalid' && { error }) });
  },
};
