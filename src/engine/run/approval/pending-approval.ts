/** An approval that waits, as whoever is to decide it is shown it. */
import type { PendingApproval, RunSummary } from '../../model/run.ts';
import type { OpenWait } from '../history/run-history.ts';
import { nameIn, type TemplateOutline } from '../history/template-outline.ts';
import type { Path } from '../run-state.ts';
import { mayDecide, type Viewer } from './may-decide.ts';

/** `now`: ISO 8601 UTC. */
export type ApprovalWorld = { readonly run: RunSummary; readonly outline: TemplateOutline; readonly viewer: Viewer; readonly now: string };

/** Undefined where the step waits for something else. */
export const pendingApproval = (step: Path, { wait, since }: OpenWait, world: ApprovalWorld): PendingApproval | undefined => {
  if (wait.for !== 'approval') return undefined;
  const { run, viewer, now } = world;
  const { roles, question, due } = wait;
  const outline = world.outline.step(nameIn(step));
  const form = outline?.document.type === 'approval' ? outline.document.form : undefined;
  return {
    run: run.id,
    runTitle: run.title,
    step,
    title: outline?.title ?? nameIn(step),
    roles,
    question,
    ...(form !== undefined && { form }),
    since,
    ...(due !== undefined && { due }),
    overdue: wait.overdue === true || (due !== undefined && due <= now),
    mayDecide: mayDecide(wait, viewer),
  };
};
