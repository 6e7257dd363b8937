/** How measured times are spread. */
import type { Spread } from '../../model/run-stats.ts';

/** Percentiles by nearest rank: the smallest value that at least so many hundredths of all do not exceed. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = Float64Array.from(values).toSorted();
  const at = (percent: number): number => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(50), p90: at(90), p99: at(99), max: sorted.at(-1) ?? 0 };
};
