/** Opens a branch, an item or a round of a step, and has its steps looked at. */

import { blockAt } from './find-step.ts';
import type { Mover } from './mover.ts';
import type { StepState } from './state.ts';

export const openBlock = (mover: Mover, owner: StepState, name: string | number): void => {
  const path = `${owner.path}/${name}`;
  mover.put({ type: 'block', block: path });
  const block = blockAt(mover.state, path);
  for (const step of block.steps) mover.steps.push(step);
  if (block.left === 0 || block.failure !== undefined) mover.blocks.push(block);
};
