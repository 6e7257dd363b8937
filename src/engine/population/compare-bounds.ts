/** The order of a column's smallest and largest values, which are kept as texts. */
import { Exact } from '../model/exact.ts';

/** Negative, zero or positive for two exact numbers, or for two ISO dates. */
export const compareBounds = (left: string, right: string): number => {
  const [a, b] = [Exact.parse(left), Exact.parse(right)];
  if (a !== undefined && b !== undefined) return a.compare(b);
  return left < right ? -1 : left > right ? 1 : 0;
};
