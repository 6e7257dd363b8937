/** Calls a task function; also the steps `rules` and `impact` may. Attempts begin when nothing holds them back: see attempt.ts. */
import type { StepType } from './step-type.ts';

export const task: StepType<'task'> = {
  begin: (mover, step) => {
    mover.begins.push(step);
  },
};
