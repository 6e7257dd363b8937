/** Decides chunks of units under all sides of an impact. */
import type { ImpactJobSide } from '../job/protocol.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { ColumnTable } from '../model/column.ts';
import type { ChunkSides, SideColumns } from './chunk-sides.ts';
import { createSideProgram, type SideProgram } from './side-program.ts';

/**
 * Makes the function that decides a chunk under all sides. `further` names decisions of a side that are kept besides its outcome and amounts. Sides
 * that are the same policy at the same date are decided once, as the first of them asks.
 */
export const createSidesEvaluator = (
  sides: readonly ImpactJobSide[],
  outcomes: readonly string[],
  further: (side: ImpactJobSide, index: number) => readonly string[],
): ((table: ColumnTable) => ChunkSides) => {
  const programs: SideProgram[] = [];
  const known = new Map<string, number>();
  const programOf = sides.map((side, index) => {
    const key = canonicalJson([side.policy, side.date]);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    known.set(key, programs.length);
    return programs.push(createSideProgram(side, outcomes, further(side, index))) - 1;
  });
  return (table) => {
    const decided = programs.map((program) => program(table));
    const [baseline, ...reforms] = programOf.map((index) => decided[index] as SideColumns) as [SideColumns, ...SideColumns[]];
    return { units: table.units, table, baseline, reforms };
  };
};
