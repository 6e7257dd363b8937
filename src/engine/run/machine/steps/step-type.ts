/** What each type of step does. The state tells everything: nothing is remembered between two calls. */
import type { StepAction } from '../../../template/template-graph.ts';
import type { Mover } from '../mover.ts';
import type { StepState } from '../state.ts';

export type ActionOf<Type extends StepAction['type']> = Extract<StepAction, { readonly type: Type }>;

export type StepType<Type extends StepAction['type']> = {
  /** All that the step needs is there. */
  begin(mover: Mover, step: StepState, action: ActionOf<Type>): void;
  /** Of steps with blocks: one of them is over, or there may be room for another. */
  goOn?(mover: Mover, step: StepState, action: ActionOf<Type>): void;
};
