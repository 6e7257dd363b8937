/** Goal: vector code gives what the interpreter gives where tables, dictionaries and arrays are at the edge of what lanes hold. */
import { expect, it } from 'vitest';
import { absent } from '../../../src/engine/feel/index.ts';
import type { Column, ColumnTable } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { type Context, Null, type Value } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { checkedPolicy } from './programme.ts';
import { smallPolicy } from './small-policy.ts';

const DATE = '2025-03-01';

const policyOf = (parts: Json): PolicyDocument => checkedPolicy(smallPolicy(parts));

/** Facts of as many units as are asked for, each with its own of those that matter. */
const casesOf = (units: number, facts: (unit: number) => Context): Context[] =>
  Array.from({ length: units }, (_, unit) => ({ income: Exact.ZERO, region: 'north', size: Exact.ONE, members: [], ...facts(unit) }));

const valueText = (value: Value): string | null => (value instanceof Null ? null : String(value));

const interpreted = (policy: PolicyDocument, cases: readonly Context[], name: string): (string | null)[] => {
  const compiled = compilePolicy(policy, DATE);
  return cases.map((facts) => valueText(compiled.evaluate(facts, { only: [name] }).value(name)));
};

/** The same units with the numbers of 32 bits that populations are stored in. */
const narrowed = (table: ColumnTable): ColumnTable => ({
  ...table,
  column: (name) => {
    const column = table.column(name);
    return column.kind === 'number' ? { ...column, cells: Int32Array.from(column.cells, Number) } : column;
  },
});

it('looks up nulls of a chunk in which no text is', () => {
  const policy = policyOf({
    inputs: { first: { type: 'string', nullable: true }, second: { type: 'string', nullable: true } },
    decisions: {
      chosen: { type: 'string', feel: 'if income > 50000 then first else second' },
      shouted: { type: 'string', feel: 'upper case(chosen)' },
      known: { type: 'boolean', feel: 'shouted = "ASH" or shouted = "ELM"' },
    },
  });
  const program = compileColumns(policy, DATE, { decisions: ['known'] });
  const texts = (given: (unit: number) => Value) =>
    casesOf(9, (unit) => ({ income: Exact.of(BigInt(unit * 12_345)), first: given(unit), second: absent('second') }));
  for (const cases of [texts(() => absent('first')), texts((unit) => ['ash', 'oak'][unit % 2] as string), texts(() => 'elm')]) {
    expect(columnTexts(program.evaluate(columnTable(policy.inputs, cases)).get('known') as Column)).toEqual(
      interpreted(policy, cases, 'known'),
    );
  }
});

it('leaves out a table of BigInts that no decision needs', () => {
  const huge = { '1': '99999999999999999.99', '2': '99999999999999999.98', '3': '99999999999999999.97' };
  const policy = policyOf({
    parameters: { ceiling: { type: 'decimal', scale: 2, by: 'size', values: { '2024-01-01': huge } } },
    decisions: { below: { type: 'boolean', feel: 'income < ceiling[size]' } },
  });
  const cases = casesOf(5, (unit) => ({ income: Exact.of(BigInt(unit), 100n) }));
  const program = compileColumns(policy, DATE, { decisions: ['below'] });
  expect(columnTexts(program.evaluate(columnTable(policy.inputs, cases)).get('below') as Column)).toEqual(Array(5).fill('true'));
});

it.each(['21474836.47', '21474836.48', '42949672.95', '42949672.96'])('looks up %s beside a cent', (amount) => {
  const policy = policyOf({
    parameters: { ceiling: { type: 'decimal', scale: 2, by: 'size', values: { '2024-01-01': { '1': amount, '2': '0.01', '3': '0' } } } },
    decisions: { high: { type: 'boolean', feel: 'ceiling[size] > 1' } },
  });
  const cases = casesOf(7, (unit) => ({ size: Exact.integer((unit % 3) + 1) }));
  const table = narrowed(columnTable(policy.inputs, cases));
  const column = compileColumns(policy, DATE, { decisions: ['high'] })
    .evaluate(table)
    .get('high') as Column;
  expect(columnTexts(column)).toEqual(interpreted(policy, cases, 'high'));
});

