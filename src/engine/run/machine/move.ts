/** What follows from an event: the records of one move, in order, each already applied to the state. The only place where expressions are evaluated. */
import { assertNever, refuse } from '../../model/problem.ts';
import { isFinalRun, type Path, type RunEvent, type RunRecord } from '../run-state.ts';
import { advance, lookEverywhere } from './advance.ts';
import { cutAttempt, faultAttempt } from './attempt.ts';
import { stopRun } from './end-block.ts';
import { completeStep, faultStep } from './end-step.ts';
import { findStep } from './find-step.ts';
import { type MachineWorld, Mover } from './mover.ts';
import { receiveSignal } from './receive-signal.ts';
import { type RunState, type StepState, statusOf } from './state.ts';
import { decide } from './steps/approval.ts';
import { endChild } from './steps/workflow.ts';
import { doWhatIsDue, timeoutFailure } from './timeouts.ts';

/** `late`: the event is about an attempt (or a child run) that is over. Nothing changed. */
export type Moved = { readonly records: readonly RunRecord[]; readonly late?: true };

const LATE: Moved = { records: [], late: true };

const openAttempt = (state: RunState, { step: path, number }: { readonly step: Path; readonly number: number }): StepState | undefined => {
  const step = state.open.get(path);
  return step?.attempts === number ? step : undefined;
};

/** Attempts that are still open when the program ends, or were when it was started again. */
const cutAttempts = (mover: Mover, status: 'cancelled' | 'interrupted'): void => {
  for (const step of [...mover.state.open.values()]) cutAttempt(mover, step, status);
};

const cancel = (mover: Mover): void => {
  const { ending, undoing } = mover.state;
  if (ending === undefined) {
    stopRun(mover, 'cancelled');
    return;
  }
  // What cannot be undone may be given up, or such a run could never end.
  const step = undoing.at(-1);
  if (step?.wait?.for === 'person' && step.failure !== undefined) faultStep(mover, step, step.failure);
  else refuse('conflict', 'The run is ending already: what it has done is being undone.');
};

const suspend = (mover: Mover, reason: string): void => {
  const { suspended, ending } = mover.state;
  if (suspended !== undefined) refuse('conflict', 'The run is suspended already.');
  if (ending !== undefined) refuse('conflict', 'The run is ending already: what it has done is being undone.');
  mover.put({ type: 'suspended', reason });
};

const resume = (mover: Mover): void => {
  if (mover.state.suspended === undefined) refuse('conflict', 'The run is not suspended.');
  mover.put({ type: 'resumed' });
  doWhatIsDue(mover);
  lookEverywhere(mover);
};

const retry = (mover: Mover, path: Path): void => {
  const step = findStep(mover.state, path);
  const wait = step?.wait?.for;
  if (wait !== 'person' && wait !== 'retry') refuse('conflict', `Step "${path}" does not wait to be tried again.`);
  mover.put({ type: 'retried', step: path });
};

const findApproval = (state: RunState, path: Path) => {
  const step = findStep(state, path);
  const action = step?.plan.step.action;
  if (step === undefined || action?.type !== 'approval')
    return refuse('not-found', `Run ${state.id} has no approval "${path}" that is open.`);
  return { step, action };
};

/** What the event itself does; true where it comes too late. What follows from that for other steps is up to `advance`. */
const take = (mover: Mover, event: RunEvent): boolean => {
  const { state } = mover;
  switch (event.type) {
    case 'start':
      if (state.started) throw new Error(`run ${state.id} was started before`);
      mover.put({ type: 'started', pins: event.pins });
      for (const record of event.adopt ?? []) mover.put(record);
      lookEverywhere(mover);
      return false;
    case 'completed':
    case 'faulted':
    case 'checkpoint':
    case 'silent': {
      const step = openAttempt(state, event);
      if (step === undefined) return true;
      if (event.type === 'completed') completeStep(mover, step, event.output);
      else if (event.type === 'checkpoint') mover.put(event);
      else faultAttempt(mover, step, event.type === 'faulted' ? event.failure : timeoutFailure('heartbeat', step));
      return false;
    }
    case 'tick':
      doWhatIsDue(mover);
      for (const step of state.hungry) mover.steps.push(step);
      return false;
    case 'signal':
      receiveSignal(mover, event);
      return false;
    case 'decision': {
      const { step, action } = findApproval(state, event.step);
      decide(mover, step, action, event);
      return false;
    }
    case 'child-ended': {
      const step = state.children.get(event.step);
      if (step?.wait?.for !== 'child' || step.wait.run !== event.run) return true;
      endChild(mover, step, event.end);
      return false;
    }
    case 'cancel':
      cancel(mover);
      return false;
    case 'suspend':
      suspend(mover, event.reason);
      return false;
    case 'resume':
      resume(mover);
      return false;
    case 'retry':
      retry(mover, event.step);
      return false;
    case 'closed':
      cutAttempts(mover, 'cancelled');
      return false;
    case 'reopened':
      cutAttempts(mover, 'interrupted');
      doWhatIsDue(mover);
      lookEverywhere(mover);
      return false;
    default:
      return assertNever(event);
  }
};

/** What an ended run makes of an event: commands are refused, news comes too late. */
const takeAfterEnd = (state: RunState, event: RunEvent): Moved => {
  switch (event.type) {
    case 'completed':
    case 'faulted':
    case 'checkpoint':
    case 'silent':
    case 'child-ended':
      return LATE;
    case 'tick':
    case 'closed':
    case 'reopened':
      return { records: [] };
    default:
      return refuse('conflict', `Run ${state.id} is ${statusOf(state)} already.`);
  }
};

/**
 * Moves a run on by one event.
 *
 * Refusal 'conflict' for commands that the state does not allow, 'not-found' and 'forbidden' for decisions, 'invalid' for signals and forms that no step
 * takes; the state is then as it was. Anything else that is thrown leaves a state that is worth nothing: read the run anew.
 */
export const move = (state: RunState, event: RunEvent, world: MachineWorld): Moved => {
  if (isFinalRun(statusOf(state))) return takeAfterEnd(state, event);
  const mover = new Mover(state, event.type === 'closed' ? { ...world, dormant: true } : world);
  if (take(mover, event)) return LATE;
  advance(mover);
  return { records: mover.records };
};
