/** Engines that decide one citizen at a time: what they find is counted the same way for all of them. */
import { type Answer, type Citizens, OUTCOMES } from './task.ts';

/** Of one citizen under both versions: outcomes by index, benefits in cents. */
export type RowDecision = readonly [before: number, after: number, paidBefore: number, paidAfter: number];

export const tallyRows = (): { add(decision: RowDecision): void; answer(): Answer } => {
  const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
  const paid: [number, number] = [0, 0];
  return {
    add: ([before, after, paidBefore, paidAfter]) => {
      const cell = before * OUTCOMES.length + after;
      matrix[cell] = (matrix[cell] as number) + 1;
      paid[0] += paidBefore;
      paid[1] += paidAfter;
    },
    answer: () => ({ matrix, paid }),
  };
};

export type Row = { readonly income: number; readonly size: number; readonly region: number };

export const rowsOf = ({ rows, income, size, region }: Citizens): readonly Row[] =>
  Array.from({ length: rows }, (_, row) => ({
    income: income[row] as number,
    size: size[row] as number,
    region: region[row] as number,
  }));
