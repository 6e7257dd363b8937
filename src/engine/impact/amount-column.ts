/** The amounts that a side decides for a chunk. */
import type { NumberColumn } from '../model/column.ts';
import { refuse } from '../model/problem.ts';
import type { SideColumns } from './chunk-sides.ts';

/** Money has denominators of a few digits; amounts that need more than this have no sum that anybody could read. */
const SUM_DENOMINATOR_MAX = 1n << 256n;

/** Refuses (`invalid`) amounts that share no reasonable denominator, which comes of dividing by data without rounding. */
export const amountColumn = ({ decisions }: SideColumns, name: string): NumberColumn => {
  const column = decisions.get(name);
  if (column?.kind !== 'number') throw new TypeError(`the amount ${name} is no column of numbers`);
  if (column.unit.reduced().d > SUM_DENOMINATOR_MAX) {
    refuse('invalid', `the amounts of "${name}" are too fine fractions to be summed exactly: round them in the policy`);
  }
  return column;
};
