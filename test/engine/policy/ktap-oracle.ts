/** Kentucky's K-TAP written a second time, straight from the prose of the rule, as an oracle for the shipped policy. */
import { Exact } from '../../../src/engine/model/exact.ts';
import { notNegative, type Published, ratio, smaller, total, whole } from './oracle-arithmetic.ts';

export type OraclePerson = {
  readonly age: number;
  readonly isAdult: boolean;
  readonly isDependant: boolean;
  readonly isIncapable: boolean;
  readonly earned: Exact;
  readonly unearned: Exact;
  readonly childSupport: Exact;
  readonly care: Exact;
};

export type OracleUnit = {
  readonly inKentucky: boolean;
  readonly isDemographic: boolean;
  readonly size: number;
  readonly assets: Exact;
  readonly childcare: Exact;
  readonly persons: readonly OraclePerson[];
};

const NEED_1997 = [401, 460, 526, 592, 658, 724, 790];
const NEED_2023 = [481, 552, 631, 710, 790, 869, 948];
const MAXIMUM_1997 = [186, 225, 262, 328, 383, 432, 482];
const MAXIMUM_2023 = [372, 450, 524, 656, 766, 864, 964];
const MAXIMUM_2025 = [242, 293, 341, 426, 498, 562, 627];

const careCap = ({ age, isAdult, isDependant, isIncapable }: OraclePerson): number => {
  const incapableAdult = isAdult && isIncapable;
  if (!isDependant && !incapableAdult) return 0;
  const years = incapableAdult ? 2 : age;
  if (years < 2) return 200;
  return years < 13 ? 175 : 0;
};

type Law = { readonly since2023: boolean; readonly month: number };

const countedEarnings = (gross: Exact, share: Exact, { since2023, month }: Law): Exact => {
  const afterWork = notNegative(gross.subtract(whole(since2023 ? 175 : 90)));
  const left = notNegative(afterWork.subtract(share));
  if (since2023) return month <= 6 ? left.multiply(ratio(1, 2)) : left;
  const aboveFlat = notNegative(left.subtract(whole(30)));
  const rate = month <= 4 ? ratio(333, 1000) : Exact.ZERO;
  return notNegative(left.subtract(whole(30)).subtract(rate.multiply(aboveFlat)));
};

/** The ten published decisions as exact texts and booleans. `date` is the first day of the month. */
export const ktapOracle = (unit: OracleUnit, date: string): Published => {
  const { inKentucky, persons } = unit;
  const since2023 = date >= '2023-02-16';
  const law = { since2023, month: Number(date.slice(5, 7)) };
  const step = Math.min(unit.size, 7) - 1;
  const maxima = date >= '2025-11-01' ? MAXIMUM_2025 : since2023 ? MAXIMUM_2023 : MAXIMUM_1997;
  const published = (value: Exact): Exact => (inKentucky ? value : Exact.ZERO);
  const need = published(whole((since2023 ? NEED_2023 : NEED_1997)[step] as number));
  const maximum = published(whole(maxima[step] as number));

  const gross = total(persons.flatMap(({ earned, unearned }) => [earned, unearned]));
  const incomeEligible = inKentucky && gross.compare(need.multiply(ratio(185, 100))) <= 0;
  const resourceEligible = inKentucky && unit.assets.compare(whole(since2023 ? 10_000 : 2_000)) <= 0;
  const eligible = inKentucky && unit.isDemographic && incomeEligible && resourceEligible;

  const careCosts = unit.childcare.add(total(persons.map(({ care }) => care)));
  const disregard = published(smaller(careCosts, total(persons.map((person) => whole(careCap(person))))));
  const top = persons.reduce((best, { earned }) => (earned.compare(best) > 0 ? earned : best), Exact.ZERO);
  const topEarners = persons.filter(({ earned }) => earned.sign > 0 && earned.equals(top)).length;
  const counted = persons.map(({ earned }) => {
    const sharesIt = earned.sign > 0 && earned.equals(top);
    return countedEarnings(earned, sharesIt ? disregard.multiply(ratio(1, topEarners)) : Exact.ZERO, law);
  });
  const countableEarned = published(total(counted));
  const unearned = total(persons.map((person) => person.unearned));
  const support = smaller(total(persons.map(({ childSupport }) => childSupport)), whole(50));
  const countableUnearned = published(notNegative(unearned.subtract(support)));
  const countable = countableEarned.add(countableUnearned);
  const unmet = notNegative(need.subtract(countable)).multiply(ratio(55, 100));
  const payment = countable.sign === 0 ? maximum : smaller(unmet, maximum);
  return {
    ky_ktap_standard_of_need: need.toText(),
    ky_ktap_payment_maximum: maximum.toText(),
    ky_ktap_income_eligible: incomeEligible,
    ky_ktap_resource_eligible: resourceEligible,
    ky_ktap_eligible: eligible,
    ky_ktap_dependent_care_disregard: disregard.toText(),
    ky_ktap_countable_earned_income: countableEarned.toText(),
    ky_ktap_countable_unearned_income: countableUnearned.toText(),
    ky_ktap_countable_income: countable.toText(),
    ky_ktap: (eligible ? payment : Exact.ZERO).toText(),
  };
};
