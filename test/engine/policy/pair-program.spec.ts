/** Goal: counting two policies in one piece of code gives what counting their columns gives; by vectors, by the loop, and with BigInts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { absent } from '../../../src/engine/feel/index.ts';
import type { CodeColumn, Column, ColumnTable, NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';
import type { Context } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePair, PAIR_CHANGES, type PairSide, type PairTally } from '../../../src/engine/policy/pair-program.ts';
import { columnTable } from '../../support/column-table.ts';

const OUTCOMES = ['PAID', 'NOT_PAID', 'UNDETERMINED'];

type Rule = { readonly limit: string; readonly rate: string; readonly scale: number };

/** `sum(members.wage)` is nothing for vectors, and a wage of trillions nothing for doubles. */
const policyOf = ({ limit, rate, scale }: Rule, isWithMembers: boolean): PolicyDocument => ({
  kind: 'policy',
  id: 'pair',
  version: '1.0.0',
  title: 'Pair',
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2, nullable: true },
    ...(isWithMembers && { members: { type: 'list', of: { wage: { type: 'decimal', scale: 2 } } } }),
  },
  parameters: {
    limit: { type: 'decimal', scale: 2, values: { '2026-01-01': limit } },
    rate: { type: 'decimal', scale: 4, values: { '2026-01-01': rate } },
  },
  decisions: {
    total: { type: 'decimal', scale: 2, feel: isWithMembers ? 'income + sum(members.wage)' : 'income' },
    outcome: { type: 'enum', values: ['PAID', 'NOT_PAID'], feel: 'if total <= limit then "PAID" else "NOT_PAID"' },
    benefit: { type: 'decimal', scale, feel: `if outcome = "PAID" then round half up(rate * (limit - total), ${scale}) else 0` },
  },
  outcome: 'outcome',
  amounts: ['benefit'],
  tests: [],
});

const counted = (columns: ReadonlyMap<string, Column>, row: number) => {
  const outcome = columns.get('outcome') as CodeColumn;
  const benefit = columns.get('benefit') as NumberColumn;
  const isMissing = benefit.nulls?.[row] === 1;
  return {
    place: outcome.nulls?.[row] === 1 ? OUTCOMES.length - 1 : OUTCOMES.indexOf(outcome.texts[outcome.cells[row] as number] as string),
    amount: isMissing ? undefined : Exact.of(BigInt(benefit.cells[row] as number | bigint)).multiply(benefit.unit),
  };
};

const changeOf = (before: Exact | undefined, after: Exact | undefined): (typeof PAIR_CHANGES)[number] => {
  if (before === undefined || after === undefined) return 'unknown';
  const order = before.compare(after);
  return order < 0 ? 'gain' : order > 0 ? 'loss' : 'none';
};

