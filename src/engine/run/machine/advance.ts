/** Carries a move on until nothing more can be done without waiting. Works off what has changed, never the whole run. */
import { beginAttempts } from './attempt.ts';
import { endBlockIfOver } from './end-block.ts';
import { skipStep } from './end-step.ts';
import type { Mover } from './mover.ts';
import { type BlockState, isFinal, type RunState, type StepState } from './state.ts';
import { beginStep, goOnWithStep } from './steps/step-types.ts';
import { goOnUndoing } from './undo.ts';

/** Begins a pending step once enough of its edges are met, and skips it once they no longer can be. */
const lookAtPending = (mover: Mover, step: StepState): void => {
  const { edges, needed } = step.plan;
  if (step.met >= needed) beginStep(mover, step);
  else if (edges - step.dead < needed) skipStep(mover, step);
};

const lookAtStep = (mover: Mover, step: StepState): void => {
  if (step.block.status !== 'open') return;
  if (step.status === 'pending') lookAtPending(mover, step);
  else if (step.status === 'running' && step.inner !== undefined) goOnWithStep(mover, step);
};

/** Blocks first: where one is over, none of its steps begins. The lists grow while they are worked off. */
const lookAtChanges = (mover: Mover): void => {
  const { steps, blocks } = mover;
  for (let at = 0; at < steps.length || blocks.length > 0; ) {
    if (!mover.active) break;
    const block = blocks.pop();
    if (block !== undefined) endBlockIfOver(mover, block);
    else lookAtStep(mover, steps[at++] as StepState);
  }
  steps.length = 0;
  blocks.length = 0;
};

export const advance = (mover: Mover): void => {
  do {
    lookAtChanges(mover);
    if (!mover.active) return;
    goOnUndoing(mover);
    if (mover.active) beginAttempts(mover);
  } while (mover.steps.length > 0 || mover.blocks.length > 0 || isUndoPending(mover.state));
};

/** What undoes the next step has not begun and is not held back: the one before it ended in this move. */
const isUndoPending = ({ ending, end, undoing }: RunState): boolean =>
  ending !== undefined && end === undefined && (undoing.at(-1)?.status ?? 'pending') === 'pending';

const innerBlocks = ({ inner }: StepState): Iterable<BlockState> => {
  if (inner === undefined) return [];
  if (inner.type === 'loop') return [inner.block];
  return inner.type === 'map' ? inner.open.values() : inner.blocks.values();
};

/** Has everything looked at that is not final: after a time in which changes were only taken down. */
export const lookEverywhere = (mover: Mover, block: BlockState = mover.state.root): void => {
  if (block.status !== 'open') return;
  for (const step of block.steps) {
    if (isFinal(step)) continue;
    for (const inner of innerBlocks(step)) lookEverywhere(mover, inner);
    mover.steps.push(step);
  }
  mover.blocks.push(block);
};
