/** Takes a signal that the run was sent before, or waits for the next. */
import type { Json } from '../../../model/json.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { orFailure } from '../or-failure.ts';
import { signalSlot } from '../signal-slot.ts';
import type { StepState } from '../state.ts';
import type { ActionOf, StepType } from './step-type.ts';

/** A signal of this name may be for another step; what this one cannot read is its failure. */
export const takeSignal = (mover: Mover, step: StepState, action: ActionOf<'signal'>, id: string, data: Json): void => {
  mover.put({ type: 'signal-taken', step: step.path, id });
  const problems = action.check(data);
  if (problems.length === 0) completeStep(mover, step, data);
  else faultStep(mover, step, { kind: 'invalid', message: `Signal "${action.signal}" is not what the step takes.`, problems });
};

export const signal: StepType<'signal'> = {
  begin: (mover, step, action) => {
    const key = orFailure(() => action.key?.(blockValues(mover.state, step.block)));
    if ('failure' in key) {
      faultStep(mover, step, key.failure);
      return;
    }
    const [oldest] = mover.state.slots.get(signalSlot(action.signal, key.value)) ?? [];
    const sent = oldest === undefined ? undefined : mover.state.signals.get(oldest);
    if (oldest !== undefined && sent !== undefined) takeSignal(mover, step, action, oldest, sent.data);
    else {
      const wait = { for: 'signal' as const, signal: action.signal, ...(key.value !== undefined && { key: key.value }) };
      mover.put({ type: 'waiting', step: step.path, wait });
    }
  },
};
