/** When time next does something to a step. */
import type { TimeoutKind } from '../run-state.ts';
import { isFinal, type RunState, type StepState } from './state.ts';
import { earlier, later } from './time.ts';

/** Its timeouts that run now, and when each is over. Heartbeats are watched by whoever runs the attempts. */
export const runningTimeouts = (step: StepState): readonly (readonly [kind: TimeoutKind, over: string])[] => {
  // Whoever it waits for then has all the time in the world.
  if (step.wait?.for === 'person') return [];
  const { scheduleToStartMs, startToCloseMs, scheduleToCloseMs } = step.plan.step.timeouts;
  const { readyAt, beganAt, status } = step;
  const found: (readonly [TimeoutKind, string])[] = [];
  if (readyAt !== undefined && scheduleToCloseMs !== undefined) found.push(['scheduleToClose', later(readyAt, scheduleToCloseMs)]);
  if (readyAt !== undefined && beganAt === undefined && scheduleToStartMs !== undefined) {
    found.push(['scheduleToStart', later(readyAt, scheduleToStartMs)]);
  }
  const working = status === 'running' || (status === 'waiting' && step.wait?.for !== 'retry');
  if (working && beganAt !== undefined && startToCloseMs !== undefined) found.push(['startToClose', later(beganAt, startToCloseMs)]);
  return found;
};

/** When what it waits for is there by time alone. */
const waitOver = ({ wait }: StepState): string | undefined => {
  if (wait?.for === 'time' || wait?.for === 'retry') return wait.until;
  return wait?.for === 'approval' && wait.overdue === undefined ? wait.due : undefined;
};

/** While a run is suspended, only what is under way is watched. */
const dueOf = (state: RunState, step: StepState): string | undefined => {
  if (isFinal(step) || (state.suspended !== undefined && !state.open.has(step.path))) return undefined;
  let due = waitOver(step);
  if (step.plan.timed) for (const [, over] of runningTimeouts(step)) due = earlier(due, over);
  return due;
};

/** Sets the step's timer anew, after any change of what it waits for. */
export const setTimer = (state: RunState, step: StepState): void => {
  if (step.plan.timed || step.wait !== undefined || step.due !== undefined) state.timers.set(step, dueOf(state, step));
};
