/** The pass over a population that comes before groups by quantiles can be told: where each quantile of a field ends. */
import type { Distribution } from './distribution.ts';
import { DistributionMerger } from './distribution-merger.ts';
import type { QuantileCuts } from './group-codes.ts';
import { cutKey, type GroupField, type Grouping } from './grouping.ts';
import { quantileEnds } from './quantile.ts';

const quantileFields = (groupings: readonly Grouping[]): readonly GroupField[] =>
  groupings.flatMap(({ fields }) => fields.filter(({ quantiles }) => quantiles !== undefined));

/** The fields that have to be ranked, each once. */
export const fieldsToRank = (groupings: readonly Grouping[]): readonly string[] => [
  ...new Set(quantileFields(groupings).map(({ name }) => name)),
];

/** `rankChunk` gives the distribution of each of `fieldsToRank` in a chunk. */
export const findCuts = async (
  groupings: readonly Grouping[],
  chunks: number,
  lanes: number,
  rankChunk: (chunk: number) => Promise<readonly Distribution[]>,
): Promise<QuantileCuts> => {
  const fields = fieldsToRank(groupings);
  const mergers = fields.map(() => new DistributionMerger());
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < chunks) {
      const ranked = await rankChunk(next++);
      for (const [i, merger] of mergers.entries()) merger.add(ranked[i] as Distribution);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const whole = new Map(fields.map((field, i) => [field, (mergers[i] as DistributionMerger).total()]));
  return new Map(
    quantileFields(groupings).map((field) => {
      const ends = quantileEnds(whole.get(field.name) as Distribution, field.quantiles as number);
      return [cutKey(field), ends.map((end) => end.toText())];
    }),
  );
};
