/** Whether a step is tried again after a fault, and when. */
import type { Failure } from '../../model/problem.ts';
import type { RetryRule } from '../../template/template-graph.ts';
import { isRetryable } from '../is-retryable.ts';
import { isNamed } from './is-named.ts';

/** @param faults faulted attempts, this one among them. */
export const mayRetry = (rule: RetryRule, faults: number, failure: Failure): boolean =>
  faults < rule.maximumAttempts && isRetryable(failure) && !isNamed(rule.nonRetryable, failure);

/** No wait is longer, however often it is multiplied: a hundred years. */
const LONGEST_MS = 100 * 365.25 * 24 * 60 * 60 * 1_000;

/** @param random gives numbers from 0 up to 1. */
export const retryDelayMs = (rule: RetryRule, faults: number, random: () => number): number => {
  const interval = Math.min(LONGEST_MS, rule.maximumMs, rule.initialMs * rule.coefficient ** (faults - 1));
  if (rule.jitter === 'full') return interval * random();
  return rule.jitter === 'equal' ? interval / 2 + (interval / 2) * random() : interval;
};
