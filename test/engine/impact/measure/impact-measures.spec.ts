/** Everything that can be measured in one run by the built job, for any number of workers, held against a recomputation case by case. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measuresSchema } from '../../../../src/engine/impact/measure/measures-schema.ts';
import { loadSides } from '../../../../src/engine/impact/plan-impact.ts';
import { createChildRunner } from '../../../../src/engine/job/child-runner.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import type { ChangeBand, DistributionFigures, ImpactResult } from '../../../../src/engine/model/index.ts';
import { type Context, isList, type Value } from '../../../../src/engine/model/value.ts';
import { amountOf } from '../../../../src/engine/policy/case-outcome.ts';
import { compilePolicy } from '../../../../src/engine/policy/compile-policy.ts';
import { openPopulation } from '../../../../src/engine/population/open-population.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { readImpactPlan } from '../../../../src/engine/store/impact/impact-store.ts';
import { builtJobs } from '../../../support/built-entries.ts';
import { fileFolder } from '../../../support/file-folder.ts';
import { fillWorkspace, grantRequest, runImpactJob } from '../../../support/impact-workspace.ts';
import { plainFigures } from '../../../support/plain-figures.ts';
import { plainGini, plainLorenz, plainPoverty, plainQuantile, type Weighed } from '../../../support/plain-measures.ts';
import { testWorld } from '../../../support/test-world.ts';

const folder = fileFolder();
const runner = createChildRunner(await builtJobs());
afterAll(() => runner.close());

const UNITS = 150;
const request = {
  ...grantRequest,
  by: ['income:quantiles=4', 'region+size', 'size:quantiles=2+region'],
  measures: measuresSchema.parse({
    weight: 'weight',
    bands: { absolute: ['20', '50', '200'], relative: ['0.05', '1'] },
    resource: {
      of: 'income',
      plusAmount: true,
      persons: 'size',
      quantiles: 4,
      lines: [{ amount: '500' }, { share: '0.6' }, { share: '0.6', of: 'baseline' }],
    },
    nearThreshold: [
      { value: 'income', limit: 'limit' },
      { value: 'size', limit: '2', share: '0.5' },
    ],
    marginalRate: { income: 'income', step: '0.01' },
  }),
};

const exact = (text: string): Exact => Exact.parse(text) as Exact;
const numberOf = (value: Value | undefined): Exact | undefined => (value instanceof Exact ? value : undefined);
const sum = (amounts: readonly Exact[]): Exact => amounts.reduce((total, amount) => total.add(amount), Exact.ZERO);

type Case = {
  readonly inputs: Context;
  readonly income: Exact | undefined;
  readonly size: number;
  readonly weight: Exact;
  readonly amounts: readonly (Exact | undefined)[];
  /** After the income was raised by a cent. */
  readonly raised: readonly (Exact | undefined)[];
};

let results: readonly ImpactResult[];
let cases: readonly Case[];
let limits: readonly Exact[];

beforeAll(async () => {
  const store = createStore(join(folder, 'a.probity'), { name: 'Test', actor: 'ada', ...testWorld() });
  fillWorkspace(store, { units: UNITS, chunkUnits: 16 });
  const made: ImpactResult[] = [];
  for (const workers of [1, 2, 4]) made.push(await runImpactJob(runner, store, { run: `run-${workers}`, request, workers }));
  results = made;
  store.read((reader) => {
    const plan = readImpactPlan(reader, 'run-1');
    const { baseline, reforms } = loadSides(reader, plan);
    const sides = [baseline, ...reforms].map(({ policy, date }) => ({ policy, compiled: compilePolicy(policy, date) }));
    limits = ['1000', '1200.50', '1500'].map(exact);
    const population = openPopulation(reader, plan.population.id);
    const amountsOf = (inputs: Context) =>
      sides.map(({ policy, compiled }) => amountOf(policy.amounts[0] as string, compiled.evaluate(inputs)));
    cases = Array.from({ length: population.chunkCount }, (_, index) => population.chunk(index)).flatMap((chunk) =>
      Array.from({ length: chunk.units }, (_, row): Case => {
        const inputs = chunk.inputs(row);
        const income = numberOf(inputs.income);
        const more = income?.add(exact('0.01'));
        return {
          inputs,
          income,
          size: isList(inputs.members as Value) ? (inputs.members as readonly Value[]).length : 0,
          weight: exact(chunk.text('weight', row) as string),
          amounts: amountsOf(inputs),
          raised: more === undefined ? sides.map(() => undefined) : amountsOf({ ...inputs, income: more }),
        };
      }),
    );
  });
  store.close();
}, 60_000);

const first = (): ImpactResult => results[0] as ImpactResult;

/** Every case as often as its weight says, in tenths. */
const weightedFigures = (list: readonly Case[], reform: number) => {
  const repeated = list.flatMap(({ weight, amounts }) =>
    Array.from({ length: Number(weight.multiply(Exact.integer(10)).toBigInt()) }, () => [amounts[0], amounts[reform + 1]] as const),
  );
  const { gainers, losers, costChange, reformCost } = plainFigures(repeated);
  const tenth = (amount: Exact): string => amount.multiply(exact('0.1')).toText();
  return {
    gainers: tenth(Exact.integer(gainers)),
    losers: tenth(Exact.integer(losers)),
    costChange: tenth(exact(costChange)),
    reformCost: tenth(exact(reformCost)),
  };
};

