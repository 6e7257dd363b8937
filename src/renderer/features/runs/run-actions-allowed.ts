/** What a person may do to a run, and to a step of it, as it stands. The engine has the last word; this keeps away what it would refuse. */
import type { RunStatus, StepView } from '../../../engine/model/index.ts';

const ENDED: ReadonlySet<RunStatus> = new Set(['completed', 'faulted', 'cancelled']);

export const isEnded = (status: RunStatus): boolean => ENDED.has(status);

export type RunAction = 'suspend' | 'resume' | 'signal' | 'cancel';
export type StepAction = 'decide' | 'retry' | 'redrive' | 'fork';

export const runActions = (status: RunStatus): readonly RunAction[] => {
  if (isEnded(status)) return [];
  return status === 'suspended' ? ['resume', 'signal', 'cancel'] : ['signal', 'suspend', 'cancel'];
};

/** `letters`: paths of steps that a dead letter was kept of and that nobody has done again yet. */
export const stepActions = (run: RunStatus, step: StepView, letters: ReadonlySet<string>): readonly StepAction[] => {
  const actions: StepAction[] = [];
  if (step.approval !== undefined) actions.push('decide');
  // Either somebody has to have it tried again, or it will be by itself and somebody does not want to wait.
  if (step.waitsFor === 'person' || step.waitsFor === 'retry') actions.push('retry');
  if (isEnded(run) && ((step.items?.failed ?? 0) > 0 || letters.has(step.path))) actions.push('redrive');
  if (step.type !== 'undo' && step.status !== 'pending' && step.status !== 'skipped') actions.push('fork');
  return actions;
};
