/** The figures of an impact: chunked and merged in any order they are those of a plain recomputation over all cases, and they keep their laws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Aggregate, GROUPS_MAX } from '../../../src/engine/impact/aggregate.ts';
import { aggregateChunk, type ChunkColumns } from '../../../src/engine/impact/aggregate-chunk.ts';
import { impactFigures } from '../../../src/engine/impact/impact-figures.ts';
import type { ImpactPlan } from '../../../src/engine/impact/impact-plan.ts';
import { emptyAggregate, mergeAggregates } from '../../../src/engine/impact/merge-aggregates.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { numberColumn } from '../../support/number-column.ts';
import { plainFigures } from '../../support/plain-figures.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const OUTCOMES = ['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED'];
const BY = ['region', 'size'];
const REFORMS = 2;

type Decision = { readonly outcome: number; readonly amount: Exact | undefined };
type Case = { readonly sides: readonly Decision[]; readonly groups: readonly string[] };

const plan = {
  outcomes: OUTCOMES,
  by: BY,
} as unknown as ImpactPlan;

const decision: fc.Arbitrary<Decision> = fc.record({
  outcome: fc.nat(OUTCOMES.length - 1),
  amount: fc.option(
    fc.tuple(fc.bigInt({ min: -500n, max: 500n }), fc.constantFrom(1n, 3n, 10n, 100n, 1200n)).map(([n, d]) => Exact.of(n, d)),
    { nil: undefined, freq: 6 },
  ),
});
const aCase: fc.Arbitrary<Case> = fc.record({
  sides: fc.array(decision, { minLength: REFORMS + 1, maxLength: REFORMS + 1 }),
  groups: fc.tuple(fc.constantFrom('north', 'south', ''), fc.constantFrom('1', '2', '10', '-3')),
});
/** Chunks of any sizes, none of them empty, as a run has them. */
const chunks = fc.array(fc.array(aCase, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 });

const columnsOf = (cases: readonly Case[]): ChunkColumns => {
  const side = (at: number) => ({
    outcomes: Uint32Array.from(cases, ({ sides }) => (sides[at] as Decision).outcome),
    amount: numberColumn(cases.map(({ sides }) => (sides[at] as Decision).amount)),
  });
  const group = (by: string, at: number) => {
    const values = [...new Set(cases.map(({ groups }) => groups[at] as string))];
    return { by, values, codes: Uint32Array.from(cases, ({ groups }) => values.indexOf(groups[at] as string)) };
  };
  return { units: cases.length, outcomeCount: OUTCOMES.length, baseline: side(0), reforms: [side(1), side(2)], groups: BY.map(group) };
};

const aggregate = (cases: readonly Case[]): Aggregate => aggregateChunk(columnsOf(cases));
const merge = (a: Aggregate, b: Aggregate): Aggregate => mergeAggregates(a, b, BY);
const nothing = emptyAggregate({ reforms: REFORMS, outcomeCount: OUTCOMES.length, groups: BY.length });

const figuresOf = (cases: readonly Case[], reform: number) =>
  plainFigures(cases.map(({ sides }) => [sides[0]?.amount, sides[reform + 1]?.amount]));

const countBy = (cases: readonly Case[], side: number) =>
  Object.fromEntries(OUTCOMES.map((name, code) => [name, cases.filter(({ sides }) => sides[side]?.outcome === code).length]));

const plainMatrix = (cases: readonly Case[], reform: number) =>
  OUTCOMES.map((_, from) =>
    OUTCOMES.map((__, to) => cases.filter(({ sides }) => sides[0]?.outcome === from && sides[reform + 1]?.outcome === to).length),
  );

const GROUP_ORDER: Readonly<Record<string, readonly string[]>> = { region: ['north', 'south', ''], size: ['-3', '1', '2', '10'] };

const plainGroups = (cases: readonly Case[]) =>
  BY.flatMap((by, at) =>
    (GROUP_ORDER[by] ?? []).flatMap((value) => {
      const own = cases.filter(({ groups }) => groups[at] === value);
      return own.length === 0 ? [] : [{ by, value, units: own.length, figures: [figuresOf(own, 0), figuresOf(own, 1)] }];
    }),
  );

