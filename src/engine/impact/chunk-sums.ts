/** What a chunk adds to the figures of its impact. It is kept with the chunk's results, so that a run that goes on after a crash need not evaluate it again. */
import type { Aggregate } from './aggregate.ts';
import type { Distribution } from './measure/distribution.ts';
import type { ChunkMeasures } from './measure/measure-sums.ts';
import { type Sealed, sealData, unsealData } from './sealed-data.ts';

export type ChunkSums = { readonly aggregate: Aggregate; readonly measures: ChunkMeasures };

/** `near` follows from the numbers themselves. */
type KeptDistribution = Omit<Distribution, 'near'>;
type KeptSums = {
  readonly aggregate: Aggregate;
  readonly sums: ChunkMeasures['sums'];
  readonly distributions: readonly KeptDistribution[];
};

const withoutNear = ({ near: _, ...kept }: Distribution): KeptDistribution => kept;

const withNear = (kept: KeptDistribution): Distribution => ({
  ...kept,
  near: Float64Array.from(kept.numerators, (n, i) => Number(n) / Number(kept.denominators[i])),
});

export const sealSums = ({ aggregate, measures: { sums, distributions } }: ChunkSums): Sealed =>
  sealData({ aggregate, sums, distributions: distributions.map(withoutNear) } satisfies KeptSums);

/** Undefined where the bytes do not have their hash. */
export const unsealSums = (sealed: Sealed): ChunkSums | undefined => {
  const kept = unsealData(sealed) as KeptSums | undefined;
  if (kept === undefined) return undefined;
  return { aggregate: kept.aggregate, measures: { sums: kept.sums, distributions: kept.distributions.map(withNear) } };
};
