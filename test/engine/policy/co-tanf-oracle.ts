/** Colorado Works written a second time, straight from the prose of the rule, as an oracle for the shipped policy. */
import { Exact } from '../../../src/engine/model/exact.ts';
import { lawOn, notNegative, type Published, ratio, smaller, total, whole } from './oracle-arithmetic.ts';

export type CoPerson = {
  readonly isChild: boolean;
  readonly isPregnant: boolean;
  /** Three sources, and twelve. */
  readonly earned: readonly Exact[];
  readonly unearned: readonly Exact[];
  readonly childSupport: Exact;
};

export type CoUnit = {
  readonly inColorado: boolean;
  readonly isDemographic: boolean;
  readonly isEnrolled: boolean;
  readonly adults: number;
  readonly persons: readonly CoPerson[];
};

/** By adults, then by children. */
const NEED = [
  [0, 117, 245, 368, 490, 587, 678, 755, 830, 904, 977],
  [253, 331, 421, 510, 605, 697, 770, 844, 920, 992, 1065],
  [357, 439, 533, 628, 716, 787, 861, 937, 1009, 1082, 1155],
];
const GRANTS = {
  '2013-07-01': [
    [0, 128, 269, 404, 539, 646, 748, 832, 913, 995, 1086],
    [278, 364, 462, 561, 665, 767, 847, 929, 1012, 1092, 1172],
    [392, 483, 586, 691, 787, 865, 947, 1032, 1111, 1190, 1271],
  ],
  '2022-03-01': [
    [0, 156, 326, 489, 653, 783, 904, 1007, 1105, 1205, 1315],
    [337, 440, 559, 679, 806, 929, 1026, 1125, 1225, 1322, 1418],
    [475, 585, 710, 836, 953, 1048, 1147, 1249, 1345, 1440, 1538],
  ],
  '2024-07-01': [
    [0, 165, 345, 518, 691, 829, 957, 1066, 1170, 1276, 1393],
    [357, 466, 592, 719, 853, 984, 1086, 1191, 1297, 1400, 1502],
    [503, 619, 752, 885, 1009, 1110, 1215, 1323, 1424, 1525, 1629],
  ],
  '2025-07-01': [
    [0, 173, 362, 543, 724, 869, 1003, 1117, 1226, 1337, 1460],
    [374, 488, 620, 754, 894, 1031, 1138, 1248, 1359, 1467, 1574],
    [527, 649, 788, 927, 1057, 1163, 1273, 1387, 1492, 1598, 1707],
  ],
};
const MORE_CHILDREN = { '2013-07-01': 72, '2022-03-01': 82, '2024-07-01': 86, '2025-07-01': 90 };

const cell = (table: readonly (readonly number[])[], adults: number, children: number): number =>
  table[Math.min(adults, 2)]?.[Math.min(children, 10)] as number;

/** The ten published decisions as exact texts and booleans. `date` is 1 January, of 2014 or later. */
export const coTanfOracle = (unit: CoUnit, date: string): Published => {
  const { inColorado, persons, adults } = unit;
  const published = (value: Exact): Exact => (inColorado ? value : Exact.ZERO);
  const pregnant = persons.filter(({ isPregnant }) => isPregnant).length;
  const children = inColorado ? persons.filter(({ isChild }) => isChild).length + pregnant : 0;
  const beyond = Math.max(children - 10, 0);
  const need = published(whole(12 * (cell(NEED, adults, children) + 67 * beyond)));
  const gross = published(total(persons.flatMap(({ earned }) => earned)));
  const support = unit.isEnrolled ? Exact.ZERO : total(persons.map(({ childSupport }) => childSupport));
  const unearned = published(total(persons.flatMap((person) => person.unearned)).add(support));
  const third = published(gross.multiply(ratio(33, 100)));
  const againstNeed = unit.isEnrolled ? third : published(notNegative(gross.subtract(whole(90 * 12))));
  const incomeEligible = inColorado && againstNeed.add(unearned).compare(need) < 0;
  const eligible = inColorado && unit.isDemographic && incomeEligible;
  const monthly = cell(lawOn(GRANTS, date), adults, children) + lawOn(MORE_CHILDREN, date) * beyond + 10 * pregnant;
  const grant = eligible ? whole(12 * monthly) : Exact.ZERO;
  return {
    co_tanf_count_children: whole(children).toText(),
    co_tanf_need_standard: need.toText(),
    co_tanf_countable_gross_earned_income: gross.toText(),
    co_tanf_countable_gross_unearned_income: unearned.toText(),
    co_tanf_countable_earned_income_need: againstNeed.toText(),
    co_tanf_income_eligible: incomeEligible,
    co_tanf_eligible: eligible,
    co_tanf_grant_standard: grant.toText(),
    co_tanf_countable_earned_income_grant_standard: third.toText(),
    co_tanf: (eligible ? smaller(notNegative(grant.subtract(third).subtract(unearned)), grant) : Exact.ZERO).toText(),
  };
};
