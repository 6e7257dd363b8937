/** How signals change a state: each is kept until a step takes it, and its id for ever, so that it is taken once. */
import type { RunRecord } from '../run-state.ts';
import { signalSlot } from './signal-slot.ts';
import type { RunState } from './state.ts';

export const keepSignal = (state: RunState, { id, signal, key, data }: Extract<RunRecord, { type: 'signal' }>): void => {
  const slot = signalSlot(signal, key);
  state.signalsSeen.add(id);
  state.signals.set(id, { slot, data });
  const waiting = state.slots.get(slot);
  if (waiting === undefined) state.slots.set(slot, new Set([id]));
  else waiting.add(id);
};

export const takeSignal = (state: RunState, id: string): void => {
  const signal = state.signals.get(id);
  if (signal === undefined) throw new Error(`run ${state.id} has no signal "${id}" that was not taken`);
  state.signals.delete(id);
  const waiting = state.slots.get(signal.slot);
  waiting?.delete(id);
  if (waiting?.size === 0) state.slots.delete(signal.slot);
};
