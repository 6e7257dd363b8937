/** Goal: a policy too large for one kernel is divided among several, which give what the interpreter gives, for units and for members. */
import { expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Context, Value } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { smallPolicy } from './small-policy.ts';

const STEPS = 240;
const DATE = '2025-03-01';

/** Each step reads the step before it, later ones a list of early ones; every third is decided for the members, and the next one adds those up. */
const stepOf = (index: number): object => {
  const before = `step_${index - 1}`;
  if (index === 0) return { type: 'decimal', feel: 'income * 0.5' };
  if (index % 3 === 1) return { type: 'decimal', of: 'members', feel: `min(earned, 100) + ${before} / 4 + ${index} - age * 0.25` };
  if (index % 3 === 2) return { type: 'decimal', feel: `round half up(sum(members.${before}) / 3 + limit[size] * 0.01, 2)` };
  return {
    type: 'decimal',
    feel: `if ${before} > ${index * 3} then round half up(${before} * 0.9 - income * 0.01, 2) else min(${before} + ${index}${index > 9 ? ' + count(passed)' : ''}, 5000)`,
  };
};

const names = Array.from({ length: STEPS }, (_, index) => `step_${index}`);
const steps = Object.fromEntries(names.map((name, index) => [name, stepOf(index)]));
const passed = { type: 'list', items: { type: 'decimal' }, feel: '[step_0, step_3, step_6, income][item > 50]' };
const policy = smallPolicy({ decisions: JSON.parse(JSON.stringify({ ...steps, passed })) });

const cases = Array.from(
  { length: 6 },
  (_, unit): Context => ({
    income: Exact.of(BigInt(unit * 77_777), 100n),
    region: 'north',
    size: Exact.integer((unit % 3) + 1),
    members: Array.from({ length: unit % 4 }, (_, member) => ({
      age: Exact.integer(member * 9),
      earned: Exact.of(BigInt(member * 31_415), 100n),
    })),
  }),
);

const textsOf = (value: Value): string[] => (Array.isArray(value) ? value : [value]).map(String);

it.each([{ decisions: names }, { decisions: [names.at(-1) as string] }])('agrees with the interpreter', ({ decisions }) => {
  const table = columnTable(policy.inputs, cases);
  const program = compileColumns(policy, DATE, { decisions });
  const columns = program.evaluate(table);
  expect(program.source(table).split("'use strict'").length).toBeGreaterThan(2);
  expect(program.rowByRow()).toEqual([]);
  expect([...columns.keys()]).toEqual(decisions);
  const compiled = compilePolicy(policy, DATE);
  const evaluations = cases.map((facts) => compiled.evaluate(facts));
  for (const [name, column] of columns) {
    const expected = evaluations.flatMap((evaluation) => textsOf(evaluation.value(name)));
    expect(columnTexts(column), name).toEqual(expected);
  }
});
