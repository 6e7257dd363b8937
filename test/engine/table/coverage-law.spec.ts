/**
 * Goal: what is said about a table as a whole is true. Random tables over a few thousand cases are compared with what deciding every case shows: each
 * gap and each contradiction is found, none is invented, and the example that is given is one.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { HitPolicy } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { smallPolicy } from '../policy/small-policy.ts';

const REGIONS = ['north', 'south', 'west'] as const;
const AGES = [0, 1, 2, 3, 4, 5, 6] as const;

type Case = { readonly region: string; readonly age: number; readonly disabled: boolean };
const CASES: readonly Case[] = REGIONS.flatMap((region) =>
  AGES.flatMap((age) => [true, false].map((disabled) => ({ region, age, disabled }))),
);

/** A cell, and whether a value passes it. */
type Cell<T> = { readonly text: string; readonly takes: (value: T) => boolean };

const any: Cell<unknown> = { text: '-', takes: () => true };
const age = fc.integer({ min: -1, max: 7 });
const ageCell: fc.Arbitrary<Cell<number>> = fc.oneof(
  fc.constant(any),
  age.map((low): Cell<number> => ({ text: `>= ${low}`, takes: (value) => value >= low })),
  age.map((high): Cell<number> => ({ text: `< ${high}`, takes: (value) => value < high })),
  fc.tuple(age, age, fc.boolean(), fc.boolean()).map(
    ([low, high, lowClosed, highClosed]): Cell<number> => ({
      text: `${lowClosed ? '[' : '('}${low}..${high}${highClosed ? ']' : ')'}`,
      takes: (value) => (lowClosed ? value >= low : value > low) && (highClosed ? value <= high : value < high),
    }),
  ),
  fc
    .uniqueArray(age, { minLength: 1, maxLength: 3 })
    .map((ages): Cell<number> => ({ text: ages.join(', '), takes: (value) => ages.includes(value) })),
  fc
    .uniqueArray(age, { minLength: 1, maxLength: 2 })
    .map((ages): Cell<number> => ({ text: `not(${ages.join(', ')})`, takes: (value) => !ages.includes(value) })),
);
const regionCell: fc.Arbitrary<Cell<string>> = fc.oneof(
  fc.constant(any),
  fc.subarray([...REGIONS], { minLength: 1 }).map(
    (regions): Cell<string> => ({
      text: regions.map((region) => `"${region}"`).join(', '),
      takes: (value) => regions.includes(value as (typeof REGIONS)[number]),
    }),
  ),
  fc.constantFrom(...REGIONS).map((region): Cell<string> => ({ text: `not("${region}")`, takes: (value) => value !== region })),
);
const disabledCell: fc.Arbitrary<Cell<boolean>> = fc.oneof(
  fc.constant(any),
  fc.boolean().map((wanted): Cell<boolean> => ({ text: String(wanted), takes: (value) => value === wanted })),
);

type Rule = { readonly when: readonly [Cell<string>, Cell<number>, Cell<boolean>]; readonly then: number };
const rule: fc.Arbitrary<Rule> = fc.record({ when: fc.tuple(regionCell, ageCell, disabledCell), then: fc.integer({ min: 1, max: 3 }) });

const applies = ({ when: [region, years, disabled] }: Rule, facts: Case): boolean =>
  region.takes(facts.region) && years.takes(facts.age) && disabled.takes(facts.disabled);

const documentOf = (hitPolicy: HitPolicy, rules: readonly Rule[]): Json =>
  smallPolicy({
    inputs: { region: { values: [...REGIONS] }, age: { type: 'integer', min: 0, max: 6 }, disabled: { type: 'boolean' } },
    decisions: {
      extra: {
        type: 'integer',
        table: {
          hitPolicy,
          ...(hitPolicy === 'PRIORITY' ? { precedence: ['3', '2', '1'] } : {}),
          inputs: ['region', 'age', 'disabled'],
          rules: rules.map(({ when, then }) => ({ when: when.map(({ text }) => text), then: String(then) })),
        },
      },
    },
  } as unknown as Json);

