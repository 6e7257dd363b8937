/** What is told of the resource's distribution on each side: quantiles, inequality, poverty. */
import { Exact } from '../../model/exact.ts';
import type { DistributionFigures, PovertyFigures, PovertyLineRequest, QuantileRow, ResourceRequest } from '../../model/impact-measure.ts';
import { type Distribution, totalWeight } from './distribution.ts';
import { gini } from './gini.ts';
import { lorenzOrdinates, totalValue } from './lorenz.ts';
import { poverty } from './poverty.ts';
import { MEDIAN, quantile, quantileEnds, type Share } from './quantile.ts';
import { roundedText } from './rounded-text.ts';

const tenths = (n: bigint): Share => ({ n, d: 10n });

const groupShares = (count: number): readonly Share[] => Array.from({ length: count }, (_, i) => ({ n: BigInt(i + 1), d: BigInt(count) }));

const differences = (ordinates: readonly Exact[]): readonly Exact[] =>
  ordinates.map((ordinate, i) => (i === 0 ? ordinate : ordinate.subtract(ordinates[i - 1] as Exact)));

const quantileRows = (distribution: Distribution, count: number): readonly QuantileRow[] => {
  const whole = totalValue(distribution);
  const groupWeight = Exact.of(totalWeight(distribution), distribution.weightDenominator * BigInt(count));
  const parts = differences(lorenzOrdinates(distribution, groupShares(count)));
  return quantileEnds(distribution, count).map((end, i) => {
    const part = parts[i] as Exact;
    return {
      quantile: i + 1,
      upTo: end.toText(),
      mean: (part.divide(groupWeight) as Exact).toText(),
      share: whole.sign > 0 ? roundedText(part.divide(whole)) : null,
    };
  });
};

const s80s20 = (distribution: Distribution): Exact | undefined => {
  const [poorest, allButRichest] = lorenzOrdinates(distribution, [tenths(2n), tenths(8n)]) as [Exact, Exact];
  return poorest.sign <= 0 ? undefined : totalValue(distribution).subtract(allButRichest).divide(poorest);
};

const p90p10 = (distribution: Distribution): Exact | undefined => {
  const low = quantile(distribution, tenths(1n));
  return low === undefined || low.sign <= 0 ? undefined : quantile(distribution, tenths(9n))?.divide(low);
};

/** The line as an amount; undefined where there is no median to take a share of. */
const lineAmount = (line: PovertyLineRequest, own: Distribution, baseline: Distribution): Exact | undefined => {
  if ('amount' in line) return Exact.parse(line.amount);
  return quantile(line.of === 'own' ? own : baseline, MEDIAN)?.multiply(Exact.parse(line.share) as Exact);
};

const povertyFigures = (line: PovertyLineRequest, own: Distribution, baseline: Distribution): PovertyFigures | undefined => {
  const amount = lineAmount(line, own, baseline);
  if (amount === undefined) return undefined;
  const { belowWeight, headCount, gap } = poverty(own, amount);
  return { line, amount: amount.toText(), belowWeight: belowWeight.toText(), headCount: roundedText(headCount), gap: roundedText(gap) };
};

/** `own` is the side's distribution. */
export const distributionFigures = (
  { quantiles, lines }: ResourceRequest,
  own: Distribution,
  baseline: Distribution,
): DistributionFigures => {
  const weight = Exact.of(totalWeight(own), own.weightDenominator);
  return {
    measured: { units: own.units, weight: weight.toText() },
    missing: own.missing,
    mean: totalValue(own).divide(weight)?.toText() ?? null,
    median: quantile(own, MEDIAN)?.toText() ?? null,
    gini: roundedText(gini(own)),
    s80s20: roundedText(s80s20(own)),
    p90p10: roundedText(p90p10(own)),
    quantiles: quantileRows(own, quantiles),
    poverty: lines.flatMap((line) => povertyFigures(line, own, baseline) ?? []),
  };
};
