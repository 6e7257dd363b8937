/** What column code computes, cell by cell: a graph in which the same computation is one node. */
import { isI32 } from '../../model/integer-range.ts';

/**
 * - `constant`: the integer `low`, or as a boolean 1 and 0
 * - `row`: the index of the unit; `member`: the index of the member that a loop is at
 * - `from`, `to`: where the unit's members begin and end
 * - `cell`: of the column `place` at an index; `flag`: whether that cell is 1
 * - `look`, `look-flag`: the entry of the table `place` under a small integer
 * - `widen`, `narrow`: from double to BigInt and back
 * - `helper`: the helper function of the number `place`, called with the argument
 * - the monoids fold their only argument over the members of the list `place`
 */
export type Operation =
  | 'constant'
  | 'row'
  | 'member'
  | 'from'
  | 'to'
  | 'cell'
  | 'flag'
  | 'look'
  | 'look-flag'
  | 'widen'
  | 'narrow'
  | 'helper'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'floor-divide'
  | 'absolute'
  | 'minimum'
  | 'maximum'
  | 'choose'
  | 'less'
  | 'equal'
  | 'and'
  | 'or'
  | 'not'
  | Monoid;

export type Monoid = 'sum-of' | 'least-of' | 'most-of' | 'any-of';

const MONOIDS: ReadonlySet<string> = new Set<Monoid>(['sum-of', 'least-of', 'most-of', 'any-of']);

/** How a node's value stands in the code. Integers in doubles are proven below 2^53. */
export type Form = 'double' | 'bigint' | 'boolean';

export type Node = {
  readonly id: number;
  readonly operation: Operation;
  readonly args: readonly Node[];
  readonly form: Form;
  /** Every value lies in low … high; booleans are 0 and 1. */
  readonly low: bigint;
  readonly high: bigint;
  /** Which column, table, list or helper. */
  readonly place: number;
  /** The loops that it depends on: bit d stands for a loop over members that is nested d deep; no bits: one value per unit. */
  readonly loops: number;
  /** How deep it is nested: its highest loop, 0 for the unit. */
  readonly depth: number;
  /** By depth: how many passes over members come before it there. */
  readonly passes: readonly number[];
};

export const isFold = ({ operation }: Node): boolean => MONOIDS.has(operation);

/** The depth of the loop that a fold makes. */
export const loopDepth = (fold: Node): number => fold.depth + 1;

/** The pass over the members, counted at the fold's own depth, in which it is made. */
export const passOf = (fold: Node): number => fold.args[0]?.passes[fold.depth] ?? 0;

export const highestLoop = (loops: number): number => 31 - Math.clz32(loops | 1);

/** Whether it is a whole number of 32 bits that is no BigInt: the code then says so, which spares the machine all checks. */
export const isInt32 = ({ form, low, high }: Node): boolean => form === 'double' && isI32(low, high);
