/** Evaluates all sides of an impact for one chunk of units: what is stored, what it adds to the figures, and its part of the result tree. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { Column } from '../model/column.ts';
import type { MeasuresRequest } from '../model/impact-measure.ts';
import type { ColumnChunk } from '../model/population.ts';
import { ID_COLUMN } from '../population/population-part.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import { aggregateChunk, type CountedSide } from './aggregate-chunk.ts';
import { amountColumn } from './amount-column.ts';
import { CaseLeaves } from './case-leaves.ts';
import { createCaseRows, type RowSide } from './case-row.ts';
import type { ChunkSides, SideColumns } from './chunk-sides.ts';
import { sealSums } from './chunk-sums.ts';
import { type ChunkAnswer, OUTCOME_COLUMN, sideName } from './impact-part.ts';
import { groupCodes, type QuantileCuts } from './measure/group-codes.ts';
import type { Grouping } from './measure/grouping.ts';
import { createChunkMeasurer, decisionsMeasured, isDecision } from './measure/measure-chunk.ts';
import { outcomesOf } from './outcomes.ts';
import { encodeAmounts, encodeOutcomes } from './result-columns.ts';
import { createSidesEvaluator } from './sides-evaluator.ts';

export type ImpactSides = {
  readonly baseline: ImpactJobSide;
  readonly reforms: readonly ImpactJobSide[];
  readonly groupings: readonly Grouping[];
  readonly cuts: QuantileCuts;
  readonly measures: MeasuresRequest;
};

/** A decision of the baseline is taken before a stored field of the same name. */
const fieldOf =
  ({ baseline, table }: ChunkSides) =>
  (name: string): Column =>
    baseline.decisions.get(name) ?? table.column(name);

/** What goes into rows, stored columns and figures of one side. */
type DecidedSide = Pick<SideColumns, 'outcomes'> & { readonly amounts: RowSide['amounts'] };

const decidedSides = (sides: readonly ImpactJobSide[], { baseline, reforms }: ChunkSides): readonly DecidedSide[] =>
  [baseline, ...reforms].map((side, index) => ({
    outcomes: side.outcomes,
    amounts: (sides[index] as ImpactJobSide).policy.amounts.map((name) => ({ name, column: amountColumn(side, name) })),
  }));

const countedSide = ({ outcomes, amounts }: DecidedSide): CountedSide => ({ outcomes, amount: amounts[0]?.column });

/** The outcome codes, then the amounts. */
const storedColumns = (side: DecidedSide, index: number, chunk: number, outcomes: readonly string[]): readonly ColumnChunk[] => {
  const place = { list: sideName(index), chunk };
  return [
    encodeOutcomes({ ...place, column: OUTCOME_COLUMN }, side.outcomes, outcomes),
    ...side.amounts.map(({ name, column }) => encodeAmounts({ ...place, column: name }, column)),
  ];
};

/**
 * Makes the function that evaluates one chunk; policies are compiled once. `secret` is the population's. Refusals (`invalid`) come from amounts
 * that cannot be summed and fields that make too many groups.
 */
export const createChunkEvaluator = (
  { baseline, reforms, groupings, cuts, measures }: ImpactSides,
  secret: Uint8Array,
): ((chunk: UnitChunk) => ChunkAnswer) => {
  const sides = [baseline, ...reforms];
  const outcomes = outcomesOf(sides.map(({ policy }) => policy));
  // Cases are grouped by decisions of the baseline, which is the first side.
  const grouped = groupings.flatMap(({ fields }) => fields.map(({ name }) => name)).filter((name) => isDecision(baseline, name));
  const evaluate = createSidesEvaluator(sides, outcomes, (side, index) => [
    ...(index === 0 ? grouped : []),
    ...decisionsMeasured(side, measures),
  ]);
  const measure = createChunkMeasurer({ baseline, reforms, measures, outcomes: outcomes.length });
  const leaves = new CaseLeaves(secret);

  return (chunk) => {
    const decided = evaluate(chunk.table());
    const groups = groupings.map((grouping) => groupCodes(chunk.units, grouping, fieldOf(decided), cuts));
    const columns = decidedSides(sides, decided);
    const [before, ...after] = columns.map(countedSide) as [CountedSide, ...CountedSide[]];
    const aggregate = aggregateChunk({ units: chunk.units, outcomeCount: outcomes.length, baseline: before, reforms: after, groups });
    const keys = chunk.column(ID_COLUMN).texts;
    const rows = createCaseRows(
      keys,
      columns.map(({ outcomes: cells, amounts }) => ({ outcomes: { cells, texts: outcomes }, amounts })),
    );
    const sums = { aggregate, measures: measure(decided, groups) };
    const part = {
      chunk: chunk.index,
      units: chunk.units,
      root: leaves.chunkRoot(chunk.units, keys, rows),
      sides: columns.map((side, index) => storedColumns(side, index, chunk.index, outcomes)),
      transitions: aggregate.transitions,
      sums: sealSums(sums),
    };
    return { ...sums, part };
  };
};