test('1, 2 and 4 workers measure the same', () => {
  const parts = results.map(({ totals, groups, measures }) => ({ totals, groups, measures }));
  expect(parts[1]).toEqual(parts[0]);
  expect(parts[2]).toEqual(parts[0]);
});

test('weighted figures are those of cases repeated as often as they weigh', () => {
  expect(first().measures.weightTotal).toBe(sum(cases.map(({ weight }) => weight)).toText());
  for (const reform of [0, 1]) expect(first().totals.reforms[reform]?.weighted).toMatchObject(weightedFigures(cases, reform));
  const { baseline } = first().totals;
  const weighted = first().measures.weightedOutcomes?.[0] ?? {};
  expect(Object.keys(weighted)).toEqual(Object.keys(baseline));
  expect(sum(Object.values(weighted).map(exact)).toText()).toBe(first().measures.weightTotal);
});

describe('groups', () => {
  const members = (by: string, value: string): readonly Case[] => {
    const known = cases.filter(({ income }) => income !== undefined);
    const weighed = known.map((one): Weighed => ({ value: one.income as Exact, weight: one.weight }));
    const ends = [1n, 2n, 3n, 4n].map((n) => plainQuantile(weighed, Exact.of(n, 4n)) as Exact);
    const quantileOf = ({ income }: Case): string => {
      if (income === undefined) return '';
      const at = ends.findIndex((end) => income.compare(end) <= 0);
      return String(at < 0 ? ends.length : at + 1);
    };
    const textOf = (one: Case): string => (by === 'region+size' ? `${one.inputs.region as string} + ${one.size}` : quantileOf(one));
    return cases.filter((one) => textOf(one) === value);
  };

  test.each(['income:quantiles=4', 'region+size'])('by %s', (by) => {
    const groups = first().groups.filter((group) => group.by === by);
    expect(groups.reduce((units, group) => units + group.units, 0)).toBe(UNITS);
    for (const { value, units, figures } of groups) {
      const own = members(by, value);
      expect({ value, units }).toEqual({ value, units: own.length });
      for (const [reform, figure] of figures.entries()) {
        expect(figure.weighted).toMatchObject(weightedFigures(own, reform));
        expect(figure.gainers).toBe(plainFigures(own.map(({ amounts }) => [amounts[0], amounts[reform + 1]])).gainers);
      }
    }
  });

  test('of several fields stand in the order of the first, then of the next', () => {
    const values = first()
      .groups.filter(({ by }) => by === 'region+size')
      .map(({ value }) => value);
    expect(values).toEqual(['north', 'south'].flatMap((region) => [0, 1, 2, 3, 4].map((size) => `${region} + ${size}`)));
  });

  test('quantile groups say what they lie between, and follow one another', () => {
    const groups = first().groups.filter(({ by, value }) => by === 'income:quantiles=4' && value !== '');
    expect(groups.map(({ value }) => value)).toEqual(['1', '2', '3', '4']);
    expect(groups.map(({ above }) => above)).toEqual([undefined, ...groups.slice(0, 3).map(({ upTo }) => upTo)]);
  });
});

test('bands hold every gainer and loser once', () => {
  for (const reform of [0, 1]) {
    const changes = cases.flatMap(({ amounts, weight }) => {
      const [before, after] = [amounts[0], amounts[reform + 1]];
      return before === undefined || after === undefined || before.equals(after)
        ? []
        : [{ before, change: after.subtract(before), weight }];
    });
    const inBand = ({ direction, from, to }: ChangeBand, relative: boolean) =>
      changes.filter(({ before, change }) => {
        if ((change.sign > 0 ? 'gain' : 'loss') !== direction) return false;
        const size = change.sign < 0 ? change.negate() : change;
        if (from === null) return before.sign === 0;
        const measured = relative ? size.divide(before) : size;
        if (measured === undefined) return false;
        return measured.compare(exact(from)) >= 0 && (to === null || measured.compare(exact(to)) < 0);
      });
    const bands = first().measures.bands?.reforms[reform];
    for (const [kind, list] of Object.entries(bands ?? {})) {
      expect(list.reduce((units, band) => units + band.units, 0)).toBe(changes.length);
      for (const band of list) {
        const own = inBand(band, kind === 'relative');
        expect({ ...band, units: own.length, weight: sum(own.map(({ weight }) => weight)).toText() }).toEqual(band);
      }
    }
  }
});

