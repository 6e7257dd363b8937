/** Goal: the shipped programmes agree to the last digit with their rules written a second time, on any unit and any period. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import coTanf from '../../../templates/policies/co-tanf.json';
import waTanf from '../../../templates/policies/wa-tanf.json';
import wyPower from '../../../templates/policies/wy-power.json';
import { type CoUnit, coTanfOracle } from './co-tanf-oracle.ts';
import type { Published } from './oracle-arithmetic.ts';
import { checkedPolicy, evaluatorOf, isSameOrNull, without } from './programme.ts';
import { type WaUnit, waTanfOracle } from './wa-tanf-oracle.ts';
import { type WyUnit, wyPowerOracle } from './wy-power-oracle.ts';

/** Amounts that meet each other and the limits often, twelfths of yearly ones, any cents, and losses. */
const amountOf = (...usual: readonly number[]): fc.Arbitrary<Exact> =>
  fc.oneof(
    fc.constantFrom(0, 0, 0, ...usual).map((value) => Exact.integer(value)),
    fc.integer({ min: 0, max: 20_000 }).map((yearly) => Exact.of(BigInt(yearly), 12n)),
    fc.integer({ min: -50_000, max: 400_000 }).map((cents) => Exact.of(BigInt(cents), 100n)),
  );

/** True nine times out of ten. */
const mostly = fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0);

