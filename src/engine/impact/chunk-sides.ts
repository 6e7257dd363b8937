/** What all sides of an impact decide for one chunk of units, by column: what figures, measures, leaves and stored results are made of. */
import type { Column, ColumnTable } from '../model/column.ts';

/** One side's decisions for a chunk. */
export type SideColumns = {
  /** Per unit a place in the impact's list of outcomes (`outcomesOf`): UNDETERMINED where the decision is null. */
  readonly outcomes: Uint8Array | Uint32Array;
  /** Decisions of units by name: the policy's amounts, and whatever else was asked for of this side. */
  readonly decisions: ReadonlyMap<string, Column>;
};

export type ChunkSides = {
  readonly units: number;
  /** What is stored of the units. */
  readonly table: ColumnTable;
  readonly baseline: SideColumns;
  readonly reforms: readonly SideColumns[];
};
