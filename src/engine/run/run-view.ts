/** A run with its steps and attempts, as a query gives it. */
import type { RunView } from '../model/run.ts';
import type { Viewer } from './approval/may-decide.ts';
import { pendingApproval } from './approval/pending-approval.ts';
import type { RunWithHistory } from './history/run-histories.ts';
import { stepViews } from './history/step-views.ts';
import { isFinalRun, type Path } from './run-state.ts';

/** Who looks at a run, and when; and what the state of the run tells beyond its history. */
export type RunViewWorld = {
  readonly viewer: Viewer;
  readonly now: string;
  readonly why?: ((step: Path) => string | undefined) | undefined;
  readonly awaits?: RunView['awaits'];
};

const unknown = (): undefined => undefined;

export const assembleRunView = ({ run, outline, history }: RunWithHistory, world: RunViewWorld): RunView => {
  const { viewer, now, awaits } = world;
  const steps = stepViews(
    outline.root,
    { path: '', isOver: isFinalRun(run.status) },
    {
      run: run.id,
      history,
      why: world.why ?? unknown,
      approval: (step, wait) => pendingApproval(step, wait, { run, outline, viewer, now }),
    },
  );
  return {
    ...run,
    pins: history.pins,
    steps,
    ...(history.suspended !== undefined && !isFinalRun(run.status) && { suspended: history.suspended }),
    ...(awaits !== undefined && { awaits }),
  };
};
