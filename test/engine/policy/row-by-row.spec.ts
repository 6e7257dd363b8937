/** Goal: a decision without column code is told with its reason, is decided all the same, and leaves the code of the others alone. */
import { expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Context } from '../../../src/engine/model/value.ts';
import { compileColumns, decisionsRowByRow, rowByRowNote } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { smallPolicy } from './small-policy.ts';

const DATE = '2025-03-01';

const policy = smallPolicy({
  decisions: {
    middle: { type: 'decimal', nullable: true, feel: 'median(members.earned)' },
    share: { type: 'decimal', nullable: true, of: 'members', feel: 'if total > 0 then earned / total else 0' },
    half_middle: { type: 'decimal', nullable: true, feel: 'middle / 2' },
    top_share: { type: 'boolean', nullable: true, feel: 'max(members.share) >= 0.5' },
  },
});

const member = (age: number, earned: string): Context => ({ age: Exact.integer(age), earned: Exact.parse(earned) as Exact });
const cases: readonly Context[] = [
  { income: Exact.integer(7), region: 'north', size: Exact.integer(1), members: [member(30, '10.50'), member(4, '0'), member(61, '3.25')] },
  { income: Exact.integer(0), region: 'south', size: Exact.integer(2), members: [] },
  { income: Exact.integer(3), region: 'south', size: Exact.integer(3), members: [member(30, '9'), member(31, '1')] },
];

it('tells which decisions and why', () => {
  const found = decisionsRowByRow(policy, DATE);
  expect(found.map(rowByRowNote)).toEqual([
    '"middle" is evaluated row by row because it calls "median"',
    '"share" is evaluated row by row because a quotient is kept without being rounded, and its divisor is not a small whole number',
  ]);
});

it('tells nothing of a policy that column code can do', () => {
  expect(decisionsRowByRow(smallPolicy(), DATE)).toEqual([]);
});

it('gives the same values', () => {
  const decisions = Object.keys(policy.decisions);
  const table = columnTable(policy.inputs, cases);
  const program = compileColumns(policy, DATE, { decisions });
  const columns = program.evaluate(table);
  expect(program.backEnd(table)).toEqual({ kind: 'interpreter', reason: expect.stringContaining('"middle" is evaluated row by row') });
  const compiled = compilePolicy(policy, DATE);
  const evaluations = cases.map((facts) => compiled.evaluate(facts));
  for (const name of decisions) {
    const expected = evaluations.flatMap((evaluation) => {
      const value = evaluation.value(name);
      return (Array.isArray(value) ? value : [value]).map((item) => (item?.constructor.name === 'Null' ? null : String(item)));
    });
    const column = columns.get(name);
    expect(column === undefined ? undefined : columnTexts(column), name).toEqual(expected);
  }
});

it('decides row by row only what is asked for', () => {
  const program = compileColumns(policy, DATE, { decisions: ['outcome', 'benefit'] });
  expect(program.backEnd(columnTable(policy.inputs, cases))).toEqual({ kind: 'scaled' });
});
