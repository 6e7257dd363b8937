/** Computes a chunk's root of the result tree again, from what is stored. */
import type { DecodedColumn } from '../population/decoded-column.ts';
import { unitSalt } from '../population/unit-salt.ts';
import { createLeafText, leafData } from './case-leaf.ts';
import { chunkRoot } from './result-tree.ts';

/** A side's stored columns, and what they are called: the outcome codes, then the amounts. */
export type StoredSide = {
  readonly outcomes: DecodedColumn;
  readonly amounts: readonly { readonly name: string; readonly column: DecodedColumn }[];
};

/** `unitId` gives the key of the unit in a row; `secret` is the population's. */
export const storedRoot = (
  sides: readonly StoredSide[],
  units: number,
  unitId: (row: number) => string,
  secret: Uint8Array,
): Uint8Array => {
  const leafText = createLeafText(sides.map(({ amounts }) => amounts.map(({ name }) => name)));
  const leaves = Array.from({ length: units }, (_, row) => {
    const unit = unitId(row);
    const decisions = sides.map(({ outcomes, amounts }) => ({
      outcome: outcomes.text(row) as string,
      amounts: amounts.map(({ column }) => column.text(row) ?? null),
    }));
    return leafData(unitSalt(secret, unit), leafText(unit, decisions));
  });
  return chunkRoot(leaves);
};
