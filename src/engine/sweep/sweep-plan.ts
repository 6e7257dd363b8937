/** What a sweep evaluates, pinned: from it and the workspace alone the result can be computed again. */
import type { PlannedSide } from '../impact/impact-plan.ts';
import type { SweepAxis, SweepResult } from '../model/sweep-result.ts';

export type SweepPlan = Pick<SweepResult, 'population' | 'amount' | 'outcomes' | 'weight'> & {
  readonly policy: PlannedSide;
  readonly axes: readonly SweepAxis[];
};
