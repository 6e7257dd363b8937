/** Averages, caseload and weighted figures of a group of cases, from what was tallied of it. */
import { Exact } from '../../model/exact.ts';
import type { ReformFigures, WeightedFigures } from '../../model/impact-result.ts';
import { addSums, type ExactSum, subtractSums, sumText } from '../exact-sum.ts';
import { type TallySlot, tallied } from './case-tally.ts';
import type { Counted } from './counted.ts';

type FurtherFigures = Pick<ReformFigures, 'averageGain' | 'averageLoss' | 'baselineCaseload' | 'reformCaseload' | 'weighted'>;

const quotientText = (sum: ExactSum, by: ExactSum): string | null => Exact.of(sum.n, sum.d).divide(Exact.of(by.n, by.d))?.toText() ?? null;

const unitsOf = ({ units }: Counted): ExactSum => ({ n: BigInt(units), d: 1n });

/**
 * `counted` has the slots of one group under one reform. `plain` are the figures that were counted apart from these, without weights, so that a
 * slip in either shows.
 */
export const furtherFigures = (
  counted: readonly Counted[],
  plain: Pick<ReformFigures, 'gainers' | 'losers' | 'unchanged' | 'undetermined'>,
  gained: { readonly gained: ExactSum; readonly lost: ExactSum },
  weighted: boolean,
): FurtherFigures => {
  const slot = (name: TallySlot): Counted => tallied(counted, 0, name);
  const [gain, loss, none, undetermined] = [slot('gain'), slot('loss'), slot('none'), slot('undetermined')];
  const same = gain.units === plain.gainers && loss.units === plain.losers && none.units === plain.unchanged;
  if (!same || undetermined.units !== plain.undetermined) throw new Error('weighted and unweighted figures do not count the same cases');
  return {
    averageGain: quotientText(gained.gained, unitsOf(gain)),
    averageLoss: quotientText(gained.lost, unitsOf(loss)),
    baselineCaseload: slot('before').units,
    reformCaseload: slot('after').units,
    ...(weighted && { weighted: weightedFigures(counted) }),
  };
};

const weightedFigures = (counted: readonly Counted[]): WeightedFigures => {
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
