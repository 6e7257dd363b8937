/** Takes all measures of an impact on one chunk, from what its sides decide. */
import type { ImpactJobSide } from '../../job/protocol.ts';
import type { Column } from '../../model/column.ts';
import { Exact } from '../../model/exact.ts';
import type { MarginalRateRequest, MeasuresRequest, ResourceRequest, ThresholdRequest } from '../../model/impact-measure.ts';
import { type ColumnProgram, compileColumns } from '../../policy/column-program.ts';
import { parameterAt } from '../../policy/parameter-value.ts';
import type { GroupColumn } from '../aggregate-chunk.ts';
import { amountPairs } from '../amount-pairs.ts';
import type { ChunkSides, SideColumns } from '../chunk-sides.ts';
import { sumOf } from '../exact-sum.ts';
import { caseTally, TALLY_SLOTS } from './case-tally.ts';
import { countChangeBands } from './change-bands.ts';
import { type Counted, Counter } from './counted.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { countMarginalRates } from './marginal-rate.ts';
import type { ChunkMeasures } from './measure-sums.ts';
import { countNearThreshold } from './near-threshold.ts';
import { numberAt } from './number-at.ts';
import { raisedTable } from './raised-table.ts';
import { equalWeights, type Weights, weightsOf } from './weights.ts';

type NumberReader = (row: number) => Exact | undefined;

/** One side as measures see it: its policy, and what it decided. */
type View = { readonly side: ImpactJobSide; readonly columns: SideColumns; readonly chunk: ChunkSides };

/** Whether the side decides this of units; else it is stored. */
export const isDecision = ({ policy }: ImpactJobSide, name: string): boolean =>
  Object.hasOwn(policy.decisions, name) && policy.decisions[name]?.of === undefined;

/** A decision of the side, or else what is stored. */
const columnOf = ({ side, columns, chunk }: View, name: string): Column => {
  if (!isDecision(side, name)) return chunk.table.column(name);
  const column = columns.decisions.get(name);
  if (column === undefined) throw new RangeError(`the decision ${name} was not kept`);
  return column;
};

const numbersOf = (view: View, name: string): NumberReader => numberAt(columnOf(view, name));

const amountOf = ({ side, columns }: View): Column | undefined => {
  const name = side.policy.amounts[0];
  return name === undefined ? undefined : columns.decisions.get(name);
};

/** A limit is a field, a parameter at the side's date, or a number. */
const limitReader = (view: View, limit: string): NumberReader => {
  const { policy, date } = view.side;
  const constant = Exact.parse(limit);
  if (constant !== undefined) return () => constant;
  const parameter = Object.hasOwn(policy.parameters, limit) ? policy.parameters[limit] : undefined;
  if (parameter === undefined || isDecision(view.side, limit)) return numbersOf(view, limit);
  const { value } = parameterAt(limit, parameter, date);
  return () => (value instanceof Exact ? value : undefined);
};

const countOutcomes = ({ columns, chunk }: View, outcomes: number, weights: Weights): readonly Counted[] => {
  const counter = new Counter(outcomes);
  for (let row = 0; row < chunk.units; row++) counter.add(columns.outcomes[row] as number, weights.cells[row] as bigint, 0n);
  return counter.done({ weight: weights.denominator, amount: 1n });
};

/** Units without a value, or with a scale that is not above zero, have none. */
const resourceOf = (view: View, { of, plusAmount, scale }: ResourceRequest): readonly (Exact | undefined)[] => {
  const base = numbersOf(view, of);
  const amount = amountOf(view);
  const paid: NumberReader = !plusAmount ? () => Exact.ZERO : amount === undefined ? () => undefined : numberAt(amount);
  const divisor: NumberReader = scale === undefined ? () => Exact.ONE : numbersOf(view, scale);
  return Array.from({ length: view.chunk.units }, (_, row) => {
    const [value, more, by] = [base(row), paid(row), divisor(row)];
    return value === undefined || more === undefined || by === undefined || by.sign <= 0 ? undefined : value.add(more).divide(by);
  });
};

const resourceWeights = (view: View, persons: string | undefined, weights: Weights): Weights => {
  if (persons === undefined) return weights;
  const count = numbersOf(view, persons);
  const column = columnOf(view, persons);
  const { d } = column.kind === 'number' ? column.unit.reduced() : Exact.ONE;
  const cells = weights.cells.map((cell, row) => {
    const { n } = (count(row) ?? Exact.ZERO).multiply(Exact.of(d)).reduced();
    return n > 0n ? cell * n : 0n;
  });
  return { denominator: weights.denominator * d, cells };
};

const countThreshold = (view: View, { value, limit, share }: ThresholdRequest, weights: Weights): readonly Counted[] =>
  countNearThreshold(view.chunk.units, numbersOf(view, value), limitReader(view, limit), Exact.parse(share) as Exact, weights);

/** The largest income that all sides allow. */
const incomeMax = (sides: readonly ImpactJobSide[], income: string): Exact | undefined => {
  const [name = '', field] = income.split('.');
  const limits = sides.flatMap(({ policy }) => {
    const input = policy.inputs[name];
    const type = input?.type === 'list' ? input.of[field ?? ''] : input;
    const max = type !== undefined && 'max' in type ? Exact.parse(String(type.max)) : undefined;
    return max === undefined ? [] : [max];
  });
  return limits.length === 0 ? undefined : limits.reduce((a, b) => (a.compare(b) <= 0 ? a : b));
};

