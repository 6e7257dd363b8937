/** Ends steps: writes what they came to, and sees to it that those that wait for them are looked at. */
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import { isNamed } from './is-named.ts';
import type { Mover } from './mover.ts';
import { type BlockState, isFinal, type StepState } from './state.ts';

const lookAround = (mover: Mover, step: StepState): void => {
  const { block, plan } = step;
  if (block.status !== 'open' || step.undoes !== undefined) return;
  if (block.left === 0 || block.failure !== undefined || block.success !== undefined) mover.blocks.push(block);
  for (const { to } of plan.outgoing) {
    const target = block.steps[to];
    if (target !== undefined) mover.steps.push(target);
  }
};

export const completeStep = (mover: Mover, step: StepState, output: Json): void => {
  const { path } = step;
  if (step.open) {
    mover.put({ type: 'attempt-end', step: path, number: step.attempts, status: 'completed', output });
    mover.put({ type: 'end', step: path, status: 'completed' });
  } else mover.put({ type: 'end', step: path, status: 'completed', output });
  lookAround(mover, step);
};

/** Ends a step as faulted, for good. @param letter a dead letter is kept, and the run goes on. */
export const faultStep = (mover: Mover, step: StepState, failure: Failure, letter = false): void => {
  if (step.open) mover.put({ type: 'attempt-end', step: step.path, number: step.attempts, status: 'faulted', failure });
  const caught = step.undoes === undefined ? step.plan.step.catches.find(({ errors }) => isNamed(errors, failure))?.then : undefined;
  mover.put({
    type: 'end',
    step: step.path,
    status: 'faulted',
    // What the last attempt said is not said again.
    ...(step.failure !== failure && { failure }),
    ...(caught !== undefined && { caught }),
    ...(letter && { letter }),
  });
  lookAround(mover, step);
};

export const skipStep = (mover: Mover, step: StepState): void => {
  mover.put({ type: 'end', step: step.path, status: 'skipped' });
  lookAround(mover, step);
};

/** What steps become that had not begun. */
type NotBegun = 'skipped' | 'cancelled';

/** Ends the branches, the items or the round of a step. */
const closeInner = (mover: Mover, { inner }: StepState, notBegun: NotBegun): void => {
  if (inner?.type === 'parallel') for (const block of inner.blocks.values()) cancelBlock(mover, block, notBegun);
  else if (inner?.type === 'map') for (const block of [...inner.open.values()]) cancelBlock(mover, block, notBegun);
  else if (inner !== undefined) cancelBlock(mover, inner.block, notBegun);
};

const cancelStep = (mover: Mover, step: StepState, notBegun: NotBegun): void => {
  closeInner(mover, step, notBegun);
  if (step.open) mover.put({ type: 'attempt-end', step: step.path, number: step.attempts, status: 'cancelled' });
  mover.put({ type: 'end', step: step.path, status: 'cancelled' });
};

/** Ends every step that is not final: those that began are cancelled. */
export const cancelSteps = (mover: Mover, block: BlockState, notBegun: NotBegun): void => {
  for (const step of block.steps) {
    if (isFinal(step)) continue;
    if (step.beganAt === undefined) mover.put({ type: 'end', step: step.path, status: notBegun });
    else cancelStep(mover, step, notBegun);
  }
};

const cancelBlock = (mover: Mover, block: BlockState, notBegun: NotBegun): void => {
  if (block.status !== 'open') return;
  cancelSteps(mover, block, notBegun);
  mover.put({ type: 'block-end', block: block.path, status: 'cancelled' });
};

/** Completes a step although some of its blocks are open: they are not needed any more. */
export const completeEarly = (mover: Mover, step: StepState, output: Json): void => {
  closeInner(mover, step, 'skipped');
  completeStep(mover, step, output);
};

/** Faults a step whatever it is doing. */
export const breakStep = (mover: Mover, step: StepState, failure: Failure, letter = false): void => {
  closeInner(mover, step, 'skipped');
  faultStep(mover, step, failure, letter);
};
