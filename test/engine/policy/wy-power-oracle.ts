/** Wyoming's POWER written a second time, straight from the prose of the rule, as an oracle for the shipped policy. */
import { Exact } from '../../../src/engine/model/exact.ts';
import { lawOn, notNegative, type Published, smaller, total, whole } from './oracle-arithmetic.ts';

export type WyPerson = {
  readonly isCitizenOrLegal: boolean;
  readonly isHeadOrSpouse: boolean;
  readonly earned: Exact;
  readonly unearned: Exact;
};

export type WyUnit = {
  readonly inWyoming: boolean;
  readonly isDemographic: boolean;
  readonly isShelterQualified: boolean;
  readonly size: number;
  readonly assets: Exact;
  readonly persons: readonly WyPerson[];
};

/** Standards of units of 0 to 12. */
const QUALIFIED = {
  '2015-01-01': [0, 374, 618, 657, 657, 697, 697, 737, 737, 737, 737, 737, 737],
  '2016-07-01': [0, 374, 618, 657, 657, 697, 697, 737, 737, 737, 737, 737, 737],
  '2017-07-01': [0, 376, 621, 660, 660, 701, 701, 741, 741, 741, 741, 741, 741],
  '2018-07-01': [0, 384, 635, 675, 675, 717, 717, 758, 758, 758, 758, 758, 758],
  '2019-07-01': [0, 396, 655, 697, 697, 740, 740, 783, 783, 783, 783, 783, 783],
  '2020-07-01': [0, 404, 669, 712, 712, 756, 756, 800, 800, 800, 800, 800, 800],
  '2021-07-01': [0, 401, 662, 707, 707, 750, 750, 795, 795, 795, 795, 795, 795],
  '2022-07-01': [0, 425, 702, 749, 749, 796, 796, 843, 843, 843, 843, 843, 843],
  '2023-07-01': [0, 461, 762, 812, 812, 863, 863, 914, 914, 914, 914, 914, 914],
  '2024-07-01': [0, 485, 801, 854, 854, 908, 908, 961, 961, 961, 961, 961, 961],
  '2025-07-01': [0, 512, 847, 902, 902, 959, 959, 1015, 1015, 1015, 1015, 1015, 1015],
};
const DISQUALIFIED = {
  '2015-01-01': [0, 219, 394, 453, 453, 512, 512, 570, 570, 570, 570, 570, 570],
  '2016-07-01': [0, 219, 394, 453, 453, 512, 512, 570, 570, 570, 570, 570, 570],
  '2017-07-01': [0, 220, 396, 455, 455, 515, 515, 573, 573, 573, 573, 573, 573],
  '2018-07-01': [0, 225, 405, 465, 465, 526, 526, 586, 586, 586, 586, 586, 586],
  '2019-07-01': [0, 232, 418, 480, 480, 543, 543, 605, 605, 605, 605, 605, 605],
  '2020-07-01': [0, 237, 427, 490, 490, 554, 554, 618, 618, 618, 618, 618, 618],
  '2021-07-01': [0, 233, 423, 486, 486, 549, 549, 613, 613, 613, 613, 613, 613],
  '2022-07-01': [0, 247, 449, 515, 515, 583, 583, 650, 650, 650, 650, 650, 650],
  '2023-07-01': [0, 268, 487, 558, 558, 632, 632, 705, 705, 705, 705, 705, 705],
  '2024-07-01': [0, 282, 512, 587, 587, 665, 665, 742, 742, 742, 742, 742, 742],
  '2025-07-01': [0, 298, 541, 620, 620, 702, 702, 783, 783, 783, 783, 783, 783],
};

/** The eight published decisions as exact texts and booleans. `date` is the first day of the month, in 2015 or later. */
export const wyPowerOracle = (unit: WyUnit, date: string): Published => {
  const { inWyoming, persons } = unit;
  const published = (value: Exact): Exact => (inWyoming ? value : Exact.ZERO);
  const table = lawOn<readonly number[]>(unit.isShelterQualified ? QUALIFIED : DISQUALIFIED, date);
  const standard = published(whole(table[Math.min(unit.size, 12)] as number));
  const disregard = published(whole(persons.filter(({ isHeadOrSpouse }) => isHeadOrSpouse).length > 1 ? 1_200 : 600));
  const countableEarned = published(notNegative(total(persons.map(({ earned }) => earned)).subtract(disregard)));
  const countable = published(countableEarned.add(total(persons.map(({ unearned }) => unearned))));
  const incomeEligible = inWyoming && countable.compare(standard) < 0;
  const resourcesEligible = inWyoming && unit.assets.compare(whole(5_000)) <= 0;
  const hasCitizen = persons.some(({ isCitizenOrLegal }) => isCitizenOrLegal);
  const eligible = inWyoming && unit.isDemographic && hasCitizen && incomeEligible && resourcesEligible;
  const payment = smaller(notNegative(standard.subtract(countable)), standard);
  return {
    wy_power_payment_standard: standard.toText(),
    wy_power_earned_income_disregard: disregard.toText(),
    wy_power_countable_earned_income: countableEarned.toText(),
    wy_power_countable_income: countable.toText(),
    wy_power_income_eligible: incomeEligible,
    wy_power_resources_eligible: resourcesEligible,
    wy_power_eligible: eligible,
    wy_power: (eligible ? payment : Exact.ZERO).toText(),
  };
};
