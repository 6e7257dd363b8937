/** Goal: the shipped K-TAP agrees to the last digit with the rule written a second time, on any unit and any month. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import { ktapOracle, type OraclePerson, type OracleUnit } from './ktap-oracle.ts';
import { checkedPolicy, evaluatorOf, isSameOrNull, without } from './programme.ts';

const policy = checkedPolicy(kyKtap);
const evaluate = evaluatorOf(policy);

const cents = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((amount) => Exact.of(BigInt(amount), 100n));
/** Amounts that meet each other and the limits often: round ones, twelfths of yearly ones, and any. */
const amount = fc.oneof(
  fc.constantFrom(0, 0, 0, 30, 50, 90, 120, 175, 205, 400, 600).map((value) => Exact.integer(value)),
  fc.integer({ min: 0, max: 20_000 }).map((yearly) => Exact.of(BigInt(yearly), 12n)),
  cents(1_500),
);

const person: fc.Arbitrary<OraclePerson> = fc.record({
  age: fc.oneof(fc.constantFrom(0, 1, 2, 12, 13, 17, 18), fc.integer({ min: 0, max: 90 }), fc.constantFrom(1.5, 12.5)),
  isAdult: fc.boolean(),
  isDependant: fc.boolean(),
  isIncapable: fc.boolean(),
  earned: amount,
  unearned: amount,
  childSupport: amount,
  care: amount,
});

const unit: fc.Arbitrary<OracleUnit> = fc.record({
  inKentucky: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
  isDemographic: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
  size: fc.integer({ min: 1, max: 10 }),
  assets: fc.oneof(
    fc.constantFrom('0', '2000', '2000.01', '10000', '10000.01').map((text) => Exact.parse(text) as Exact),
    cents(12_000),
  ),
  childcare: amount,
  persons: fc.array(person, { maxLength: 6 }),
});

const month = fc.record({ year: fc.integer({ min: 1998, max: 2027 }), month: fc.integer({ min: 1, max: 12 }) });
const date = fc.oneof(
  fc.constantFrom('2023-01-01', '2023-02-01', '2023-03-01', '2025-10-01', '2025-11-01'),
  month.map(({ year, month: number }) => `${year}-${String(number).padStart(2, '0')}-01`),
);

const NOBODY: OracleUnit = { inKentucky: true, isDemographic: true, size: 1, assets: Exact.ZERO, childcare: Exact.ZERO, persons: [] };

const factsOf = ({ persons, ...facts }: OracleUnit): JsonObject => ({
  KY: facts.inKentucky,
  is_demographic_tanf_eligible: facts.isDemographic,
  spm_unit_size: facts.size,
  spm_unit_cash_assets: facts.assets.toText(),
  childcare_expenses: facts.childcare.toText(),
  members: persons.map((own) => ({
    age: own.age,
    is_adult: own.isAdult,
    is_tax_unit_dependent: own.isDependant,
    is_incapable_of_self_care: own.isIncapable,
    tanf_gross_earned_income: own.earned.toText(),
    tanf_gross_unearned_income: own.unearned.toText(),
    child_support_received: own.childSupport.toText(),
    care_expenses: own.care.toText(),
  })),
});

it('agrees with the rule written a second time', () => {
  fc.assert(
    fc.property(unit, date, (given, on) => {
      const expected = ktapOracle(given, on);
      expect(evaluate(factsOf(given), on, Object.keys(expected))).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

it('never says anything else for want of a fact than with it', () => {
  fc.assert(
    fc.property(unit, date, fc.nat(), (given, on, draw) => {
      const expected = ktapOracle(given, on);
      const names = Object.keys(expected);
      const partial = evaluate(without(factsOf(given), draw), on, names);
      expect(names.filter((name) => !isSameOrNull(partial[name], expected[name] as Json))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('publishes exactly the names that others ask for', () => {
  expect(Object.keys(policy.decisions)).toEqual(expect.arrayContaining(Object.keys(ktapOracle(NOBODY, '2023-01-01'))));
});