it('writes more columns than WebAssembly takes parameters', () => {
  const names = Array.from({ length: 550 }, (_, index) => `step_${index}`);
  const policy = policyOf({
    inputs: { income: { nullable: true } },
    decisions: Object.fromEntries(names.map((name, index) => [name, { type: 'decimal', feel: `income + ${index}` }])),
  });
  const cases = casesOf(5, (unit) => ({ income: unit === 2 ? absent('income') : Exact.integer(unit) }));
  const columns = compileColumns(policy, DATE, { decisions: names }).evaluate(columnTable(policy.inputs, cases));
  for (const name of ['step_0', 'step_549']) {
    expect(columnTexts(columns.get(name) as Column)).toEqual(interpreted(policy, cases, name));
  }
});

it('follows dictionaries of more than 256 texts that differ from chunk to chunk', () => {
  const policy = policyOf({
    inputs: { town: { type: 'string', nullable: true } },
    decisions: {
      named: { type: 'string', feel: 'if size = 1 then town else "elsewhere"' },
      far: { type: 'boolean', feel: 'named = "town 299" or named = "elsewhere"' },
    },
  });
  const program = compileColumns(policy, DATE, { decisions: ['named', 'far'] });
  for (const [units, first] of [
    [301, 0],
    [1, 299],
    [0, 0],
    [7, 295],
  ] as const) {
    const cases = casesOf(units, (unit) => ({
      size: Exact.integer((unit % 3) + 1),
      town: unit === 4 ? absent('town') : `town ${first + unit}`,
    }));
    const columns = program.evaluate(columnTable(policy.inputs, cases));
    for (const name of ['named', 'far']) {
      expect(columnTexts(columns.get(name) as Column)).toEqual(interpreted(policy, cases, name));
    }
  }
});

it('decides a declaration of more than 256 texts', () => {
  const values = Array.from({ length: 300 }, (_, index) => `band ${index}`);
  const policy = policyOf({
    inputs: { band: { type: 'enum', values } },
    decisions: { same: { type: 'enum', values: values.toReversed(), feel: 'if size = 3 then "band 299" else band' } },
  });
  const cases = casesOf(300, (unit) => ({ size: Exact.integer((unit % 3) + 1), band: values[unit] as string }));
  const column = compileColumns(policy, DATE, { decisions: ['same'] })
    .evaluate(columnTable(policy.inputs, cases))
    .get('same') as Column;
  expect(columnTexts(column)).toEqual(interpreted(policy, cases, 'same'));
});

it.each([
  ['vectors', false],
  ['a loop over members', true],
])('writes by %s into arrays of the chunk before as into new ones', (_, isWithMembers) => {
  const policy = policyOf({
    inputs: { income: { nullable: true } },
    decisions: { total: { feel: isWithMembers ? 'income + sum(members.earned)' : 'income * 2' } },
  });
  const decisions = ['outcome', 'benefit'];
  const [reusing, fresh] = [compileColumns(policy, DATE, { decisions }), compileColumns(policy, DATE, { decisions })];
  let before: ReadonlyMap<string, Column> | undefined;
  for (const [units, nulls] of [
    [9, 2],
    [9, 3],
    [9, 99],
    [9, 2],
    [5, 2],
    [0, 2],
    [9, 4],
  ] as const) {
    const cases = casesOf(units, (unit) => ({
      income: unit % nulls === 1 ? absent('income') : Exact.of(BigInt(unit * 100 * nulls), 100n),
      members: [{ age: Exact.integer(30), earned: Exact.integer(unit) }],
    }));
    const table = columnTable(policy.inputs, cases);
    const columns: ReadonlyMap<string, Column> = reusing.evaluate(table, before);
    for (const [name, column] of fresh.evaluate(table)) expect(columns.get(name), name).toEqual(column);
    for (const name of decisions) expect(columnTexts(columns.get(name) as Column)).toEqual(interpreted(policy, cases, name));
    before = columns;
  }
});
