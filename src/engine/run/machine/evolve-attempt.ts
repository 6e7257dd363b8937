/** How attempts change a state. */
import type { Json } from '../../model/json.ts';
import type { RunRecord } from '../run-state.ts';
import { endWait } from './evolve-wait.ts';
import { skipAdopted } from './map-items.ts';
import type { MapState, RunState, StepState } from './state.ts';
import { setTimer } from './step-due.ts';

/** The items of a map are the input of its one attempt. */
const newMap = (state: RunState, step: StepState, items: readonly Json[]): MapState => {
  const results: (Json | undefined)[] = new Array(items.length).fill(undefined);
  const adopted = (state.adoptedItems.get(step.path) ?? []).filter(([index]) => index <= items.length);
  for (const [index, output] of adopted) results[index - 1] = output;
  const map: MapState = { type: 'map', items, next: 1, open: new Map(), results, succeeded: adopted.length, failed: [] };
  state.adoptedItems.delete(step.path);
  skipAdopted(map);
  if (map.next <= items.length) state.hungry.add(step);
  return map;
};

export const startAttempt = (state: RunState, step: StepState, record: Extract<RunRecord, { type: 'attempt' }>, at: string): void => {
  endWait(state, step);
  step.status = 'running';
  step.readyAt ??= at;
  step.beganAt = at;
  step.attempts = record.number;
  step.open = true;
  step.input = record.input;
  if (record.key !== undefined) step.idempotencyKey = record.key;
  const { type } = step.plan.step.action;
  if (type === 'task') state.open.set(step.path, step);
  else if (type === 'map') step.inner = newMap(state, step, record.input as readonly Json[]);
  setTimer(state, step);
};

/** An attempt that did not complete leaves its step to be tried again, unless the next record says otherwise. */
export const endAttempt = (state: RunState, step: StepState, record: Extract<RunRecord, { type: 'attempt-end' }>): void => {
  step.open = false;
  const isTask = state.open.delete(step.path);
  if (record.status === 'completed') step.output = record.output;
  else {
    step.failure = record.failure ?? step.failure;
    if (record.status === 'faulted') step.faults++;
    else if (record.status === 'interrupted') step.interruptions++;
  }
  if (record.status !== 'completed' && isTask) {
    step.status = 'ready';
    state.ready.set(step.path, step);
  }
  setTimer(state, step);
};
