/** Waits for a run of its own, which whoever drives the machine starts with the id that stands in the wait. */
import type { ChildEnd } from '../../run-state.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { orFailure } from '../or-failure.ts';
import type { StepState } from '../state.ts';
import type { StepType } from './step-type.ts';

export const workflow: StepType<'workflow'> = {
  begin: (mover, step, action) => {
    const input = orFailure(() => action.arguments(blockValues(mover.state, step.block)));
    if ('failure' in input) {
      faultStep(mover, step, input.failure);
      return;
    }
    mover.put({ type: 'attempt', step: step.path, number: 1, input: input.value });
    mover.put({ type: 'waiting', step: step.path, wait: { for: 'child', run: mover.world.newId() } });
  },
};

/** A child that somebody cancelled is a fault of the step: what it was to give is missing. */
export const endChild = (mover: Mover, step: StepState, { status, output = null, failure }: ChildEnd): void => {
  const { title } = step.plan.step;
  if (status === 'completed') completeStep(mover, step, output);
  else if (status === 'cancelled') faultStep(mover, step, { kind: 'cancelled', message: `The run of "${title}" was cancelled.` });
  else faultStep(mover, step, failure ?? { kind: 'fault', message: `The run of "${title}" faulted.` });
};
