/** What whoever carries out the attempts has to know of them. */
import type { Json } from '../../model/json.ts';
import type { Call, GraphStep } from '../../template/template-graph.ts';
import type { Path } from '../run-state.ts';
import { callOf } from './attempt.ts';
import { stepAt } from './find-step.ts';
import type { RunState } from './state.ts';

export type OpenAttempt = { readonly step: Path; readonly number: number; readonly input: Json };

/** Attempts at task functions that have begun and not ended. */
export const openAttempts = function* (state: RunState): Generator<OpenAttempt> {
  for (const { path, attempts, input = null } of state.open.values()) yield { step: path, number: attempts, input };
};

export type StepCall = {
  readonly call: Call;
  readonly step: GraphStep;
  /** It is not the step that is called, but what undoes it. */
  readonly undo: boolean;
  /** The same for every attempt at this step. */
  readonly idempotencyKey: string;
  readonly checkpoint?: Json;
};

/** Of a step with an open attempt. */
export const callAt = (state: RunState, path: Path): StepCall => {
  const step = state.open.get(path) ?? stepAt(state, path);
  const { checkpoint, plan, undoes } = step;
  const stated = (undoes ?? step).idempotencyKey;
  return {
    call: callOf(step),
    step: plan.step,
    undo: undoes !== undefined,
    idempotencyKey: stated === undefined ? `${state.id}/${path}` : undoes === undefined ? stated : `${stated}~undo`,
    ...(checkpoint !== undefined && { checkpoint }),
  };
};

export type OpenChild = { readonly step: Path; readonly run: string; readonly template: string; readonly input: Json };

/** Runs that steps wait for: each is to be there, and to be told about when it ends. */
export const openChildren = function* (state: RunState): Generator<OpenChild> {
  for (const { path, wait, input = null, plan } of state.children.values()) {
    const { action } = plan.step;
    if (wait?.for === 'child' && action.type === 'workflow') yield { step: path, run: wait.run, template: action.template, input };
  }
};
