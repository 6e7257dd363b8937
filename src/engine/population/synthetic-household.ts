/** Made-up households whose sizes, ages and incomes hang together as those of a population do. */
import type { RandomStream } from './random-stream.ts';

/** Amounts are cents of a month. */
export type SyntheticPerson = {
  readonly role: 'head' | 'partner' | 'child' | 'elder' | 'other';
  readonly age: number;
  readonly female: boolean;
  readonly student: boolean;
  readonly pregnant: boolean;
  readonly disabled: boolean;
  readonly incapable: boolean;
  readonly citizen: boolean;
  readonly earned: number;
  readonly unemployment: number;
  readonly pension: number;
  readonly disabilityBenefit: number;
  readonly childSupport: number;
  readonly capital: number;
  readonly careExpenses: number;
};

export type SyntheticHousehold = {
  readonly persons: readonly SyntheticPerson[];
  /** 0 to 999: picks a region, unevenly. */
  readonly region: number;
  /** Whether it lives where the policy holds. */
  readonly resident: boolean;
  readonly cashAssets: number;
  readonly childcare: number;
  readonly housing: number;
  readonly vehicles: number;
  readonly homeless: boolean;
};

type Kind = 'single' | 'couple' | 'single-parent' | 'family' | 'shared';

/** Shares in per mille: about 35 % of one person, 2.3 persons on average, at most 7. */
const KINDS: readonly (readonly [number, Kind])[] = [
  [350, 'single'],
  [265, 'couple'],
  [85, 'single-parent'],
  [250, 'family'],
  [50, 'shared'],
];
const CHILDREN_OF_ONE: readonly (readonly [number, number])[] = [
  [52, 1],
  [34, 2],
  [11, 3],
  [3, 4],
];
const CHILDREN_OF_TWO: readonly (readonly [number, number])[] = [
  [37, 1],
  [40, 2],
  [16, 3],
  [5, 4],
  [2, 5],
];

/** Log-normal with median 1,000 and a standard deviation of 0.65 of the logarithm: its quantiles at 0, 1/32, …, 1, the ends cut at 0.4 % and 99.8 %. */
const SPREAD = [
  178, 298, 369, 425, 473, 519, 562, 604, 645, 686, 728, 770, 813, 857, 903, 950, 1000, 1052, 1108, 1167, 1230, 1299, 1374, 1457, 1550,
  1656, 1780, 1928, 2112, 2355, 2711, 3356, 6494,
];
/** The same with a deviation of 1.6: savings are far more unequal than earnings. */
const WIDE_SPREAD = [
  14, 51, 86, 121, 159, 199, 242, 289, 340, 396, 457, 525, 601, 684, 777, 882, 1000, 1134, 1286, 1462, 1665, 1903, 2186, 2526, 2942, 3463,
  4135, 5033, 6300, 8238, 11642, 19695, 99989,
];

/** By age: median earnings of a month, and how many of a thousand have none. */
const WORK: readonly { readonly to: number; readonly median: number; readonly without: number }[] = [
  { to: 15, median: 0, without: 1_000 },
  { to: 17, median: 22_000, without: 850 },
  { to: 24, median: 118_000, without: 430 },
  { to: 34, median: 205_000, without: 190 },
  { to: 54, median: 246_000, without: 160 },
  { to: 64, median: 228_000, without: 360 },
  { to: 200, median: 71_000, without: 930 },
];

export const drawHousehold = (random: RandomStream): SyntheticHousehold => {
  const kind = random.pick(KINDS);
  // A third of the households is short of work and pay, the ones with a single parent more often: they are whom benefits are for.
  const poor = random.chance(kind === 'single-parent' ? 560 : 290);
  const persons = drawAges(random, kind).map(({ role, age }) => drawPerson(random, { role, age, poor, kind }));
  const children = persons.filter(({ age }) => age < 13).length;
  const adultsWork = persons.every(({ age, earned }) => age < 18 || earned > 0);
  return {
    persons,
    region: random.below(1_000),
    resident: random.chance(965),
    cashAssets: random.chance(poor ? 420 : 80) ? 0 : spread(random, poor ? 45_000 : 420_000, WIDE_SPREAD),
    childcare: children > 0 && random.chance(adultsWork ? 560 : 90) ? children * random.between(6_000, 52_000) : 0,
    housing: spread(random, 52_000 + 11_000 * persons.length, SPREAD),
    vehicles: random.pick([
      [poor ? 45 : 12, 0],
      [45, 1],
      [poor ? 8 : 35, 2],
      [poor ? 2 : 8, 3],
    ]),
    homeless: random.chance(poor ? 14 : 1),
  };
};

