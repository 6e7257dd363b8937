/** What each unit counts: the cells of a weight column, or one for each where there is no weight. */
import type { Column } from '../../model/column.ts';
import { Exact } from '../../model/exact.ts';
import { refuse } from '../../model/problem.ts';

/** The weight of row i is cells[i] / denominator. */
export type Weights = {
  readonly denominator: bigint;
  readonly cells: readonly bigint[];
  /** Every weight is one. */
  readonly areEqual?: true;
};

export const equalWeights = (units: number): Weights => ({ denominator: 1n, cells: new Array<bigint>(units).fill(1n), areEqual: true });

/** Refuses (`invalid`) a weight that is missing or below zero: a case that counts less than nothing would make shares and ranks meaningless. */
export const weightsOf = (name: string, column: Column): Weights => {
  if (column.kind !== 'number') throw new TypeError(`the weight ${name} is a column of ${column.kind}`);
  const { n, d } = column.unit.reduced();
  const cells = Array.from(column.cells as Iterable<number | bigint>, (cell, row) => {
    const weight = BigInt(cell) * n;
    if (column.nulls?.[row] === 1) refuse('invalid', `The weight "${name}" is missing for some units: every unit needs one.`);
    return weight < 0n ? refuse('invalid', `The weight "${name}" is below zero for some units.`) : weight;
  });
  return { denominator: d, cells };
};

export const exactWeight = ({ cells, denominator }: Weights, row: number): Exact => Exact.of(cells[row] as bigint, denominator);
