/** What an impact run evaluates, pinned: from it and the workspace alone every result can be computed again. */
import type { MeasuresRequest } from '../model/impact-measure.ts';
import type { ImpactResult, ImpactSide } from '../model/impact-result.ts';

export type DocumentPin = { readonly kind: 'policy' | 'reform'; readonly id: string; readonly version: string; readonly hash: string };

/** A side and the published documents it is made of: a policy, or a reform and the policy that it changes. */
export type PlannedSide = ImpactSide & { readonly documents: readonly DocumentPin[] };

export type ImpactPlan = Pick<ImpactResult, 'population' | 'amount' | 'outcomes'> & {
  readonly baseline: PlannedSide;
  readonly reforms: readonly PlannedSide[];
  readonly by: readonly string[];
  readonly measures: MeasuresRequest;
};
