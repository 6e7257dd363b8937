/** Takes a signal that the run was sent before, or waits for the next. Either way it is one that the step can read. */
import type { Json } from '../../../model/json.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { orFailure } from '../or-failure.ts';
import { signalSlot } from '../signal-slot.ts';
import type { RunState, StepState } from '../state.ts';
import type { ActionOf, StepType } from './step-type.ts';

export const takeSignal = (mover: Mover, step: StepState, id: string, data: Json): void => {
  mover.put({ type: 'signal-taken', step: step.path, id });
  completeStep(mover, step, data);
};

type Kept = { readonly id: string; readonly data: Json };

/** The oldest of the signals kept in the slot that the step can read: others are for other steps of the same name. */
const readableSignal = ({ slots, signals }: RunState, slot: string, { check }: ActionOf<'signal'>): Kept | undefined => {
  for (const id of slots.get(slot) ?? []) {
    const sent = signals.get(id);
    if (sent !== undefined && check(sent.data).length === 0) return { id, data: sent.data };
  }
  return undefined;
};

export const signal: StepType<'signal'> = {
  begin: (mover, step, action) => {
    const key = orFailure(() => action.key?.(blockValues(mover.state, step.block)));
    if ('failure' in key) {
      faultStep(mover, step, key.failure);
      return;
    }
    const kept = readableSignal(mover.state, signalSlot(action.signal, key.value), action);
    if (kept !== undefined) takeSignal(mover, step, kept.id, kept.data);
    else {
      const wait = { for: 'signal' as const, signal: action.signal, ...(key.value !== undefined && { key: key.value }) };
      mover.put({ type: 'waiting', step: step.path, wait });
    }
  },
};
