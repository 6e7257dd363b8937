/** Washington's TANF written a second time, straight from the prose of the rule, as an oracle for the shipped policy. */
import { Exact } from '../../../src/engine/model/exact.ts';
import { lawOn, notNegative, type Published, ratio, total, whole } from './oracle-arithmetic.ts';

export type WaPerson = {
  readonly status: string;
  readonly isCitizenOrLegal: boolean;
  readonly years: Exact;
  readonly earned: Exact;
  readonly unearned: Exact;
};

export type WaUnit = {
  readonly inWashington: boolean;
  readonly isDemographic: boolean;
  readonly showsAll: boolean;
  /** At least 1: the law has no standard for nobody. */
  readonly size: number;
  readonly assets: Exact;
  readonly vehicles: number;
  readonly vehiclesValue: Exact;
  readonly persons: readonly WaPerson[];
};

const STANDARDS = {
  '2015-01-01': [332, 420, 521, 613, 706, 802, 927, 1026, 1126, 1224],
  '2018-07-01': [363, 459, 569, 670, 772, 877, 1013, 1121, 1231, 1338],
  '2021-07-01': [417, 528, 654, 771, 888, 1009, 1165, 1289, 1416, 1539],
  '2024-01-01': [450, 570, 706, 833, 959, 1090, 1258, 1392, 1529, 1662],
};
const EARNED_LIMITS = {
  '2015-01-01': [665, 839, 1042, 1225, 1413, 1604, 1853, 2051, 2252, 2448],
  '2018-07-01': [726, 918, 1138, 1340, 1544, 1754, 2026, 2242, 2462, 2676],
  '2021-07-01': [834, 1056, 1308, 1542, 1776, 2018, 2330, 2578, 2832, 3078],
  '2024-01-01': [900, 1140, 1412, 1666, 1918, 2180, 2516, 2784, 3058, 3324],
  '2024-08-01': [1400, 1640, 1912, 2166, 2418, 2680, 3016, 3284, 3558, 3824],
};
const RESOURCE_LIMITS = { '1998-09-01': 1_000, '2019-02-01': 6_000, '2024-02-01': 12_000 };
const EXEMPT = ['REFUGEE', 'ASYLEE', 'CUBAN_HAITIAN_ENTRANT', 'DEPORTATION_WITHHELD'];

const hasEligibleStatus = ({ status, isCitizenOrLegal, years }: WaPerson, date: string): boolean => {
  if (status === 'CITIZEN' || EXEMPT.includes(status)) return true;
  if (status === 'PAROLED_ONE_YEAR' && date >= '2021-09-30') return true;
  return isCitizenOrLegal && years.compare(whole(5)) >= 0;
};

/** The nine published decisions as exact texts and booleans. `date` is the first day of the month, in 2015 or later. */
export const waTanfOracle = (unit: WaUnit, date: string): Published => {
  const { inWashington, persons } = unit;
  const published = (value: Exact): Exact => (inWashington ? value : Exact.ZERO);
  const place = Math.min(unit.size, 10) - 1;
  const standard = published(whole(lawOn(STANDARDS, date)[place] as number));
  const earned = total(persons.map((person) => person.earned));
  const counted = date >= '2024-08-01' ? notNegative(earned.subtract(whole(500))) : earned;
  const countableEarned = published(counted.multiply(ratio(1, 2)));
  const countable = published(countableEarned.add(total(persons.map((person) => person.unearned))));
  const limit = whole(lawOn(EARNED_LIMITS, date)[place] as number);
  const incomeEligible = inWashington && earned.compare(limit) <= 0 && countable.compare(standard) < 0;

  const further = unit.vehicles > 1 ? unit.vehiclesValue.multiply(ratio(unit.vehicles - 1, unit.vehicles)) : Exact.ZERO;
  const resources = published(unit.assets.add(further));
  const yearStart = `${date.slice(0, 4)}-01-01`;
  const resourcesEligible = inWashington && resources.compare(whole(lawOn(RESOURCE_LIMITS, yearStart))) <= 0;

  const statuses = persons.map((person) => inWashington && hasEligibleStatus(person, date));
  const eligible = inWashington && unit.isDemographic && (unit.showsAll || statuses.includes(true)) && incomeEligible && resourcesEligible;
  return {
    wa_tanf_payment_standard: standard.toText(),
    wa_tanf_countable_earned_income: countableEarned.toText(),
    wa_tanf_countable_income: countable.toText(),
    wa_tanf_income_eligible: incomeEligible,
    wa_tanf_countable_resources: resources.toText(),
    wa_tanf_resources_eligible: resourcesEligible,
    wa_tanf_immigration_status_eligible: statuses,
    wa_tanf_eligible: eligible,
    wa_tanf: (eligible ? notNegative(standard.subtract(notNegative(countable))) : Exact.ZERO).toText(),
  };
};
