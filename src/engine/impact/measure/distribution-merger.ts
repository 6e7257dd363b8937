/** Merges the distributions of many chunks: only those of like size with each other, so that every value is copied a few times and not once per chunk. */
import { type Distribution, EMPTY_DISTRIBUTION, mergeDistributions } from './distribution.ts';

export class DistributionMerger {
  /** Each at least twice as large as the next. */
  private readonly runs: Distribution[] = [];

  add(distribution: Distribution): void {
    let last = distribution;
    for (let before = this.runs.at(-1); before !== undefined; before = this.runs.at(-1)) {
      if (before.weights.length > 2 * last.weights.length) break;
      this.runs.pop();
      last = mergeDistributions(before, last);
    }
    this.runs.push(last);
  }

  total(): Distribution {
    return this.runs.reduceRight((sum, run) => mergeDistributions(run, sum), EMPTY_DISTRIBUTION);
  }
}
