/** Waits for a person to decide. */
import { refuse } from '../../../model/problem.ts';
import type { RunEvent } from '../../run-state.ts';
import { blockValues } from '../block-values.ts';
import { completeStep, faultStep } from '../end-step.ts';
import type { Mover } from '../mover.ts';
import { orFailure } from '../or-failure.ts';
import type { StepState } from '../state.ts';
import { later } from '../time.ts';
import type { ActionOf, StepType } from './step-type.ts';

type Decision = Extract<RunEvent, { readonly type: 'decision' }>;

/** Refusal 'forbidden' for whom the step does not let decide, 'invalid' for a form that is not what it asks for. */
const demandAllowed = (step: StepState, action: ActionOf<'approval'>, { decision, by, form }: Decision): void => {
  const { title } = step.plan.step;
  if (step.wait?.for !== 'approval') refuse('conflict', `"${title}" does not wait for a decision.`);
  else if (step.wait.notBy === by) refuse('forbidden', `"${title}" is not for ${by} to decide, who started the run.`);
  if (decision === 'rejected' && form === undefined) return;
  const problems = action.check(form ?? null);
  if (problems.length > 0) refuse('invalid', `The form of "${title}" is not filled in as it has to be.`, problems);
};

/** Whoever calls has made sure that the person holds one of the roles. */
export const decide = (mover: Mover, step: StepState, action: ActionOf<'approval'>, event: Decision): void => {
  demandAllowed(step, action, event);
  mover.put(event);
  const { decision, by, note = null, form = null } = event;
  if (decision === 'rejected' && action.rejected === 'fail') {
    faultStep(mover, step, { kind: 'rejected', message: `${by} rejected "${step.plan.step.title}"${note === null ? '.' : `: ${note}`}` });
  } else completeStep(mover, step, { decision, by, at: mover.world.now, note, form });
};

export const approval: StepType<'approval'> = {
  begin: (mover, step, action) => {
    const question = orFailure(() => action.question(blockValues(mover.state, step.block)));
    if ('failure' in question) {
      faultStep(mover, step, question.failure);
      return;
    }
    mover.put({
      type: 'waiting',
      step: step.path,
      wait: {
        for: 'approval',
        roles: action.roles,
        question: question.value,
        ...(action.dueMs !== undefined && { due: later(mover.world.now, action.dueMs) }),
        ...(!action.selfApproval && { notBy: mover.state.actor }),
      },
    });
  },
};

/** It was to be decided by now. */
export const becomeOverdue = (mover: Mover, step: StepState, action: ActionOf<'approval'>): void => {
  if (step.wait?.for !== 'approval') return;
  if (action.overdue === 'wait') mover.put({ type: 'waiting', step: step.path, wait: { ...step.wait, overdue: true } });
  else faultStep(mover, step, { kind: 'timeout', error: 'due', message: `Nobody decided "${step.plan.step.title}" in time.` });
};
