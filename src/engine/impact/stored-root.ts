/** Computes a chunk's root of the result tree again, from what is stored. */
import type { DecodedColumn, TextCells } from '../population/decoded-column.ts';
import type { CaseLeaves } from './case-leaves.ts';
import { type CaseRows, createCaseRows } from './case-row.ts';
import type { SideColumns } from './chunk-sides.ts';
import { decodeAmounts } from './result-columns.ts';

/** A side's stored columns, and what they are called: the outcome codes, then the amounts. */
export type StoredSide = {
  readonly outcomes: DecodedColumn;
  readonly amounts: readonly { readonly name: string; readonly column: DecodedColumn }[];
};

/** The rows of a chunk's cases from what is stored. `keys` are those of the chunk's units. */
export const storedRows = (sides: readonly StoredSide[], keys: TextCells): CaseRows =>
  createCaseRows(
    keys,
    sides.map(({ outcomes, amounts }) => ({
      outcomes: { cells: outcomes.cells as SideColumns['outcomes'], texts: outcomes.dictionary },
      amounts: amounts.map(({ name, column }) => ({ name, column: decodeAmounts(column) })),
    })),
  );

/** Likewise; `leaves` were made with the population's secret. */
export const storedRoot = (sides: readonly StoredSide[], units: number, keys: TextCells, leaves: CaseLeaves): Uint8Array =>
  leaves.chunkRoot(units, keys, storedRows(sides, keys));
