/** What an impact job hands over: per chunk of units the stored results, at its end the figures. */
import type { ColumnChunk } from '../model/population.ts';
import type { Aggregate } from './aggregate.ts';
import type { ChunkSums } from './chunk-sums.ts';
import type { QuantileCuts } from './measure/group-codes.ts';
import type { Measured } from './measure/measure-figures.ts';
import type { Sealed } from './sealed-data.ts';

/** Name of the column of outcome codes among a side's stored columns; every other column is an amount. */
export const OUTCOME_COLUMN = '$outcome';

/** How a side stands in a stored column's `list`: "baseline", "reform 1", … */
export const sideName = (side: number): string => (side === 0 ? 'baseline' : `reform ${side}`);

export type ImpactPart = {
  readonly chunk: number;
  readonly units: number;
  /** Root of the chunk's subtree of the result tree, 32 bytes. */
  readonly root: Uint8Array;
  /** Per side, the baseline first: the outcome codes, then the side's amounts in the policy's order. */
  readonly sides: readonly (readonly ColumnChunk[])[];
  /** Per reform: number of cases by `transitionIndex`. Finds the chunks and counts of a filtered list without opening them. */
  readonly transitions: readonly (readonly number[])[];
  /** What the chunk adds to the figures. */
  readonly sums: Sealed;
};

/** Where the quantiles of grouping fields end: handed over before the first chunk, since all of them are grouped by it. */
export type ImpactCuts = { readonly cuts: QuantileCuts };

/** What a worker answers for one chunk. */
export type ChunkAnswer = { readonly part: ImpactPart } & ChunkSums;

export type ImpactOutcome = {
  readonly units: number;
  /** Root of the result tree, lower-case hex. */
  readonly root: string;
  readonly aggregate: Aggregate;
  readonly measured: Measured;
};
