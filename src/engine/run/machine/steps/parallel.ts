/** Works off several branches at once, until enough of them have completed or no longer can. */
import type { Failure } from '../../../model/problem.ts';
import { breakStep, completeEarly } from '../end-step.ts';
import { openBlock } from '../open-block.ts';
import type { ParallelState } from '../state.ts';
import type { StepType } from './step-type.ts';

/** What the branches gave that have completed, by name. */
const outputsOf = ({ blocks }: ParallelState) =>
  Object.fromEntries([...blocks].filter(([, { status }]) => status === 'completed').map(([name, { output }]) => [name, output ?? null]));

const NONE: Failure = { kind: 'limit', message: 'There are fewer branches than have to complete.' };

export const parallel: StepType<'parallel'> = {
  begin: (mover, step, { branches }) => {
    for (const name of branches.keys()) openBlock(mover, step, name);
    if (branches.size === 0) completeEarly(mover, step, {});
  },

  goOn: (mover, step, { branches, enough }) => {
    if (step.inner?.type !== 'parallel') return;
    const { completed, faulted, failure } = step.inner;
    const needed = enough === 'all' ? branches.size : enough;
    if (completed >= needed) completeEarly(mover, step, outputsOf(step.inner));
    else if (branches.size - faulted < needed) breakStep(mover, step, failure ?? NONE);
  },
};
