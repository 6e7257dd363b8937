/** Adds up what the chunks of an impact give, in whatever order they come, into what the whole run ends with. */

import { hex } from '../model/hex.ts';
import type { MeasuresRequest } from '../model/impact-measure.ts';
import type { Aggregate } from './aggregate.ts';
import type { ChunkSums } from './chunk-sums.ts';
import type { ImpactOutcome } from './impact-part.ts';
import type { QuantileCuts } from './measure/group-codes.ts';
import { MeasureCollector } from './measure/measure-collector.ts';
import { emptyAggregate, mergeAggregates } from './merge-aggregates.ts';
import { resultRoot } from './result-tree.ts';

export type ImpactShape = {
  readonly reforms: number;
  readonly outcomes: number;
  readonly by: readonly string[];
  readonly measures: MeasuresRequest;
};

export class ImpactTotals {
  private readonly by: readonly string[];
  private readonly roots: Uint8Array[] = [];
  private readonly collector: MeasureCollector;
  private aggregate: Aggregate;

  constructor({ reforms, outcomes, by, measures }: ImpactShape) {
    this.by = by;
    this.collector = new MeasureCollector({ reforms, outcomes, groups: by.length, measures });
    this.aggregate = emptyAggregate({ reforms, outcomeCount: outcomes, groups: by.length });
  }

  /** Units of the chunks so far. */
  get units(): number {
    return this.aggregate.units;
  }

  /** `root`: of the chunk's subtree of the result tree. Refusals as of `mergeAggregates` and `mergeDistributions`. */
  add(chunk: number, root: Uint8Array, { aggregate, measures }: ChunkSums): void {
    this.aggregate = mergeAggregates(this.aggregate, aggregate, this.by);
    this.collector.add(measures);
    this.roots[chunk] = root;
  }

  has(chunk: number): boolean {
    return this.roots[chunk] !== undefined;
  }

  /** Once, when all chunks were added. */
  outcome(cuts: QuantileCuts): ImpactOutcome {
    return { units: this.units, root: hex(resultRoot(this.roots)), aggregate: this.aggregate, measured: this.collector.total(cuts) };
  }
}
