/** Averages, caseload and weighted figures of a group of cases, from what was tallied of it. */
import { Exact } from '../../model/exact.ts';
import type { ReformFigures, WeightedFigures } from '../../model/impact-result.ts';
import { addSums, type ExactSum, subtractSums, sumText } from '../exact-sum.ts';
import { type TallySlot, tallied } from './case-tally.ts';
import type { Counted } from './counted.ts';

type FurtherFigures = Pick<ReformFigures, 'averageGain' | 'averageLoss' | 'baselineCaseload' | 'reformCaseload' | 'weighted'>;

/** What is counted of the cases apart from here, without weights. */
export type PlainFigures = Omit<ReformFigures, keyof FurtherFigures>;

const quotientText = (sum: ExactSum, by: ExactSum): string | null => Exact.of(sum.n, sum.d).divide(Exact.of(by.n, by.d))?.toText() ?? null;

const meanText = (sum: string, count: number): string | null => (Exact.parse(sum) as Exact).divide(Exact.integer(count))?.toText() ?? null;

/**
 * The plain figures of one group under one reform with what its tally adds; `counted` has its slots. Both count the same cases apart from each other, so
 * that a slip in either shows.
 */
export const withTally = (plain: PlainFigures, counted: readonly Counted[], weighted: boolean): ReformFigures => {
  const slot = (name: TallySlot): Counted => tallied(counted, 0, name);
  const counts = (['gain', 'loss', 'none', 'undetermined'] as const).map((name) => slot(name).units);
  if (counts.join() !== [plain.gainers, plain.losers, plain.unchanged, plain.undetermined].join()) {
    throw new Error('measures and figures do not count the same cases');
  }
  return {
    ...plain,
    averageGain: meanText(plain.gained, plain.gainers),
    averageLoss: meanText(plain.lost, plain.losers),
    baselineCaseload: slot('before').units,
    reformCaseload: slot('after').units,
    ...(weighted && { weighted: weightedFigures(counted) }),
  };
};

/** The figures with weights of one group under one reform; `counted` has its slots. */
export const weightedFigures = (counted: readonly Counted[]): WeightedFigures => {
  const slot = (name: TallySlot): Counted => tallied(counted, 0, name);
  const [gain, loss, none, undetermined, before, after] = [
    slot('gain'),
    slot('loss'),
    slot('none'),
    slot('undetermined'),
    slot('before'),
    slot('after'),
  ];
  const costChange = sumText(subtractSums(after.amount, before.amount));
  if (sumText(subtractSums(gain.amount, loss.amount)) !== costChange)
    throw new Error('weighted gains less losses are not the change in cost');
  return {
    units: sumText([gain, loss, none, undetermined].map(({ weight }) => weight).reduce(addSums)),
    gainers: sumText(gain.weight),
    losers: sumText(loss.weight),
    unchanged: sumText(none.weight),
    undetermined: sumText(undetermined.weight),
    gained: sumText(gain.amount),
    lost: sumText(loss.amount),
    baselineCost: sumText(before.amount),
    reformCost: sumText(after.amount),
    costChange,
    averageGain: quotientText(gain.amount, gain.weight),
    averageLoss: quotientText(loss.amount, loss.weight),
    baselineCaseload: sumText(before.weight),
    reformCaseload: sumText(after.weight),
  };
};

/** The figures without weights, where `counted` was counted without. */
export const plainFigures = (counted: readonly Counted[]): ReformFigures => {
  const slot = (name: TallySlot): Counted => tallied(counted, 0, name);
  const { gained, lost, baselineCost, reformCost, costChange, averageGain, averageLoss } = weightedFigures(counted);
  return {
    gainers: slot('gain').units,
    losers: slot('loss').units,
    unchanged: slot('none').units,
    undetermined: slot('undetermined').units,
    gained,
    lost,
    baselineCost,
    reformCost,
    costChange,
    averageGain,
    averageLoss,
    baselineCaseload: slot('before').units,
    reformCaseload: slot('after').units,
  };
};
