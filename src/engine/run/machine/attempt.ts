/** Attempts at task functions: their beginning, and what follows from their faults. */
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import type { Call, StepAction } from '../../template/template-graph.ts';
import { blockValues } from './block-values.ts';
import { faultStep } from './end-step.ts';
import type { Mover } from './mover.ts';
import { orFailure } from './or-failure.ts';
import { mayRetry, retryDelayMs } from './retry.ts';
import type { StepState } from './state.ts';
import { later } from './time.ts';

export type TaskAction = Extract<StepAction, { type: 'task' }>;

export const taskOf = (step: StepState): TaskAction => {
  const { action } = step.plan.step;
  if (action.type !== 'task') throw new Error(`step "${step.path}" is not a task`);
  return action;
};

/** The call of the step itself, or the one that undoes it. */
export const callOf = (step: StepState): Call => {
  const action = taskOf(step);
  if (step.undoes === undefined) return action;
  if (action.compensate === undefined) throw new Error(`step "${step.path}" cannot be undone`);
  return action.compensate;
};

/** The input and, where the template states one, the idempotency key: worked out once, and then the same for all attempts. */
const planAttempt = (mover: Mover, step: StepState): { readonly input: Json; readonly key?: string } => {
  const known = step.input;
  if (known !== undefined && known !== null) return { input: known };
  const values = blockValues(mover.state, step.block);
  const input = callOf(step).arguments(values);
  const key = step.undoes === undefined ? taskOf(step).idempotencyKey?.(values) : undefined;
  return key === undefined ? { input } : { input, key };
};

/** Begins an attempt, or faults one at once where its input cannot be worked out. */
const beginAttempt = (mover: Mover, step: StepState): void => {
  const number = step.attempts + 1;
  const planned = orFailure(() => planAttempt(mover, step));
  if ('value' in planned) {
    mover.put({ type: 'attempt', step: step.path, number, ...planned.value });
    return;
  }
  mover.put({ type: 'attempt', step: step.path, number, input: null });
  faultAttempt(mover, step, planned.failure);
};

/** Attempts are used up, or another would not help. */
const exhaust = (mover: Mover, step: StepState, failure: Failure): void => {
  const { exhausted } = taskOf(step).retry;
  if (exhausted === 'suspend') mover.put({ type: 'waiting', step: step.path, wait: { for: 'person' } });
  else faultStep(mover, step, failure, exhausted === 'deadLetter' && step.undoes === undefined);
};

/** Ends the open attempt as faulted; then there will be another, or the step is dealt with as its retry rule says. */
export const faultAttempt = (mover: Mover, step: StepState, failure: Failure): void => {
  mover.put({ type: 'attempt-end', step: step.path, number: step.attempts, status: 'faulted', failure });
  const rule = taskOf(step).retry;
  if (!mayRetry(rule, step.faults, failure)) {
    exhaust(mover, step, failure);
    return;
  }
  const delayMs = retryDelayMs(rule, step.faults, mover.world.random);
  if (delayMs <= 0) return;
  const until = later(mover.world.now, delayMs);
  mover.put({ type: 'waiting', step: step.path, wait: { for: 'retry', until, attempt: step.attempts + 1 } });
};

/** How often a step that may be repeated is begun again after the program ended under it: a step that brings it down must not do so for ever. */
const INTERRUPTIONS_MAX = 3;

/** Why a step that was cut off may not simply be begun again, or undefined. @param interruptions this one among them. */
const againstRepeating = (step: StepState, interruptions: number): Failure | undefined => {
  const reason = callOf(step).task.idempotent
    ? interruptions > INTERRUPTIONS_MAX && `this has happened ${interruptions} times`
    : 'it must not be done twice';
  if (reason === false) return undefined;
  const { title } = step.plan.step;
  return { kind: 'interrupted', message: `The program ended while "${title}" was running, and ${reason}. Start the run again.` };
};

/** Ends the open attempt because the program ends or has ended; the step is left to be tried again where that is right. */
export const cutAttempt = (mover: Mover, step: StepState, status: 'cancelled' | 'interrupted'): void => {
  const failure = againstRepeating(step, step.interruptions + (status === 'interrupted' ? 1 : 0));
  const end = { type: 'attempt-end', step: step.path, number: step.attempts, status } as const;
  if (failure === undefined) mover.put(end);
  else {
    mover.put({ ...end, failure });
    exhaust(mover, step, failure);
  }
};

/** Begins one attempt if nothing holds it back. */
const tryBegin = (mover: Mover, step: StepState): boolean => {
  const { open, graph } = mover.state;
  if (open.size >= graph.maxConcurrency || !mover.admits(callOf(step).task.name)) return false;
  beginAttempt(mover, step);
  return true;
};

/** Whether the step is still to begin: in the same move it may have been cancelled, or begun. */
const isToBegin = ({ status, wait }: StepState): boolean => status === 'pending' || (status === 'waiting' && wait?.for === 'retry');

/** Begins what may begin: first those that have been held back, the oldest first. */
export const beginAttempts = (mover: Mover): void => {
  const { state } = mover;
  for (const step of state.ready.values()) {
    if (state.open.size >= state.graph.maxConcurrency) break;
    tryBegin(mover, step);
  }
  for (const step of mover.begins.splice(0)) {
    if (isToBegin(step) && !tryBegin(mover, step)) mover.put({ type: 'ready', step: step.path });
  }
};
