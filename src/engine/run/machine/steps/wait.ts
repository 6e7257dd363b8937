/** Waits for a while, or until a time. */
import { refuse } from '../../../model/problem.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import { orFailure } from '../or-failure.ts';
import { later } from '../time.ts';
import type { ActionOf, StepType } from './step-type.ts';

const untilOf = (time: ReturnType<ActionOf<'wait'>['until']>, now: string): string => {
  if ('ms' in time) return later(now, time.ms);
  const ms = Date.parse(time.at);
  return Number.isNaN(ms) ? refuse('invalid', `"${time.at}" is not a date and time.`) : later('1970-01-01T00:00:00.000Z', ms);
};

export const wait: StepType<'wait'> = {
  begin: (mover, step, action) => {
    const { now } = mover.world;
    const until = orFailure(() => untilOf(action.until(blockValues(mover.state, step.block)), now));
    if ('failure' in until) faultStep(mover, step, until.failure);
    else if (until.value <= now) completeStep(mover, step, { at: until.value });
    else mover.put({ type: 'waiting', step: step.path, wait: { for: 'time', until: until.value } });
  },
};
