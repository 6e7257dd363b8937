/** What holds for a step beside what it does: retries, timeouts, how many steps it waits for. Durations become milliseconds. */
import type { Join, RetryPolicy, StepTimeouts, TaskLimits } from '../model/template-document.ts';
import { DURATION_MAX_MS, durationMs } from './duration-ms.ts';
import type { JoinRule, LimitRule, RetryRule, TimeoutRule } from './template-graph.ts';

const INITIAL_MS = 1_000;
const COEFFICIENT = 2;

/** Refusing is the part of the checks; whoever compiles has a text that was checked. */
const ms = (text: string): number => durationMs(text) ?? DURATION_MAX_MS;

/** Later policies have the last word, field by field: what the function says, then what the step says. */
export const retryRule = (...policies: readonly (RetryPolicy | undefined)[]): RetryRule => {
  const policy: RetryPolicy = Object.assign({}, ...policies);
  return {
    maximumAttempts: policy.maximumAttempts ?? 1,
    initialMs: policy.initialInterval === undefined ? INITIAL_MS : ms(policy.initialInterval),
    coefficient: policy.backoffCoefficient ?? COEFFICIENT,
    maximumMs: policy.maximumInterval === undefined ? DURATION_MAX_MS : ms(policy.maximumInterval),
    jitter: policy.jitter ?? 'none',
    nonRetryable: new Set(policy.nonRetryableErrors),
    exhausted: policy.exhausted ?? 'fail',
  };
};

export const timeoutRule = (...timeouts: readonly (StepTimeouts | undefined)[]): TimeoutRule => {
  const { scheduleToStart, startToClose, scheduleToClose, heartbeat }: StepTimeouts = Object.assign({}, ...timeouts);
  return {
    ...(scheduleToStart !== undefined && { scheduleToStartMs: ms(scheduleToStart) }),
    ...(startToClose !== undefined && { startToCloseMs: ms(startToClose) }),
    ...(scheduleToClose !== undefined && { scheduleToCloseMs: ms(scheduleToClose) }),
    ...(heartbeat !== undefined && { heartbeatMs: ms(heartbeat) }),
  };
};

export const joinRule = (join: Join | undefined): JoinRule => {
  if (join === undefined || join === 'all') return 'all';
  return join === 'any' ? 1 : join.atLeast;
};

/** Undefined where nothing holds the function back. */
export const limitRule = (...limits: readonly (TaskLimits | undefined)[]): LimitRule | undefined => {
  const { concurrency, rate, breaker }: TaskLimits = Object.assign({}, ...limits);
  if (concurrency === undefined && rate === undefined && breaker === undefined) return undefined;
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(rate !== undefined && { rate: { count: rate.count, perMs: ms(rate.per) } }),
    ...(breaker !== undefined && { breaker: { failures: breaker.failures, cooldownMs: ms(breaker.cooldown) } }),
  };
};
