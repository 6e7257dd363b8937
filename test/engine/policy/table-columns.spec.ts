/** Goal: every hit policy gives by columns what it gives case by case, with rules that overlap, that leave gaps and that a missing value leaves open. */
import { expect, it } from 'vitest';
import { absent } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { type Context, Null } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { smallPolicy } from './small-policy.ts';

const DATE = '2025-03-01';

const RULES = [
  { when: ['< 10', '-'], then: '"LOW"' },
  { when: ['[5..20]', '"north"'], then: '"MIDDLE"' },
  { when: ['> 15', '-'], then: '"HIGH"' },
  { when: ['18', '"south"'], then: '"HIGH"' },
];
const NUMBERED = RULES.map(({ when }, index) => ({ when, then: `${index + 1}.5 * income` }));

const table = (hitPolicy: string, more: object = {}): object => ({
  type: 'enum',
  values: ['HIGH', 'MIDDLE', 'LOW', 'NONE'],
  nullable: true,
  table: { hitPolicy, inputs: ['income', 'region'], rules: RULES, ...more },
});
const collect = (aggregator: string, more: object = {}): object => ({
  type: 'decimal',
  nullable: true,
  table: { hitPolicy: 'COLLECT', aggregator, inputs: ['income', 'region'], rules: NUMBERED, ...more },
});

const POLICIES: Readonly<Record<string, object>> = {
  unique: table('UNIQUE'),
  any: table('ANY'),
  first: table('FIRST', { otherwise: '"NONE"' }),
  priority: table('PRIORITY'),
  ranked: table('PRIORITY', { precedence: ['"LOW"', '"HIGH"', '"MIDDLE"'], otherwise: '"NONE"' }),
  sum: collect('SUM'),
  least: collect('MIN'),
  most: collect('MAX', { otherwise: '0' }),
  count: collect('COUNT'),
};

const policy = smallPolicy({
  inputs: { income: { type: 'decimal', scale: 2, min: '0', max: '100000', nullable: true } },
  decisions: JSON.parse(JSON.stringify(POLICIES)),
});

const incomes = ['0', '4.99', '5', '9.99', '10', '12', '15', '15.01', '18', '20', '20.01', '999', undefined];
const cases = incomes.flatMap((income) =>
  ['north', 'south'].map(
    (region): Context => ({
      income: income === undefined ? absent('income') : (Exact.parse(income) as Exact),
      region,
      size: Exact.ONE,
      members: [],
    }),
  ),
);

it.each(Object.keys(POLICIES))('%s', (name) => {
  const program = compileColumns(policy, DATE, { decisions: [name] });
  const column = program.evaluate(columnTable(policy.inputs, cases)).get(name);
  expect(program.rowByRow()).toEqual([]);
  const compiled = compilePolicy(policy, DATE);
  const expected = cases
    .map((facts) => compiled.evaluate(facts).value(name))
    .map((value) => (value instanceof Null ? null : String(value)));
  expect(new Set(expected).size).toBeGreaterThan(2);
  expect(column === undefined ? undefined : columnTexts(column)).toEqual(expected);
});