/** Case by case, from the columns. */
const tallyOf = (table: ColumnTable, policies: readonly [PolicyDocument, PolicyDocument]) => {
  const [left, right] = policies.map((policy) =>
    compileColumns(policy, '2026-01-01', { decisions: ['outcome', 'benefit'] }).evaluate(table),
  );
  const counts = new Map<string, number>();
  let [before, after, gained] = [Exact.ZERO, Exact.ZERO, Exact.ZERO];
  for (let row = 0; row < table.units; row++) {
    const [one, two] = [counted(left as ReadonlyMap<string, Column>, row), counted(right as ReadonlyMap<string, Column>, row)];
    const change = changeOf(one.amount, two.amount);
    const isKnown = change !== 'unknown';
    const [a, b] = isKnown ? [one.amount as Exact, two.amount as Exact] : [Exact.ZERO, Exact.ZERO];
    before = before.add(a);
    after = after.add(b);
    if (change === 'gain') gained = gained.add(b.subtract(a));
    const key = [one.place, two.place, change, a.sign !== 0, b.sign !== 0].join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { counts, sums: [before, after, gained].map((sum) => sum.toText()) };
};

const readTally = ({ counts, denominator, ...sums }: PairTally) => {
  const found = new Map<string, number>();
  counts.forEach((count, at) => {
    if (count === 0) return;
    const [pair, rest] = [Math.floor(at / 16), at % 16];
    const key = [
      Math.floor(pair / OUTCOMES.length),
      pair % OUTCOMES.length,
      PAIR_CHANGES[rest >> 2],
      (rest & 2) !== 0,
      (rest & 1) !== 0,
    ].join(' ');
    found.set(key, count);
  });
  return { counts: found, sums: [sums.before, sums.after, sums.gained].map((sum) => Exact.of(sum, denominator).toText()) };
};

const sorted = ({ counts, sums }: ReturnType<typeof readTally>) => ({ counts: [...counts].sort(), sums });

const cents = (most: number) => fc.integer({ min: 0, max: most }).map((amount) => Exact.of(BigInt(amount), 100n).toText());
const anyRule = fc.record({ limit: cents(500_000), rate: fc.constantFrom('0.3', '0.25', '0.3333', '1'), scale: fc.constantFrom(0, 2) });

it.each([
  ['households that fit 32 bits', 400_000, false],
  ['households that need doubles', 2 ** 45, false],
  ['households with members', 400_000, true],
  ['households that need BigInts', Number.MAX_SAFE_INTEGER, true],
] as const)('counts %s as their columns say', (_, most, isWithMembers) => {
  fc.assert(
    fc.property(
      anyRule,
      anyRule,
      fc.array(fc.record({ income: fc.option(fc.maxSafeNat().map((n) => n % most)), wages: fc.array(fc.nat(100_000), { maxLength: 4 }) }), {
        maxLength: 40,
      }),
      (before, after, households) => {
        const policies = [policyOf(before, isWithMembers), policyOf(after, isWithMembers)] as const;
        const cases = households.map(
          ({ income, wages }): Context => ({
            income: income === null ? absent('income') : Exact.of(BigInt(income), 100n),
            ...(isWithMembers && { members: wages.map((wage) => ({ wage: Exact.of(BigInt(wage), 100n) })) }),
          }),
        );
        const table = columnTable(policies[0].inputs, cases);
        const [left, right] = policies.map((policy): PairSide => ({ policy, date: '2026-01-01' })) as [PairSide, PairSide];
        const tally = compilePair(left, right, { outcomes: OUTCOMES, changes: true }).tally(table);
        if (tally === undefined) throw new Error('there is no code for the pair');
        expect(sorted(readTally(tally))).toEqual(sorted(tallyOf(table, policies)));
      },
    ),
    { numRuns: 150 },
  );
});

it('leaves to columns what has no column code', () => {
  const policy = policyOf({ limit: '1000', rate: '0.3', scale: 2 }, false);
  const odd = {
    ...policy,
    decisions: { ...policy.decisions, total: { type: 'decimal' as const, scale: 2, feel: 'if string(income) = "1" then 1 else income' } },
  };
  const side = { policy: odd, date: '2026-01-01' };
  const table = columnTable(policy.inputs, [{ income: Exact.ONE }]);
  expect(compilePair(side, side, { outcomes: OUTCOMES, changes: true }).tally(table)).toBeUndefined();
});

it('puts nulls under the outcome UNDETERMINED also where policies declare it, each in an order of its own', () => {
  const withValues = (values: readonly string[], feel: string): PolicyDocument => {
    const policy = policyOf({ limit: '10', rate: '1', scale: 2 }, false);
    return { ...policy, decisions: { ...policy.decisions, outcome: { type: 'enum', values, feel } } };
  };
  const before = withValues(['PAID', 'UNDETERMINED', 'NOT_PAID'], 'if total <= 10 then "PAID" else "NOT_PAID"');
  const after = withValues(
    ['REFERRED', 'NOT_PAID', 'UNDETERMINED', 'PAID'],
    'if total = 0 then "UNDETERMINED" else if total <= 5 then "PAID" else "REFERRED"',
  );
  const incomes = [Exact.ZERO, Exact.ONE, Exact.integer(7), Exact.integer(20), absent('income')];
  const table = columnTable(
    before.inputs,
    incomes.map((income) => ({ income })),
  );
  const outcomes = ['PAID', 'UNDETERMINED', 'NOT_PAID', 'REFERRED'];
  const [left, right] = [
    { policy: before, date: '2026-01-01' },
    { policy: after, date: '2026-01-01' },
  ];
  const tally = compilePair(left, right, { outcomes, changes: false }).tally(table);
  const pairs = [...(tally?.counts ?? [])].flatMap((count, at) =>
    count === 0 ? [] : [`${outcomes[Math.floor(at / outcomes.length)]} to ${outcomes[at % outcomes.length]}: ${count}`],
  );
  expect(pairs.sort()).toEqual([
    'NOT_PAID to REFERRED: 1',
    'PAID to PAID: 1',
    'PAID to REFERRED: 1',
    'PAID to UNDETERMINED: 1',
    'UNDETERMINED to UNDETERMINED: 1',
  ]);
});

it('refuses more units than its sums are proven for', () => {
  const policy = policyOf({ limit: '10', rate: '1', scale: 2 }, false);
  const side = { policy, date: '2026-01-01' };
  const table = columnTable(
    policy.inputs,
    Array.from({ length: CHUNK_UNITS + 1 }, () => ({ income: Exact.ONE })),
  );
  expect(() => compilePair(side, side, { outcomes: OUTCOMES, changes: true }).tally(table)).toThrow(RangeError);
});
