/** The measures of a finished impact as people and files get them, each with its definition. */
import { Exact } from '../../model/exact.ts';
import type {
  ChangeBands,
  Count,
  DistributionFigures,
  ImpactMeasures,
  MarginalRateFigures,
  MarginalRateRequest,
  MeasuresRequest,
  ThresholdFigures,
} from '../../model/impact-measure.ts';
import { sumText } from '../exact-sum.ts';
import { changeBandsOf } from './change-bands.ts';
import { type Counted, NOTHING_COUNTED } from './counted.ts';
import { type DefinitionId, definitionsOf } from './definitions.ts';
import type { QuantileCuts } from './group-codes.ts';
import { RATE_SLOTS, rateBandLimits } from './marginal-rate.ts';
import type { MeasureSums } from './measure-sums.ts';
import { THRESHOLD_SLOTS } from './near-threshold.ts';
import { DIGITS, roundedText } from './rounded-text.ts';

/** What a run measured, without the distributions themselves. Plain data that crosses between processes. */
export type Measured = {
  readonly sums: MeasureSums;
  /** Per side; empty where no resource was asked for. */
  readonly distributions: readonly DistributionFigures[];
  readonly cuts: QuantileCuts;
};

const REVIEW = 'NEEDS_REVIEW';

const countOf = ({ units, weight }: Counted, weighted: boolean): Count => ({ units, ...(weighted && { weight: sumText(weight) }) });

const slotOf = (counted: readonly Counted[], slot: number): Counted => counted[slot] ?? NOTHING_COUNTED;

const bandsOf = ({ bands }: MeasureSums, request: MeasuresRequest, weighted: boolean): ChangeBands => ({
  definition: 'change-bands',
  reforms: bands.map((counts) => changeBandsOf(counts, request.bands, weighted)),
});

const thresholdsOf = ({ nearThreshold }: MeasureSums, request: MeasuresRequest, weighted: boolean): readonly ThresholdFigures[] =>
  request.nearThreshold.map((asked, i) => ({
    ...asked,
    definition: 'near-threshold',
    sides: (nearThreshold[i] ?? []).map((counted) => ({
      below: countOf(slotOf(counted, THRESHOLD_SLOTS.below), weighted),
      above: countOf(slotOf(counted, THRESHOLD_SLOTS.above), weighted),
      missing: slotOf(counted, THRESHOLD_SLOTS.missing).units,
    })),
  }));

const meanOf = ({ weight, amount }: Counted): string | null =>
  roundedText(Exact.of(amount.n, amount.d).divide(Exact.of(weight.n, weight.d)));

const ratesOf = (sums: MeasureSums, request: MarginalRateRequest, weighted: boolean): MarginalRateFigures => ({
  ...request,
  definition: 'marginal-rate',
  sides: sums.marginalRates.map((counted) => ({
    measured: countOf(slotOf(counted, RATE_SLOTS.measured), weighted),
    missing: slotOf(counted, RATE_SLOTS.missing).units,
    mean: meanOf(slotOf(counted, RATE_SLOTS.measured)),
    zero: countOf(slotOf(counted, RATE_SLOTS.zero), weighted),
    bands: counted.slice(RATE_SLOTS.bands).map((band, i) => ({ ...rateBandLimits(request.bands, i), ...countOf(band, weighted) })),
  })),
});

const INEQUALITY = ['resource', 'quantiles', 'gini', 's80s20', 'p90p10', 'headCount', 'gap'] as const satisfies readonly DefinitionId[];

const weightedOutcomes = ({ outcomes }: MeasureSums, names: readonly string[]): NonNullable<ImpactMeasures['weightedOutcomes']> =>
  outcomes.map((counted) => Object.fromEntries(names.map((name, code) => [name, sumText(slotOf(counted, code).weight)])));

/** `outcomes` are those of the impact; `paid`: whether the baseline pays an amount that can change. */
export const measureFigures = (
  request: MeasuresRequest,
  outcomes: readonly string[],
  { sums, distributions, cuts }: Measured,
  paid: boolean,
): ImpactMeasures => {
  const { weight, resource, marginalRate } = request;
  const weighted = weight !== undefined;
  const review = outcomes.indexOf(REVIEW);
  const definitions: readonly DefinitionId[] = [
    ...(weighted ? (['weight'] as const) : []),
    ...(cuts.size > 0 ? (['quantile-groups'] as const) : []),
    ...(paid ? (['cost', 'gainers', 'caseload', 'change-bands'] as const) : []),
    ...(resource === undefined ? [] : INEQUALITY),
    ...(request.nearThreshold.length > 0 ? (['near-threshold'] as const) : []),
    ...(review >= 0 ? (['needs-review'] as const) : []),
    ...(marginalRate === undefined ? [] : (['marginal-rate'] as const)),
  ];
  return {
    digits: DIGITS,
    ...(weighted && { weight, weightTotal: sumText(sums.weight), weightedOutcomes: weightedOutcomes(sums, outcomes) }),
    ...(paid && { bands: bandsOf(sums, request, weighted) }),
    ...(resource !== undefined && { inequality: { resource, definitions: INEQUALITY, sides: distributions } }),
    nearThreshold: thresholdsOf(sums, request, weighted),
    ...(review >= 0 && { needsReview: sums.outcomes.map((counted) => countOf(slotOf(counted, review), weighted)) }),
    ...(marginalRate !== undefined && { marginalRate: ratesOf(sums, marginalRate, weighted) }),
    definitions: definitionsOf(definitions),
  };
};
