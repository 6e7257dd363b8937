/** What time does to a run: waits that are over, attempts whose turn has come again, and timeouts. */
import type { Failure } from '../../model/problem.ts';
import type { TimeoutKind } from '../run-state.ts';
import { faultAttempt } from './attempt.ts';
import { stopRun } from './end-block.ts';
import { breakStep, completeStep } from './end-step.ts';
import type { Mover } from './mover.ts';
import type { StepState } from './state.ts';
import { runningTimeouts } from './step-due.ts';
import { becomeOverdue } from './steps/approval.ts';

const SAYING: { readonly [kind in TimeoutKind]: (title: string) => string } = {
  scheduleToStart: (title) => `"${title}" was not begun in time.`,
  startToClose: (title) => `An attempt at "${title}" took longer than it may.`,
  scheduleToClose: (title) => `"${title}" took longer than it may, over all attempts and waits.`,
  heartbeat: (title) => `"${title}" gave no sign of life in time.`,
};

export const timeoutFailure = (kind: TimeoutKind, step: StepState): Failure => ({
  kind: 'timeout',
  error: kind,
  message: SAYING[kind](step.plan.step.title),
});

/** Only an attempt that took too long may be followed by another; the other timeouts are about the step as a whole. */
const timeOut = (mover: Mover, step: StepState, kind: TimeoutKind): void => {
  const failure = timeoutFailure(kind, step);
  const { action } = step.plan.step;
  if (kind === 'startToClose' && action.type === 'task') faultAttempt(mover, step, failure);
  else breakStep(mover, step, failure, step.undoes === undefined && action.type === 'task' && action.retry.exhausted === 'deadLetter');
};

const waitOver = (mover: Mover, step: StepState): void => {
  const { wait } = step;
  const { action } = step.plan.step;
  if (wait?.for === 'time') completeStep(mover, step, { at: wait.until });
  else if (wait?.for === 'retry') mover.begins.push(step);
  else if (action.type === 'approval') becomeOverdue(mover, step, action);
};

const stepDue = (mover: Mover, step: StepState): void => {
  const { now } = mover.world;
  const over = runningTimeouts(step).find(([, at]) => at <= now);
  if (over === undefined) waitOver(mover, step);
  else timeOut(mover, step, over[0]);
};

/**
 * Does whatever is due. What one timer does may take away another: each is asked again when its turn comes. While the run is suspended, only attempts that
 * are under way have timers.
 */
export const doWhatIsDue = (mover: Mover): void => {
  const { state, world } = mover;
  if (world.dormant === true) return;
  if (state.suspended === undefined && state.deadline !== undefined && state.deadline <= world.now) {
    stopRun(mover, 'faulted', { kind: 'timeout', error: 'run', message: 'The run took longer than its template allows.' });
    return;
  }
  for (const step of state.timers.dueAt(world.now)) if (step.due !== undefined && step.due <= world.now) stepDue(mover, step);
};
