/** What one side decides for a chunk: outcomes as places in the list of the whole impact, and the decisions that were asked for. */
import { expect, test } from 'vitest';
import { createSideProgram } from '../../../src/engine/impact/side-program.ts';
import type { ColumnTable } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { UNDETERMINED } from '../../../src/engine/model/impact-result.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { grantPolicy } from '../../support/impact-workspace.ts';
import { numberColumn } from '../../support/number-column.ts';

const incomes = ['900', '1100', undefined].map((text) => (text === undefined ? undefined : (Exact.parse(text) as Exact)));

const table: ColumnTable = {
  units: incomes.length,
  column: (name) => {
    if (name !== 'income') throw new RangeError(name);
    return numberColumn(incomes);
  },
  list: () => ({ offsets: new Uint32Array(incomes.length + 1), rows: 0, column: () => numberColumn([]) }),
};

const decide = (policy: PolicyDocument, outcomes: readonly string[], further: readonly string[] = []) =>
  createSideProgram({ policy, date: '2024-06-01' }, outcomes, further)(table);

test('codes are places in the list of all sides, not in that of the policy; no value is UNDETERMINED', () => {
  const { outcomes } = decide(grantPolicy, ['NOT_ELIGIBLE', 'LATER', 'ELIGIBLE', UNDETERMINED]);
  expect(outcomes).toEqual(Uint8Array.of(2, 0, 3));
});

test('amounts are there, and decisions that are asked for besides', () => {
  const { decisions } = decide(grantPolicy, ['ELIGIBLE', 'NOT_ELIGIBLE', UNDETERMINED], ['size']);
  expect([...decisions.keys()].toSorted()).toEqual(['children', 'grant', 'outcome', 'size']);
});

test('more outcomes than a byte counts', () => {
  const many = Array.from({ length: 300 }, (_, i) => `OUTCOME_${i}`);
  const decisions = {
    ...grantPolicy.decisions,
    outcome: { type: 'enum', values: many, feel: 'if income <= limit then "OUTCOME_299" else "OUTCOME_0"' },
    grant: { type: 'decimal', feel: 'limit' },
  } as const;
  const { outcomes } = decide({ ...grantPolicy, decisions }, [...many, UNDETERMINED]);
  expect(outcomes).toEqual(Uint32Array.of(299, 0, 300));
});

test('an outcome that the impact does not know is a fault', () => {
  expect(() => decide(grantPolicy, ['ELIGIBLE', UNDETERMINED])).toThrow('not declared');
});
