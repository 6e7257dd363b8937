/** Puts what was measured beside the figures of an impact. */
import type { ImpactGroup, ImpactResult } from '../../model/impact-result.ts';
import type { ImpactFigures } from '../impact-figures.ts';
import type { ImpactPlan } from '../impact-plan.ts';
import { TALLY_SLOTS } from './case-tally.ts';
import type { Counted } from './counted.ts';
import type { QuantileCuts } from './group-codes.ts';
import { type Measured, measureFigures } from './measure-figures.ts';
import { withTally } from './tally-figures.ts';

/** Of a group of one field cut into quantiles: the values that it lies between. */
const limitsOf = (by: string, value: string, cuts: QuantileCuts): Pick<ImpactGroup, 'above' | 'upTo'> => {
  const ends = cuts.get(by);
  const upTo = ends?.[Number(value) - 1];
  const above = ends?.[Number(value) - 2];
  return { ...(upTo !== undefined && { upTo }), ...(upTo !== undefined && above !== undefined && { above }) };
};

const tallyOf = (counted: readonly Counted[], reform: number): readonly Counted[] =>
  counted.slice(reform * TALLY_SLOTS.length, (reform + 1) * TALLY_SLOTS.length);

export const withMeasures = (
  plan: Pick<ImpactPlan, 'by' | 'measures' | 'outcomes' | 'amount'>,
  { totals, matrix, groups }: ImpactFigures,
  measured: Measured,
): Pick<ImpactResult, 'totals' | 'matrix' | 'groups' | 'measures'> => {
  const weighted = plan.measures.weight !== undefined;
  const { sums, cuts } = measured;
  return {
    totals: {
      ...totals,
      reforms: totals.reforms.map(({ outcomes, ...plain }, i) => ({ ...withTally(plain, sums.totals[i] ?? [], weighted), outcomes })),
    },
    matrix,
    groups: groups.map(({ by, value, units, figures }) => {
      const counted = sums.groups[plan.by.indexOf(by)]?.get(value) ?? [];
      return {
        by,
        value,
        ...limitsOf(by, value, cuts),
        units,
        figures: figures.map((plain, i) => withTally(plain, tallyOf(counted, i), weighted)),
      };
    }),
    measures: measureFigures(plan.measures, plan.outcomes, measured, plan.amount !== ''),
  };
};
