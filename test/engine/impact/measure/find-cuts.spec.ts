/** Where quantiles end: the same for any number of lanes, each field ranked once, nothing read where no quantiles were asked for. */
import { expect, test } from 'vitest';
import { distributionOf } from '../../../../src/engine/impact/measure/distribution.ts';
import { fieldsToRank, findCuts } from '../../../../src/engine/impact/measure/find-cuts.ts';
import { type Grouping, parseGrouping } from '../../../../src/engine/impact/measure/grouping.ts';
import { equalWeights } from '../../../../src/engine/impact/measure/weights.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';

const groupings = (...texts: readonly string[]): readonly Grouping[] => texts.map((by) => parseGrouping(by, () => false) as Grouping);

const CHUNKS = 7;

/** Chunk i has the values 10 i … 10 i + 9, a second field their negatives. */
const rankChunk = (chunk: number) => {
  const values = Array.from({ length: 10 }, (_, i) => Exact.integer(10 * chunk + i));
  return [
    distributionOf(values, equalWeights(10)),
    distributionOf(
      values.map((value) => value.negate()),
      equalWeights(10),
    ),
  ];
};

test('ends of all quantiles that were asked for, whatever the number of lanes and the order of answers', async () => {
  const asked = groupings('income:quantiles=2', 'region+income:quantiles=7', 'debt:quantiles=2', 'region');
  expect(fieldsToRank(asked)).toEqual(['income', 'debt']);
  for (const lanes of [1, 2, 5]) {
    let answered = 0;
    const cuts = await findCuts(asked, CHUNKS, lanes, async (chunk) => {
      if (chunk % 2 === 0) await Promise.resolve();
      answered++;
      return rankChunk(chunk);
    });
    expect(answered).toBe(CHUNKS);
    expect(Object.fromEntries(cuts)).toEqual({
      'income:quantiles=2': ['34', '69'],
      'income:quantiles=7': ['9', '19', '29', '39', '49', '59', '69'],
      'debt:quantiles=2': ['-35', '0'],
    });
  }
});

test('a chunk that cannot be ranked ends the pass with its reason', async () => {
  const failing = findCuts(groupings('income:quantiles=2'), CHUNKS, 2, (chunk) =>
    chunk === 3 ? Promise.reject(new Error('chunk 3')) : Promise.resolve(rankChunk(chunk)),
  );
  await expect(failing).rejects.toThrow('chunk 3');
});

test('without quantiles there is nothing to rank', () => {
  expect(fieldsToRank(groupings('region', 'region+size'))).toEqual([]);
});
