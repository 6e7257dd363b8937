/** Works off rounds one after the other, as long as its condition holds and no more often than it may. */
import { blockValues } from '../block-values.ts';
import { breakStep, completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { openBlock } from '../open-block.ts';
import { orFailure } from '../or-failure.ts';
import type { StepState } from '../state.ts';
import type { ActionOf, StepType } from './step-type.ts';

const tooMany = (rounds: number): string => `The loop was to go on after ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, and may not.`;

/** Begins the next round, or completes the step. */
const next = (mover: Mover, step: StepState, action: ActionOf<'loop'>): void => {
  const before = step.inner?.type === 'loop' ? step.inner : undefined;
  const rounds = before?.rounds ?? 0;
  const last = before?.block.output ?? null;
  const goesOn = orFailure(() => action.while(blockValues(mover.state, step.block, { index: rounds + 1, last })));
  if ('failure' in goesOn) faultStep(mover, step, goesOn.failure);
  else if (goesOn.value && rounds < action.maximumRounds) openBlock(mover, step, rounds + 1);
  else if (goesOn.value && action.exhausted === 'fail') faultStep(mover, step, { kind: 'limit', message: tooMany(rounds) });
  else completeStep(mover, step, { rounds, last });
};

export const loop: StepType<'loop'> = {
  begin: next,

  goOn: (mover, step, action) => {
    if (step.inner?.type !== 'loop') return;
    const { status, failure } = step.inner.block;
    if (status === 'completed') next(mover, step, action);
    else if (status === 'faulted' && failure !== undefined) breakStep(mover, step, failure);
  },
};
