/** Ends blocks and the run once their steps say so. */
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import { blockValues } from './block-values.ts';
import { cancelSteps } from './end-step.ts';
import type { Mover } from './mover.ts';
import { orFailure } from './or-failure.ts';
import type { BlockState } from './state.ts';

/** Ends the run, after undoing what can be undone if it did not complete. Its steps are final. */
const endRun = (mover: Mover, status: 'faulted' | 'cancelled', failure?: Failure): void => {
  const type = mover.state.undoable.length > 0 ? 'ending' : 'run-end';
  mover.put({ type, status, ...(failure !== undefined && { failure }) });
};

/** Ends a run before its last step. */
export const stopRun = (mover: Mover, status: 'faulted' | 'cancelled', failure?: Failure): void => {
  cancelSteps(mover, mover.state.root, status === 'cancelled' ? 'cancelled' : 'skipped');
  endRun(mover, status, failure);
};

const fault = (mover: Mover, block: BlockState, failure: Failure): void => {
  cancelSteps(mover, block, 'skipped');
  if (block.owner === undefined) {
    endRun(mover, 'faulted', failure);
    return;
  }
  mover.put({ type: 'block-end', block: block.path, status: 'faulted', failure });
  mover.steps.push(block.owner);
};

const complete = (mover: Mover, block: BlockState, output: Json): void => {
  cancelSteps(mover, block, 'skipped');
  if (block.owner === undefined) {
    mover.put({ type: 'run-end', status: 'completed', output });
    return;
  }
  mover.put({ type: 'block-end', block: block.path, status: 'completed', output });
  mover.steps.push(block.owner);
};

/** Ends the block if a step of it faulted or succeeded for all of it, or if all of them are final. */
export const endBlockIfOver = (mover: Mover, block: BlockState): void => {
  if (block.status !== 'open' || mover.state.ending !== undefined) return;
  if (block.failure !== undefined) fault(mover, block, block.failure);
  else if (block.success !== undefined) complete(mover, block, block.success.output);
  else if (block.left === 0) {
    const output = orFailure(() => block.plan.block.output(blockValues(mover.state, block)));
    if ('value' in output) complete(mover, block, output.value);
    else fault(mover, block, output.failure);
  }
};