type Aged = Pick<SyntheticPerson, 'role' | 'age'>;

/** Ages of the head: from, to, by share. */
const HEADS: { readonly [kind in Kind]: readonly (readonly [number, readonly [number, number]])[] } = {
  single: [
    [330, [18, 34]],
    [330, [35, 64]],
    [340, [65, 94]],
  ],
  couple: [
    [270, [20, 39]],
    [310, [40, 64]],
    [420, [65, 90]],
  ],
  'single-parent': [
    [420, [19, 33]],
    [580, [34, 52]],
  ],
  family: [
    [330, [20, 33]],
    [670, [34, 54]],
  ],
  shared: [
    [550, [19, 32]],
    [450, [38, 60]],
  ],
};

const drawAges = (random: RandomStream, kind: Kind): readonly Aged[] => {
  const [from, to] = random.pick(HEADS[kind]);
  const head: Aged = { role: 'head', age: random.between(from, to) };
  const partner = (): Aged => ({ role: 'partner', age: Math.max(18, head.age + random.between(-6, 4)) });
  const children = (count: number): readonly Aged[] => Array.from({ length: count }, () => drawChild(random, head.age));
  switch (kind) {
    case 'single':
      return [head];
    case 'couple':
      return [head, partner()];
    case 'single-parent':
      return [head, ...children(random.pick(CHILDREN_OF_ONE))];
    case 'family':
      return [head, partner(), ...children(random.pick(CHILDREN_OF_TWO))];
    case 'shared':
      if (head.age < 38)
        return [head, ...Array.from({ length: random.between(1, 3) }, (): Aged => ({ role: 'other', age: random.between(18, 33) }))];
      return [head, partner(), { role: 'elder', age: head.age + random.between(20, 32) }];
  }
};

/** Children live at home up to 20, and were born when the head was 18 to 42. */
const drawChild = (random: RandomStream, headAge: number): Aged => {
  const youngest = Math.max(0, headAge - 42);
  return { role: 'child', age: Math.min(20, random.between(youngest, Math.max(youngest, Math.min(20, headAge - 18)))) };
};

const drawPerson = (
  random: RandomStream,
  { role, age, poor, kind }: Aged & { readonly poor: boolean; readonly kind: Kind },
): SyntheticPerson => {
  const female = random.chance(kind === 'single-parent' && role === 'head' ? 840 : 510);
  const disabled = random.chance(age < 18 ? 20 : age < 65 ? 70 : 240);
  const incapable = age >= 18 && random.chance(age < 80 ? (disabled ? 60 : 2) : 110);
  const earned = drawEarnings(random, age, { poor, hindered: disabled || incapable });
  const retired = age >= 62 && earned === 0;
  const jobless = age >= 18 && age < 62 && earned === 0;
  return {
    role,
    age,
    female,
    disabled,
    incapable,
    earned,
    student: age >= 6 && (age < 18 || (role === 'child' && age === 18 && random.chance(700)) || (age < 25 && random.chance(280))),
    pregnant: female && age >= 18 && age <= 43 && random.chance(22),
    citizen: random.chance(955),
    unemployment: jobless && random.chance(340) ? spread(random, 62_000, SPREAD) : 0,
    pension: retired && random.chance(930) ? spread(random, poor ? 81_000 : 152_000, SPREAD) : 0,
    disabilityBenefit: disabled && jobless && random.chance(600) ? spread(random, 74_000, SPREAD) : 0,
    childSupport: role === 'child' && kind === 'single-parent' && age < 18 && random.chance(430) ? random.between(3_000, 32_000) : 0,
    capital: age >= 18 && random.chance(poor ? 40 : 310) ? spread(random, 2_400, WIDE_SPREAD) : 0,
    careExpenses: incapable && random.chance(450) ? random.between(4_000, 45_000) : 0,
  };
};

const drawEarnings = (
  random: RandomStream,
  age: number,
  { poor, hindered }: { readonly poor: boolean; readonly hindered: boolean },
): number => {
  const { median, without } = WORK.find(({ to }) => age <= to) as (typeof WORK)[number];
  const idle = Math.min(1_000, without + (poor ? 270 : 0) + (hindered ? 350 : 0));
  if (random.chance(idle)) return 0;
  return spread(random, poor ? Math.floor((median * 36) / 100) : median, SPREAD);
};

/** An amount around a median, to the cent. */
const spread = (random: RandomStream, median: number, quantiles: readonly number[]): number =>
  Math.floor((median * random.quantile(quantiles)) / 1_000) + random.below(100);
