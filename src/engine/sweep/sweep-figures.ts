/** The figures of a finished sweep as people and files get them. */

import type { Counted } from '../impact/measure/counted.ts';
import { definitionsOf } from '../impact/measure/definitions.ts';
import { plainFigures, weightedFigures } from '../impact/measure/tally-figures.ts';
import { contentHash } from '../model/content-hash.ts';
import type { ImpactSide, OutcomeCounts } from '../model/impact-result.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { SweepPoint, SweepResult } from '../model/sweep-result.ts';
import type { SweepPlan } from './sweep-plan.ts';
import type { SweepSums } from './sweep-sums.ts';
import { sweepPoints, sweptPolicy } from './swept-policy.ts';

const sideOf = ({ documents: _, ...side }: SweepPlan['policy']): ImpactSide => side;

/** `policy` is the one of the plan. */
export const sweepFigures = (plan: SweepPlan, policy: PolicyDocument, sums: SweepSums): Omit<SweepResult, 'run' | 'elapsedMs'> => {
  const { axes, outcomes } = plan;
  const counts = (counted: readonly Counted[]): OutcomeCounts =>
    Object.fromEntries(outcomes.map((name, code) => [name, counted[code]?.units ?? 0]));
  const points = sweepPoints(axes).map((at, i): SweepPoint => {
    const point = sums.points[i];
    if (point === undefined) throw new RangeError('a point was not evaluated');
    return {
      at,
      hash: contentHash(sweptPolicy(policy, plan.policy.date, axes, at)),
      outcomes: counts(point.outcomes),
      figures: { ...plainFigures(point.tally), ...(point.weighted !== undefined && { weighted: weightedFigures(point.weighted) }) },
    };
  });
  const found = {
    population: plan.population,
    policy: sideOf(plan.policy),
    amount: plan.amount,
    ...(plan.weight !== undefined && { weight: plan.weight }),
    outcomes,
    axes,
    baseline: { units: sums.units, outcomes: counts(sums.baseline) },
    points,
    definitions: definitionsOf(['sweep', 'cost', 'gainers', 'caseload', ...(plan.weight === undefined ? [] : (['weight'] as const))]),
  };
  return { ...found, resultHash: contentHash(found) };
};