describe('against a plain recomputation', () => {
  test('totals, matrix and groups are the same in whatever order chunks are merged', () => {
    fc.assert(
      fc.property(chunks, fc.infiniteStream(fc.nat()), (parts, picks) => {
        const waiting = parts.map(aggregate);
        let whole = nothing;
        while (waiting.length > 0) {
          const [next] = waiting.splice((picks.next().value as number) % waiting.length, 1);
          whole = merge(whole, next as Aggregate);
        }
        const cases = parts.flat();
        const figures = impactFigures(plan, whole);
        expect(figures.totals).toEqual({
          units: cases.length,
          baseline: countBy(cases, 0),
          reforms: [0, 1].map((reform) => ({ ...figuresOf(cases, reform), outcomes: countBy(cases, reform + 1) })),
        });
        expect(figures.matrix).toEqual([plainMatrix(cases, 0), plainMatrix(cases, 1)]);
        expect(figures.groups).toEqual(plainGroups(cases));
      }),
    );
  });
});

describe('laws', () => {
  const part = fc.array(aCase, { minLength: 1, maxLength: 8 }).map(aggregate);

  test('merging is associative and commutative, and nothing is its neutral element', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(nothing, a)).toEqual(a);
      }),
    );
  });

  test('the matrix counts every unit once, and gains less losses are the change in cost', () => {
    fc.assert(
      fc.property(fc.array(aCase, { minLength: 1, maxLength: 40 }), (cases) => {
        const { totals, matrix } = impactFigures(plan, aggregate(cases));
        for (const counts of matrix) expect(counts.flat().reduce((a, b) => a + b)).toBe(cases.length);
        for (const { gained, lost, costChange } of totals.reforms) {
          expect((Exact.parse(gained) as Exact).subtract(Exact.parse(lost) as Exact).toText()).toBe(costChange);
        }
      }),
    );
  });

  test('an aggregate is plain data: it survives the way between processes', () => {
    fc.assert(
      fc.property(part, (a) => {
        expect(structuredClone(a)).toEqual(a);
      }),
    );
  });

  test('tampered sums are noticed', () => {
    const figures = aggregate([{ sides: [0, 1, 2].map((n) => ({ outcome: 0, amount: Exact.integer(n) })), groups: ['north', '1'] }]);
    const tallies = figures.tallies.map((tally) => ({ ...tally, gained: { n: 99n, d: 1n } }));
    expect(() => impactFigures(plan, { ...figures, tallies })).toThrow('gains less losses');
  });
});

describe('edges', () => {
  test('no case at all', () => {
    const { totals, groups } = impactFigures(plan, nothing);
    expect(totals).toMatchObject({ units: 0, baseline: { ELIGIBLE: 0 }, reforms: [{ costChange: '0' }, { costChange: '0' }] });
    expect(groups).toEqual([]);
  });

  test('a side that pays nothing leaves every case undetermined', () => {
    const columns = columnsOf([{ sides: [0, 1, 2].map(() => ({ outcome: 0, amount: Exact.ONE })), groups: ['north', '1'] }]);
    const [first, second] = columns.reforms;
    const figures = aggregateChunk({
      ...columns,
      reforms: [{ ...(first as NonNullable<typeof first>), amount: undefined }, second as NonNullable<typeof second>],
    });
    expect(figures.tallies.map(({ undetermined, unchanged }) => ({ undetermined, unchanged }))).toEqual([
      { undetermined: 1, unchanged: 0 },
      { undetermined: 0, unchanged: 1 },
    ]);
  });

  test('too many groups are refused within a chunk and over chunks', () => {
    const grouped = (from: number, count: number): ChunkColumns => ({
      units: count,
      outcomeCount: 1,
      baseline: { outcomes: new Uint32Array(count), amount: undefined },
      reforms: [],
      groups: [
        {
          by: 'postcode',
          values: Array.from({ length: count }, (_, i) => `${from + i}`),
          codes: Uint32Array.from({ length: count }, (_, i) => i),
        },
      ],
    });
    expect(thrownRefusal(() => aggregateChunk(grouped(0, GROUPS_MAX + 1)))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('"postcode"'),
    });
    const most = aggregateChunk(grouped(0, GROUPS_MAX));
    expect(mergeAggregates(most, most, ['postcode']).units).toBe(2 * GROUPS_MAX);
    expect(thrownRefusal(() => mergeAggregates(most, aggregateChunk(grouped(GROUPS_MAX, 1)), ['postcode'])).kind).toBe('invalid');
  });
});