describe('inequality and poverty', () => {
  const weighed = (side: number): readonly Weighed[] =>
    cases.flatMap(({ income, amounts, weight, size }) => {
      const amount = amounts[side];
      return income === undefined || amount === undefined
        ? []
        : [{ value: income.add(amount), weight: weight.multiply(Exact.integer(size)) }];
    });
  const rounded = (value: Exact | undefined): string | null => value?.toFixedText(6) ?? null;

  test.each([0, 1, 2])('of side %d', (side) => {
    const own = weighed(side);
    const figures = first().measures.inequality?.sides[side] as DistributionFigures;
    const lorenz = (n: bigint, d: bigint): Exact => plainLorenz(own, Exact.of(n, d));
    const quantileText = (list: readonly Weighed[], n: bigint, d: bigint): Exact => plainQuantile(list, Exact.of(n, d)) as Exact;
    expect(figures).toMatchObject({
      measured: { units: own.length, weight: sum(own.map(({ weight }) => weight)).toText() },
      missing: UNITS - own.length,
      median: quantileText(own, 1n, 2n).toText(),
      gini: rounded(plainGini(own)),
      s80s20: rounded(lorenz(1n, 1n).subtract(lorenz(4n, 5n)).divide(lorenz(1n, 5n))),
      p90p10: rounded(quantileText(own, 9n, 10n).divide(quantileText(own, 1n, 10n))),
    });
    expect(figures.quantiles.map(({ upTo, share }) => ({ upTo, share }))).toEqual(
      [1n, 2n, 3n, 4n].map((n) => ({
        upTo: quantileText(own, n, 4n).toText(),
        share: rounded(
          lorenz(n, 4n)
            .subtract(lorenz(n - 1n, 4n))
            .divide(lorenz(1n, 1n)),
        ),
      })),
    );
    const share = exact('0.6');
    const lines = [exact('500'), quantileText(own, 1n, 2n).multiply(share), quantileText(weighed(0), 1n, 2n).multiply(share)];
    expect(figures.poverty.map(({ amount, headCount, gap }) => ({ amount, headCount, gap }))).toEqual(
      lines.map((line) => ({
        amount: line.toText(),
        headCount: rounded(plainPoverty(own, line, 0)),
        gap: rounded(plainPoverty(own, line, 1)),
      })),
    );
  });
});

test('cases near a limit lie within its share, on either side', () => {
  const [income, size] = first().measures.nearThreshold;
  for (const side of [0, 1, 2]) {
    const limit = limits[side] as Exact;
    const near = cases.filter((one) => {
      const distance = one.income?.subtract(limit);
      const absolute = distance !== undefined && distance.sign < 0 ? distance.negate() : distance;
      return absolute !== undefined && absolute.compare(limit.multiply(exact('0.1'))) <= 0;
    });
    const count = (list: readonly Case[]) => ({ units: list.length, weight: sum(list.map(({ weight }) => weight)).toText() });
    expect(income?.sides[side]).toEqual({
      below: count(near.filter((one) => (one.income as Exact).compare(limit) < 0)),
      above: count(near.filter((one) => (one.income as Exact).compare(limit) >= 0)),
      missing: cases.filter((one) => one.income === undefined).length,
    });
    expect(size?.sides[side]?.below.units).toBe(cases.filter((one) => one.size === 1).length);
    expect(size?.sides[side]?.above.units).toBe(cases.filter((one) => one.size === 2 || one.size === 3).length);
  }
});

test('marginal rates are those of cases decided again with a cent more', () => {
  const rate = first().measures.marginalRate;
  for (const side of [0, 1, 2]) {
    const rates = cases.flatMap(({ amounts, raised, weight }) => {
      const [before, after] = [amounts[side], raised[side]];
      return before === undefined || after === undefined ? [] : [{ weight, rate: before.subtract(after).divide(exact('0.01')) as Exact }];
    });
    const figures = rate?.sides[side];
    const weight = sum(rates.map((one) => one.weight));
    expect(figures?.measured).toEqual({ units: rates.length, weight: weight.toText() });
    expect(figures?.mean).toBe(
      sum(rates.map((one) => one.rate.multiply(one.weight)))
        .divide(weight)
        ?.toFixedText(6),
    );
    expect(figures?.zero.units).toBe(rates.filter((one) => one.rate.sign === 0).length);
    const third = rates.filter((one) => one.rate.equals(Exact.of(1n, 3n))).length;
    // A third of what is earned below the limit is lost: all others lose nothing, or, crossing the limit, more than all.
    expect(third).toBeGreaterThan(10);
    expect(figures?.bands.find(({ from }) => from === '0.2')?.units).toBe(third);
    expect(figures?.bands.reduce((units, band) => units + band.units, 0)).toBe(rates.length);
  }
});

test('every measure is defined and sourced in the result', () => {
  const { definitions, bands, inequality, nearThreshold, marginalRate } = first().measures;
  const named = [
    bands?.definition,
    ...(inequality?.definitions ?? []),
    ...nearThreshold.map(({ definition }) => definition),
    marginalRate?.definition,
  ];
  for (const id of [...named, 'weight', 'quantile-groups', 'caseload']) {
    expect(definitions.find((entry) => entry.id === id)).toMatchObject({
      definition: expect.stringMatching(/.{40}/),
      sources: expect.arrayContaining([expect.objectContaining({ text: expect.stringMatching(/.{10}/) })]),
    });
  }
});
