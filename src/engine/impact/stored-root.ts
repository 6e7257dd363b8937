/** Computes a chunk's root of the result tree again, from what is stored. */
import type { DecodedColumn, TextCells } from '../population/decoded-column.ts';
import type { CaseLeaves } from './case-leaves.ts';
import { createCaseRows } from './case-row.ts';
import type { SideColumns } from './chunk-sides.ts';
import { decodeAmounts } from './result-columns.ts';

/** A side's stored columns, and what they are called: the outcome codes, then the amounts. */
export type StoredSide = {
  readonly outcomes: DecodedColumn;
  readonly amounts: readonly { readonly name: string; readonly column: DecodedColumn }[];
};

/** `keys` are those of the chunk's units; `leaves` were made with the population's secret. */
export const storedRoot = (sides: readonly StoredSide[], units: number, keys: TextCells, leaves: CaseLeaves): Uint8Array => {
  const rowSides = sides.map(({ outcomes, amounts }) => ({
    outcomes: { cells: outcomes.cells as SideColumns['outcomes'], texts: outcomes.dictionary },
    amounts: amounts.map(({ name, column }) => ({ name, column: decodeAmounts(column) })),
  }));
  return leaves.chunkRoot(units, keys, createCaseRows(keys, rowSides));
};