/** Makes the function that decides every side's amount again with raised incomes. */
const createRateCounter = (sides: readonly ImpactJobSide[], { income, step, bands }: MarginalRateRequest) => {
  const programs = sides.map(({ policy, date }): ColumnProgram | undefined => {
    const [amount] = policy.amounts;
    return amount === undefined ? undefined : compileColumns(policy, date, { decisions: [amount] });
  });
  const raise = { step: Exact.parse(step) as Exact, max: incomeMax(sides, income) };
  return (views: readonly View[], weights: Weights): readonly (readonly Counted[])[] => {
    const [first] = views;
    if (first === undefined) return [];
    const { table, raised } = raisedTable(first.chunk.table, income, raise);
    return views.map((view, i) => {
      const before = amountOf(view);
      const after = programs[i]?.evaluate(table).get(view.side.policy.amounts[0] ?? '');
      const read = (column: Column | undefined): NumberReader => (column === undefined ? () => undefined : numberAt(column));
      const ifRaised =
        (reader: NumberReader): NumberReader =>
        (row) =>
          raised[row] === 1 ? reader(row) : undefined;
      return countMarginalRates(first.chunk.units, { before: read(before), after: ifRaised(read(after)) }, raise.step, bands, weights);
    });
  };
};

/** Decisions that measures of this side need besides its outcome and amounts. */
export const decisionsMeasured = (side: ImpactJobSide, { resource, nearThreshold }: MeasuresRequest): readonly string[] => {
  const names = [resource?.of, resource?.scale, resource?.persons, ...nearThreshold.flatMap(({ value, limit }) => [value, limit])];
  return [...new Set(names.filter((name) => name !== undefined))].filter((name) => isDecision(side, name));
};

export type MeasuredSides = {
  readonly baseline: ImpactJobSide;
  readonly reforms: readonly ImpactJobSide[];
  readonly measures: MeasuresRequest;
  /** Number of outcomes that the codes of all sides are places of. */
  readonly outcomes: number;
};

/** Makes the function that measures a chunk; the groups are those of the impact. Refusals (`invalid`) come from weights and from fractions that are too fine. */
export const createChunkMeasurer = ({ baseline, reforms, measures, outcomes }: MeasuredSides) => {
  const sides = [baseline, ...reforms];
  const { weight, bands, resource, nearThreshold, marginalRate } = measures;
  const countRates = marginalRate === undefined ? undefined : createRateCounter(sides, marginalRate);

  return (chunk: ChunkSides, groups: readonly GroupColumn[]): ChunkMeasures => {
    const { units, table } = chunk;
    const weights = weight === undefined ? equalWeights(units) : weightsOf(weight, table.column(weight));
    const views = sides.map(
      (side, i): View => ({ side, chunk, columns: i === 0 ? chunk.baseline : (chunk.reforms[i - 1] as SideColumns) }),
    );
    const [before, ...after] = views as [View, ...View[]];
    const pairs = after.map((view) => amountPairs(units, amountOf(before), amountOf(view)));
    const everyone = new Uint32Array(units);
    const tallies = groups.map(({ values, codes }) => {
      const perReform = pairs.map((pair) => caseTally(pair, weights, codes, values.length));
      const own = (code: number) =>
        perReform.flatMap((counted) => counted.slice(code * TALLY_SLOTS.length, (code + 1) * TALLY_SLOTS.length));
      return new Map(values.map((value, code): [string, readonly Counted[]] => [value, own(code)]));
    });
    const ranked = (view: View): Distribution[] =>
      resource === undefined ? [] : [distributionOf(resourceOf(view, resource), resourceWeights(view, resource.persons, weights))];
    return {
      sums: {
        weight: sumOf(
          weights.cells.reduce((sum, cell) => sum + cell, 0n),
          weights.denominator,
        ),
        outcomes: views.map((view) => countOutcomes(view, outcomes, weights)),
        totals: pairs.map((pair) => caseTally(pair, weights, everyone, 1)),
        groups: tallies,
        bands: pairs.map((pair) => countChangeBands(pair, weights, bands)),
        nearThreshold: nearThreshold.map((request) => views.map((view) => countThreshold(view, request, weights))),
        marginalRates: countRates?.(views, weights) ?? [],
      },
      distributions: views.flatMap(ranked),
    };
  };
};

/** The distributions of fields of the baseline over a chunk, for their quantiles. */
export const rankFields = (baseline: ImpactJobSide, weight: string | undefined, fields: readonly string[]) => {
  const decisions = fields.filter((name) => isDecision(baseline, name));
  const program = decisions.length === 0 ? undefined : compileColumns(baseline.policy, baseline.date, { decisions });
  return (table: ChunkSides['table']): readonly Distribution[] => {
    const decided = program?.evaluate(table);
    const weights = weight === undefined ? equalWeights(table.units) : weightsOf(weight, table.column(weight));
    return fields.map((name) => {
      const value = numberAt(decided?.get(name) ?? table.column(name));
      return distributionOf(
        Array.from({ length: table.units }, (_, row) => value(row)),
        weights,
      );
    });
  };
};