type Told = { readonly pointer: string; readonly message: string };

const toldOf = (hitPolicy: HitPolicy, rules: readonly Rule[]): Told[] => {
  const checked = checkPolicy(documentOf(hitPolicy, rules));
  return checked.ok ? [] : (checked.failure.problems ?? []).map(({ pointer = '', message }) => ({ pointer, message }));
};

/** The cases that an example stands for. */
const casesOf = (message: string): readonly Case[] => {
  const example = message.split('for example to ')[1] ?? '';
  return CASES.filter((facts) =>
    Object.entries(facts).every(([name, value]) => {
      const text = new RegExp(`${name} = ("[a-z]+"|[-0-9./]+|true|false)`).exec(example)?.[1];
      if (text === undefined) return true;
      return typeof value === 'number' ? Exact.parse(text)?.equals(Exact.integer(value)) === true : JSON.parse(text) === value;
    }),
  );
};

const TABLE = '/decisions/extra/table/rules';
const rules = fc.array(rule, { minLength: 1, maxLength: 5 });
const run = (property: fc.IProperty<[Rule[]]>): void =>
  fc.assert(property, { numRuns: 150, seed: Number(process.env.PROBITY_SEED ?? 20_260_101) });

it('finds a gap exactly where there is one', () => {
  run(
    fc.property(rules, (given) => {
      const open = CASES.filter((facts) => !given.some((own) => applies(own, facts)));
      const told = toldOf('ANY', given).filter(({ message }) => message.startsWith('no rule applies'));
      expect(told.length).toBe(open.length > 0 ? 1 : 0);
      const examples = told.flatMap(({ message }) => casesOf(message));
      if (told.length > 0) expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(open).toContainEqual(example);
    }),
  );
});

it.each(['UNIQUE', 'ANY'] as const)('finds with %s what contradicts earlier rules, exactly', (hitPolicy) => {
  run(
    fc.property(rules, (given) => {
      const told = toldOf(hitPolicy, given).filter(({ message }) => message.includes('both apply'));
      for (const [later, own] of given.entries()) {
        const clashes = given
          .slice(0, later)
          .some(
            (earlier) =>
              (hitPolicy === 'UNIQUE' || earlier.then !== own.then) &&
              CASES.some((facts) => applies(earlier, facts) && applies(own, facts)),
          );
        expect(told.some(({ pointer }) => pointer === `${TABLE}/${later}`)).toBe(clashes);
      }
      for (const { message } of told) {
        const [first, second] =
          /the rules (\d+) and (\d+)/
            .exec(message)
            ?.slice(1)
            .map((text) => given[Number(text) - 1] as Rule) ?? [];
        const examples = casesOf(message);
        expect(examples.length).toBeGreaterThan(0);
        for (const facts of examples) expect([first, second].every((own) => own !== undefined && applies(own, facts))).toBe(true);
      }
    }),
  );
});

it.each([
  ['FIRST', 'never reached'],
  ['PRIORITY', 'never decides'],
] as const)('says with %s of exactly those rules that they are %s which no case is decided by', (hitPolicy, words) => {
  const winner = (given: readonly Rule[], facts: Case): Rule | undefined => {
    const hits = given.filter((own) => applies(own, facts));
    return hitPolicy === 'FIRST' ? hits[0] : [...hits].sort((left, right) => right.then - left.then)[0];
  };
  run(
    fc.property(rules, (given) => {
      const told = toldOf(hitPolicy, given).filter(({ message }) => message.includes(words));
      for (const [index, own] of given.entries()) {
        const isDefault = own.when.every(({ text }) => text === '-');
        if (isDefault || !CASES.some((facts) => applies(own, facts))) continue;
        const decides = CASES.some((facts) => winner(given, facts) === own);
        expect(told.some(({ pointer }) => pointer === `${TABLE}/${index}`)).toBe(!decides);
      }
    }),
  );
});
