/** Evaluates all sides of an impact for one chunk of units: what is stored, what it adds to the figures, and its part of the result tree. */
import type { ImpactJobSide } from '../job/protocol.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Column, ColumnTable } from '../model/column.ts';
import type { MeasuresRequest } from '../model/impact-measure.ts';
import type { Json } from '../model/json.ts';
import type { ColumnChunk } from '../model/population.ts';
import { ID_COLUMN } from '../population/population-part.ts';
import type { UnitChunk } from '../population/unit-chunk.ts';
import { aggregateChunk, type CountedSide } from './aggregate-chunk.ts';
import { amountColumn } from './amounts.ts';
import { CaseLeaves } from './case-leaves.ts';
import { createCaseRows, type RowSide } from './case-row.ts';
import type { ChunkSides, SideColumns } from './chunk-sides.ts';
import { type ChunkAnswer, OUTCOME_COLUMN, sideName } from './impact-part.ts';
import { groupCodes, type QuantileCuts } from './measure/group-codes.ts';
import type { Grouping } from './measure/grouping.ts';
import { createChunkMeasurer, decisionsMeasured, isDecision } from './measure/measure-chunk.ts';
import { outcomesOf } from './outcomes.ts';
import { encodeAmounts, encodeOutcomes } from './result-columns.ts';
import { createSideProgram, type SideProgram } from './side-program.ts';

export type ImpactSides = {
  readonly baseline: ImpactJobSide;
  readonly reforms: readonly ImpactJobSide[];
  readonly groupings: readonly Grouping[];
  readonly cuts: QuantileCuts;
  readonly measures: MeasuresRequest;
};

/** For an index that was made from the same list. */
const at = <T>(list: readonly T[], index: number): T => list[index] as T;

/** A decision of the baseline is taken before a stored field of the same name. */
const fieldOf =
  ({ baseline, table }: ChunkSides) =>
  (name: string): Column =>
    baseline.decisions.get(name) ?? table.column(name);

/**
 * Makes the function that decides a chunk under all sides. `further` names decisions of a side that are kept besides its outcome and amounts. Sides
 * that are the same policy at the same date are decided once, as the first of them asks. */
export const createSidesEvaluator = (
  sides: readonly ImpactJobSide[],
  outcomes: readonly string[],
  further: (side: ImpactJobSide, index: number) => readonly string[],
): ((table: ColumnTable) => ChunkSides) => {
  const programs: SideProgram[] = [];
  const known = new Map<string, number>();
  const programOf = sides.map((side, index) => {
    const key = canonicalJson([side.policy as unknown as Json, side.date]);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    known.set(key, programs.length);
    return programs.push(createSideProgram(side, outcomes, further(side, index))) - 1;
  });
  return (table) => {
    const decided = programs.map((program) => program(table));
    const [baseline, ...reforms] = programOf.map((index) => at(decided, index));
    return { units: table.units, table, baseline: baseline as SideColumns, reforms };
  };
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
    const columns = [decided.baseline, ...decided.reforms];
    const amounts = columns.map((side, index) =>
      at(sides, index).policy.amounts.map((name) => ({ name, column: amountColumn(side, name) })),
    );
    const counted = columns.map((side, index): CountedSide => ({ outcomes: side.outcomes, amount: amounts[index]?.[0]?.column }));
    const groups = groupings.map((grouping) => groupCodes(chunk.units, grouping, fieldOf(decided), cuts));
    const aggregate = aggregateChunk({
      units: chunk.units,
      outcomeCount: outcomes.length,
      baseline: at(counted, 0),
      reforms: counted.slice(1),
      groups,
    });

    const rowSides = columns.map(
      (side, index): RowSide => ({
        outcomes: { cells: side.outcomes, texts: outcomes },
        amounts: at(amounts, index),
      }),
    );
    const keys = chunk.column(ID_COLUMN).texts;
    const stored = columns.map((side, index): readonly ColumnChunk[] => {
      const place = { list: sideName(index), chunk: chunk.index };
      return [
        encodeOutcomes({ ...place, column: OUTCOME_COLUMN }, side.outcomes, outcomes),
        ...at(amounts, index).map(({ name, column }) => encodeAmounts({ ...place, column: name }, column)),
      ];
    });
    const root = leaves.chunkRoot(chunk.units, keys, createCaseRows(keys, rowSides));
    const part = { chunk: chunk.index, units: chunk.units, root, sides: stored, transitions: aggregate.transitions };
    return { aggregate, measures: measure(decided, groups), part };
  };
};
