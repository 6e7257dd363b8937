/** How waiting changes a state: for what, and being held back. */
import type { Wait } from '../run-state.ts';
import { signalSlot } from './signal-slot.ts';
import type { RunState, StepState } from './state.ts';
import { setTimer } from './step-due.ts';

const listenersOf = (state: RunState, slot: string): Set<StepState> => {
  const known = state.listeners.get(slot);
  if (known !== undefined) return known;
  const listeners = new Set<StepState>();
  state.listeners.set(slot, listeners);
  return listeners;
};

/** Whatever it waited for, it does no longer. */
export const endWait = (state: RunState, step: StepState): void => {
  if (state.ready.size > 0) state.ready.delete(step.path);
  const { wait } = step;
  if (wait === undefined) return;
  step.wait = undefined;
  if (wait.for === 'child') state.children.delete(step.path);
  if (wait.for === 'signal') {
    const slot = signalSlot(wait.signal, wait.key);
    const listeners = listenersOf(state, slot);
    listeners.delete(step);
    if (listeners.size === 0) state.listeners.delete(slot);
  }
};

export const beginWait = (state: RunState, step: StepState, wait: Wait, at: string): void => {
  endWait(state, step);
  step.status = 'waiting';
  step.wait = wait;
  step.readyAt ??= at;
  step.beganAt ??= at;
  if (wait.for === 'child') state.children.set(step.path, step);
  else if (wait.for === 'signal') listenersOf(state, signalSlot(wait.signal, wait.key)).add(step);
  setTimer(state, step);
};

/** It may begin, and has to wait for its turn. */
export const holdBack = (state: RunState, step: StepState, at: string): void => {
  endWait(state, step);
  step.status = 'ready';
  step.readyAt ??= at;
  state.ready.set(step.path, step);
  setTimer(state, step);
};
