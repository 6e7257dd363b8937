/** Goal: what reads a list has column code where that can be, gives what it gives case by case, and says why where it has none. */
import { expect, it } from 'vitest';
import { absent } from '../../../src/engine/feel/index.ts';
import { readGroupings } from '../../../src/engine/impact/measure/measure-problems.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { type Context, Null } from '../../../src/engine/model/value.ts';
import { compileColumns, decisionsRowByRow, rowByRowNote } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { smallPolicy } from './small-policy.ts';

const DATE = '2025-03-01';

const WHEN = [
  ['< 10', '-'],
  ['[5..20]', '"north"'],
  ['> 15', '-'],
  ['18', '"south"'],
];
const RULES = ['LOW', 'MIDDLE', 'HIGH', 'HIGH'].map((then, index) => ({ when: WHEN[index] as string[], then }));

const ENUM = { type: 'enum', values: ['HIGH', 'MIDDLE', 'LOW', 'NONE'] };
const list = (items: object, hitPolicy: string, rules: object, more: object = {}): object => ({
  type: 'list',
  items,
  table: { hitPolicy, inputs: ['income', 'region'], rules, ...more },
});
const numbered = WHEN.map((when, index) => ({ when, then: index === 1 ? 'sum(members.earned)' : `${index + 1}.5 * income` }));

const LISTS = {
  ruled: list(ENUM, 'RULE ORDER', RULES),
  ordered: list(ENUM, 'OUTPUT ORDER', RULES, { otherwise: 'NONE' }),
  collected: list({ type: 'decimal' }, 'COLLECT', numbered),
  ages_of_all: { type: 'list', items: { type: 'integer' }, feel: 'members.age' },
  ages: { type: 'list', items: { type: 'integer' }, feel: 'members[age > 17].age' },
};

const READERS: Readonly<Record<string, string>> = {
  rules: 'count(ruled)',
  reasons: 'count(ordered[item != "NONE"])',
  has_high: 'list contains(ruled, "HIGH")',
  has_amount: 'list contains(collected, income * 3.5)',
  has_nobody: 'list contains(ages_of_all, null)',
  none: 'some found in ordered satisfies found = "NONE"',
  total: 'sum(collected)',
  largest: 'max(collected[item > 12])',
  all_below: 'every amount in collected satisfies amount < 30',
  adults: 'count(ages)',
  oldest: 'max(ages) * count(ruled)',
  oldest_each: 'count(members[age = max(ages)])',
};

const READS_ORDER: Readonly<Record<string, string>> = {
  first_rule: 'ruled[1]',
  middle: 'median(collected)',
  joined: 'string join(ordered, ",")',
};

const BOOLEANS = new Set(['has_high', 'has_amount', 'has_nobody', 'none', 'all_below']);
const TEXTS = new Set(['first_rule', 'joined']);
const typeOf = (name: string): string => (BOOLEANS.has(name) ? 'boolean' : TEXTS.has(name) ? 'string' : 'decimal');
const readers = Object.fromEntries(
  Object.entries({ ...READERS, ...READS_ORDER }).map(([name, feel]) => [name, { type: typeOf(name), nullable: true, feel }]),
);

const policy = smallPolicy({
  inputs: { income: { type: 'decimal', scale: 2, min: '0', max: '100000', nullable: true } },
  decisions: JSON.parse(JSON.stringify({ ...LISTS, ...readers })),
});

const member = (age: number | undefined, earned: string): Context => ({
  age: age === undefined ? absent('members.age') : Exact.integer(age),
  earned: Exact.parse(earned) as Exact,
});
const households = [[], [member(30, '10'), member(70, '2.50'), member(7, '0')], [member(undefined, '1'), member(18, '0')]];
const incomes = ['0', '4.99', '5', '9.99', '10', '12', '15', '15.01', '18', '20', '20.01', '999', undefined];
const cases = incomes.flatMap((income) =>
  ['north', 'south'].flatMap((region) =>
    households.map(
      (members): Context => ({
        income: income === undefined ? absent('income') : (Exact.parse(income) as Exact),
        region,
        size: Exact.ONE,
        members,
      }),
    ),
  ),
);

const expectedOf = (name: string): (string | null)[] => {
  const compiled = compilePolicy(policy, DATE);
  return cases
    .map((facts) => compiled.evaluate(facts).value(name))
    .map((value) => (value instanceof Null ? null : value instanceof Exact ? value.toText() : String(value)));
};

const givenBy = (decisions: readonly string[], name: string) => {
  const program = compileColumns(policy, DATE, { decisions });
  const column = program.evaluate(columnTable(policy.inputs, cases)).get(name);
  return { texts: column === undefined ? undefined : columnTexts(column), notes: program.rowByRow().map(rowByRowNote) };
};

it.each(Object.keys(READERS))('%s has column code', (name) => {
  const expected = expectedOf(name);
  expect(new Set(expected).size).toBeGreaterThan(1);
  expect(givenBy([name], name)).toEqual({ texts: expected, notes: [] });
});

it.each(Object.keys(READS_ORDER))('%s is decided row by row', (name) => {
  const { texts, notes } = givenBy([name], name);
  expect(texts).toEqual(expectedOf(name));
  expect(notes).toHaveLength(1);
});

it('a list that is asked for stands as its text, and what reads it is still right', () => {
  const decisions = Object.keys({ ...LISTS, ...readers });
  for (const name of Object.keys(readers)) expect(givenBy(decisions, name).texts, name).toEqual(expectedOf(name));
  const { texts, notes } = givenBy(['ruled', 'rules'], 'ruled');
  expect(texts?.slice(0, 3)).toEqual(['["LOW"]', '["LOW"]', '["LOW"]']);
  expect(notes).toEqual([
    '"ruled" is evaluated row by row because its value is a list',
    '"rules" is evaluated row by row because it reads a list, and lists have no columns',
  ]);
});

it('only what is slow over a population is told beforehand', () => {
  expect(decisionsRowByRow(policy, DATE).map(({ decision }) => decision)).toEqual(Object.keys(READS_ORDER));
});

it('cases cannot be grouped by a list, and are told what they can be grouped by', () => {
  const { groupings, problems } = readGroupings(['ruled', 'has_high', 'reason'], policy, policy.inputs);
  expect(groupings.map(({ by }) => by)).toEqual(['has_high']);
  expect(problems.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
    '/by/0 "ruled" is a list, and a case could belong to several of its groups',
    '/by/2 there is no field "reason"',
  ]);
  expect(problems[1]?.expected).not.toContain('ruled');
});
