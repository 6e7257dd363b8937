/** Collects the measures of chunks, in whatever order they come, into those of the whole population. */
import type { DistributionFigures } from '../../model/impact-measure.ts';
import { distributionFigures } from './distribution-figures.ts';
import { DistributionMerger } from './distribution-merger.ts';
import type { QuantileCuts } from './group-codes.ts';
import type { Measured } from './measure-figures.ts';
import { addMeasures, type ChunkMeasures, type MeasuredShape, type MeasureSums, nothingMeasured } from './measure-sums.ts';

export class MeasureCollector {
  private readonly shape: MeasuredShape;
  private readonly distributions: readonly DistributionMerger[];
  private sums: MeasureSums;

  constructor(shape: MeasuredShape) {
    this.shape = shape;
    const sides = shape.measures.resource === undefined ? 0 : shape.reforms + 1;
    this.distributions = Array.from({ length: sides }, () => new DistributionMerger());
    this.sums = nothingMeasured(shape);
  }

  add({ sums, distributions }: ChunkMeasures): void {
    this.sums = addMeasures(this.sums, sums);
    for (const [side, merger] of this.distributions.entries()) {
      const distribution = distributions[side];
      if (distribution === undefined) throw new RangeError('a chunk without the distribution of a side');
      merger.add(distribution);
    }
  }

  /** Once, when all chunks were added. */
  total(cuts: QuantileCuts): Measured {
    return { sums: this.sums, distributions: this.distributionFigures(), cuts };
  }

  private distributionFigures(): readonly DistributionFigures[] {
    const { resource } = this.shape.measures;
    const [baseline, ...reforms] = this.distributions.map((merger) => merger.total());
    if (resource === undefined || baseline === undefined) return [];
    return [baseline, ...reforms].map((own) => distributionFigures(resource, own, baseline));
  }
}
