/**
 * Goal: not one wrong decision at the line. Every limit from 0.01 to 20,000.00 with incomes at exactly 90, 100 and 110 per cent of it and one cent
 * to either side, by the rule "within ten per cent of the limit". Doubles get this wrong, which the test shows first.
 */
import { expect, it } from 'vitest';
import type { BooleanColumn, ColumnTable } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { smallPolicy } from './small-policy.ts';

const LIMITS = 2_000_000;
const LIMITS_PER_CHUNK = 16_384;
/** Per cent of the limit, and cents beside it. */
const PLACES = [90, 100, 110].flatMap((percent) => [-1, 0, 1].map((cents) => ({ percent, cents })));
const ROWS = LIMITS_PER_CHUNK * PLACES.length;
/** Limits between those that the interpreter decides as well. */
const SAMPLE_EVERY = 4_999;

const policy = smallPolicy({
  inputs: { limit_amount: { type: 'decimal' } },
  decisions: {
    near: { type: 'boolean', feel: 'abs(income - limit_amount) <= 0.1 * limit_amount' },
    near_by_parts: { type: 'boolean', feel: 'income >= limit_amount * 0.9 and income <= limit_amount * 1.1' },
    near_by_share: { type: 'boolean', feel: 'income / limit_amount in [0.9..1.1]' },
  },
});
const DECISIONS = ['near', 'near_by_parts', 'near_by_share'] as const;
const DATE = '2025-03-01';

/** Both in thousandths: 90 per cent of a cent is 9 of them. */
const thousandths = (limitCents: number, { percent, cents }: (typeof PLACES)[number]): number => (limitCents * percent) / 10 + cents * 10;

const isNear = (income: number, limitCents: number): boolean => income >= limitCents * 9 && income <= limitCents * 11;

const incomes = new Int32Array(ROWS);
const limits = new Int32Array(ROWS);

const fill = (first: number): number => {
  let row = 0;
  for (let limit = first; limit < first + LIMITS_PER_CHUNK && limit <= LIMITS; limit++) {
    for (const place of PLACES) {
      incomes[row] = thousandths(limit, place);
      limits[row++] = limit;
    }
  }
  return row;
};

const columns = { unit: Exact.of(1n, 1_000n), low: -10n, high: 22_000_010n };
const tableOf = (rows: number): ColumnTable => ({
  units: rows,
  column: (name) =>
    name === 'income'
      ? { kind: 'number', cells: incomes.subarray(0, rows), ...columns }
      : { kind: 'number', cells: limits.subarray(0, rows), unit: Exact.of(1n, 100n), low: 1n, high: BigInt(LIMITS) },
  list: (name) => {
    throw new RangeError(`no list ${name}`);
  },
});

const wrongRows = (rows: number, decided: (row: number) => boolean): number => {
  let wrong = 0;
  for (let row = 0; row < rows; row++) if (decided(row) !== isNear(incomes[row] as number, limits[row] as number)) wrong++;
  return wrong;
};

it('is what doubles get wrong', () => {
  const rows = fill(1);
  const near = (income: number, limit: number): boolean => Math.abs(income - limit) <= 0.1 * limit;
  expect(wrongRows(rows, (row) => near((incomes[row] as number) / 1_000, (limits[row] as number) / 100))).toBeGreaterThan(10_000);
});

it('decides every limit right', () => {
  const scaled = compileColumns(policy, DATE, { decisions: DECISIONS });
  const big = compileColumns(policy, DATE, { decisions: DECISIONS, onlyBig: true });
  let decided = 0;
  for (let first = 1, chunk = 0; first <= LIMITS; first += LIMITS_PER_CHUNK, chunk++) {
    const rows = fill(first);
    const table = tableOf(rows);
    if (chunk === 0) expect(scaled.backEnd(table)).toEqual({ kind: 'scaled' });
    for (const program of chunk % 20 === 0 ? [scaled, big] : [scaled]) {
      const given = program.evaluate(table);
      for (const name of DECISIONS) {
        const { cells, nulls } = given.get(name) as BooleanColumn;
        expect(nulls).toBeUndefined();
        expect(
          wrongRows(rows, (row) => cells[row] === 1),
          `${name} from the limit ${first} on`,
        ).toBe(0);
        decided += rows;
      }
    }
  }
  expect(decided).toBeGreaterThan(LIMITS * PLACES.length * DECISIONS.length);
});

it('decides them as the interpreter does', () => {
  const compiled = compilePolicy(policy, DATE);
  for (let limit = 1; limit <= LIMITS; limit += SAMPLE_EVERY) {
    for (const place of PLACES) {
      const income = thousandths(limit, place);
      const facts = { income: Exact.of(BigInt(income), 1_000n), limit_amount: Exact.of(BigInt(limit), 100n) };
      const evaluation = compiled.evaluate(facts);
      for (const name of DECISIONS) expect(evaluation.value(name), `${name} of ${income} at ${limit}`).toBe(isNear(income, limit));
    }
  }
});