/** Any month of 2015 to 2026, and those around each change more often. */
const monthOf = (...changes: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...changes),
    fc
      .record({ year: fc.integer({ min: 2015, max: 2026 }), month: fc.integer({ min: 1, max: 12 }) })
      .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}-01`),
  );

const STATUSES = waTanf.inputs.members.of.immigration_status.values;

const waUnit: fc.Arbitrary<WaUnit> = fc.record({
  inWashington: mostly,
  isDemographic: mostly,
  showsAll: fc.boolean(),
  size: fc.integer({ min: 1, max: 13 }),
  assets: amountOf(1_000, 6_000, 12_000),
  vehicles: fc.integer({ min: 0, max: 4 }),
  vehiclesValue: amountOf(5_000, 24_000),
  persons: fc.array(
    fc.record({
      status: fc.constantFrom(...STATUSES),
      isCitizenOrLegal: fc.boolean(),
      years: fc.constantFrom('0', '4.99', '5', '5.01', '30').map((text) => Exact.parse(text) as Exact),
      earned: amountOf(332, 500, 665, 900, 1_400, 1_912),
      unearned: amountOf(-1, 100, 332, 450, 706),
    }),
    { maxLength: 5 },
  ),
});

const waFacts = (unit: WaUnit): JsonObject => ({
  WA: unit.inWashington,
  is_demographic_tanf_eligible: unit.isDemographic,
  wa_show_all_cash_assistance_programs: unit.showsAll,
  spm_unit_size: unit.size,
  spm_unit_cash_assets: unit.assets.toText(),
  household_vehicles_owned: unit.vehicles,
  household_vehicles_value: unit.vehiclesValue.toText(),
  members: unit.persons.map((person) => ({
    immigration_status: person.status,
    is_citizen_or_legal_immigrant: person.isCitizenOrLegal,
    years_since_us_entry: person.years.toText(),
    tanf_gross_earned_income: person.earned.toText(),
    tanf_gross_unearned_income: person.unearned.toText(),
  })),
});

const wyUnit: fc.Arbitrary<WyUnit> = fc.record({
  inWyoming: mostly,
  isDemographic: mostly,
  isShelterQualified: fc.boolean(),
  size: fc.integer({ min: 0, max: 14 }),
  assets: amountOf(5_000, 5_001),
  persons: fc.array(
    fc.record({
      isCitizenOrLegal: fc.boolean(),
      isHeadOrSpouse: fc.boolean(),
      earned: amountOf(600, 1_200, 1_502),
      unearned: amountOf(-1, 512, 902),
    }),
    { maxLength: 5 },
  ),
});

const wyFacts = (unit: WyUnit): JsonObject => ({
  WY: unit.inWyoming,
  is_demographic_tanf_eligible: unit.isDemographic,
  wy_power_shelter_qualified: unit.isShelterQualified,
  spm_unit_size: unit.size,
  spm_unit_cash_assets: unit.assets.toText(),
  members: unit.persons.map((person) => ({
    is_citizen_or_legal_immigrant: person.isCitizenOrLegal,
    is_tax_unit_head_or_spouse: person.isHeadOrSpouse,
    tanf_gross_earned_income: person.earned.toText(),
    tanf_gross_unearned_income: person.unearned.toText(),
  })),
});

const EARNED = ['employment_income', 'self_employment_income', 'sstb_self_employment_income'];
const UNEARNED = [
  'veterans_benefits',
  'rental_income',
  'alimony_income',
  'dividend_income',
  'interest_income',
  'miscellaneous_income',
  'pension_income',
  'unemployment_compensation',
  'gi_cash_assistance',
  'social_security',
  'workers_compensation',
  'disability_benefits',
];

const sourcesOf = (names: readonly string[], amount: fc.Arbitrary<Exact>): fc.Arbitrary<Exact[]> =>
  fc.array(amount, { minLength: names.length, maxLength: names.length });

const coUnit: fc.Arbitrary<CoUnit> = fc.record({
  inColorado: mostly,
  isDemographic: mostly,
  isEnrolled: fc.boolean(),
  adults: fc.integer({ min: 0, max: 4 }),
  persons: fc.array(
    fc.record({
      isChild: fc.boolean(),
      isPregnant: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
      earned: sourcesOf(EARNED, amountOf(1_080, 3_000)),
      unearned: sourcesOf(UNEARNED, fc.oneof({ weight: 6, arbitrary: fc.constant(Exact.ZERO) }, amountOf(100))),
      childSupport: amountOf(600),
    }),
    { maxLength: 14 },
  ),
});

const namedAmounts = (names: readonly string[], amounts: readonly Exact[]): JsonObject =>
  Object.fromEntries(names.map((name, index) => [name, (amounts[index] as Exact).toText()]));

const coFacts = (unit: CoUnit): JsonObject => ({
  CO: unit.inColorado,
  is_demographic_tanf_eligible: unit.isDemographic,
  is_tanf_enrolled: unit.isEnrolled,
  spm_unit_count_adults: unit.adults,
  members: unit.persons.map((person) => ({
    is_child: person.isChild,
    is_pregnant: person.isPregnant,
    ...namedAmounts(EARNED, person.earned),
    ...namedAmounts(UNEARNED, person.unearned),
    child_support_received: person.childSupport.toText(),
  })),
});

type Drawn = { readonly facts: JsonObject; readonly date: string; readonly expected: Published };

const drawn = <T>(
  unit: fc.Arbitrary<T>,
  date: fc.Arbitrary<string>,
  facts: (unit: T) => JsonObject,
  oracle: (unit: T, on: string) => Published,
) => fc.tuple(unit, date).map(([own, on]): Drawn => ({ facts: facts(own), date: on, expected: oracle(own, on) }));

const PROGRAMMES: readonly (readonly [string, PolicyDocument, fc.Arbitrary<Drawn>])[] = [
  [
    'wa-tanf',
    checkedPolicy(waTanf),
    drawn(
      waUnit,
      monthOf('2016-01-01', '2016-02-01', '2018-06-01', '2018-07-01', '2021-09-01', '2021-10-01', '2024-07-01', '2024-08-01', '2025-01-01'),
      waFacts,
      waTanfOracle,
    ),
  ],
  [
    'wy-power',
    checkedPolicy(wyPower),
    drawn(wyUnit, monthOf('2017-06-01', '2017-07-01', '2025-06-01', '2025-07-01'), wyFacts, wyPowerOracle),
  ],
  [
    'co-tanf',
    checkedPolicy(coTanf),
    drawn(
      coUnit,
      fc.integer({ min: 2014, max: 2026 }).map((year) => `${year}-01-01`),
      coFacts,
      coTanfOracle,
    ),
  ],
];

describe.each(PROGRAMMES)('%s', (_id, policy, cases) => {
  const evaluate = evaluatorOf(policy);

  it('agrees with the rule written a second time', () => {
    fc.assert(
      fc.property(cases, ({ facts, date, expected }) => {
        expect(evaluate(facts, date, Object.keys(expected))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never says anything else for want of a fact than with it', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ facts, date, expected }, draw) => {
        const names = Object.keys(expected);
        const partial = evaluate(without(facts, draw), date, names);
        expect(names.filter((name) => !isSameOrNull(partial[name], expected[name] as Json))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
