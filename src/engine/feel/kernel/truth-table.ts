/**
 * Conditions as tables of truth over a few atoms, so that two that are always alike are known as one. Rows that cannot be, such as "below 2 and not
 * below 13", do not count: so the rules of a decision table are found to leave no gap and not to overlap.
 */
import type { Node } from './node.ts';

/** Bit r of `truth`, 32 bits in all, is the value where atom i is bit i of r; rows that cannot be are 0. */
export type TruthTable = { readonly atoms: readonly Node[]; readonly truth: number };

/** More atoms make a condition an atom of its own: their table would not fit 32 bits. */
const ATOMS_MAX = 5;
/** Values of a number at which its comparisons with constants are tried. */
const SAMPLES_MAX = 64;

export const atomTable = (atom: Node): TruthTable => ({ atoms: [atom], truth: 0b10 });

const rowsOf = (atoms: readonly Node[]): number => 1 << atoms.length;

const isAt = (truth: number, row: number): boolean => ((truth >>> row) & 1) === 1;

const tableOf = (rows: number, holds: (row: number) => boolean): number => {
  let truth = 0;
  for (let row = 0; row < rows; row++) if (holds(row)) truth |= 1 << row;
  return truth >>> 0;
};

const allRows = (rows: number): number => 0xffff_ffff >>> (32 - rows);

/** A comparison with a constant: what it compares, and what it says of a value. */
type Comparison = { readonly of: Node; readonly constant: bigint; readonly holds: (value: bigint) => boolean };

const comparisonOf = ({ operation, args }: Node): Comparison | undefined => {
  const [left, right] = args;
  if (left === undefined || right === undefined) return undefined;
  const [of, { low: constant, operation: kind }] = left.operation === 'constant' ? [right, left] : [left, right];
  if (kind !== 'constant') return undefined;
  if (operation === 'equal') return { of, constant, holds: (value) => value === constant };
  if (operation !== 'less') return undefined;
  return { of, constant, holds: left === of ? (value) => value < constant : (value) => value > constant };
};

type Placed = { readonly bit: number; readonly comparison: Comparison };

/** Which rows can be as far as one number is concerned: those that some value of it gives. */
const rowsOfNumber = (rows: number, placed: readonly Placed[]): number => {
  const { of } = (placed[0] as Placed).comparison;
  const near = placed.flatMap(({ comparison: { constant } }) => [constant - 1n, constant, constant + 1n]);
  const samples = [of.low, of.high, ...near].filter((value) => value >= of.low && value <= of.high);
  if (samples.length > SAMPLES_MAX) return allRows(rows);
  const mask = placed.reduce((bits, { bit }) => bits | (1 << bit), 0);
  const patterns = new Set(
    samples.map((value) => placed.reduce((bits, { bit, comparison }) => bits | (Number(comparison.holds(value)) << bit), 0)),
  );
  return tableOf(rows, (row) => patterns.has(row & mask));
};

/** The rows that can be. */
const possibleRows = (atoms: readonly Node[]): number => {
  const placed = atoms.flatMap((atom, bit): Placed[] => {
    const comparison = comparisonOf(atom);
    return comparison === undefined ? [] : [{ bit, comparison }];
  });
  const rows = rowsOf(atoms);
  const groups = [...Map.groupBy(placed, ({ comparison }) => comparison.of).values()];
  return groups.reduce((possible, group) => (possible & rowsOfNumber(rows, group)) >>> 0, allRows(rows));
};

/** The same over more atoms. */
const spread = ({ atoms, truth }: TruthTable, over: readonly Node[]): number => {
  const places = atoms.map((atom) => over.indexOf(atom));
  return tableOf(rowsOf(over), (row) =>
    isAt(
      truth,
      places.reduce((own, place, bit) => own | (((row >> place) & 1) << bit), 0),
    ),
  );
};

/** Without the atoms that it does not depend on. */
const reduced = (atoms: readonly Node[], truth: number, possible: number): TruthTable => {
  for (const [bit] of atoms.entries()) {
    const other = (row: number): number => row ^ (1 << bit);
    const rows = Array.from({ length: rowsOf(atoms) }, (_, row) => row);
    const isIdle = rows.every((row) => !isAt(possible, row) || !isAt(possible, other(row)) || isAt(truth, row) === isAt(truth, other(row)));
    if (!isIdle) continue;
    const rest = atoms.toSpliced(bit, 1);
    const withBit = (row: number, value: number): number => (row & ((1 << bit) - 1)) | (value << bit) | ((row >> bit) << (bit + 1));
    const either = tableOf(rowsOf(rest), (row) => isAt(truth, withBit(row, 0)) || isAt(truth, withBit(row, 1)));
    return reduced(rest, either, possibleRows(rest));
  }
  return { atoms, truth };
};

/** Undefined where there are too many atoms. `combine` works on the bits of both. */
export const combinedTable = (
  left: TruthTable,
  right: TruthTable,
  combine: (left: number, right: number) => number,
): TruthTable | undefined => {
  const atoms = [...new Set([...left.atoms, ...right.atoms])].sort((first, second) => first.id - second.id);
  if (atoms.length > ATOMS_MAX) return undefined;
  const possible = possibleRows(atoms);
  return reduced(atoms, (combine(spread(left, atoms), spread(right, atoms)) & possible) >>> 0, possible);
};

export const negatedTable = ({ atoms, truth }: TruthTable): TruthTable => {
  const possible = possibleRows(atoms);
  return reduced(atoms, (~truth & possible) >>> 0, possible);
};

/** What a table without atoms always is. */
export const settledTruth = ({ atoms, truth }: TruthTable): boolean | undefined => (atoms.length === 0 ? truth === 1 : undefined);

export const tableKey = ({ atoms, truth }: TruthTable): string => `${atoms.map(({ id }) => id).join()} ${truth}`;
