/** Forgets the attempts that ran ahead of the store, when the memory that began them is thrown away: pure ones, which left nothing behind. */
import type { LiveRun } from './live-run.ts';

export const dropAhead = ({ attempts, begun, followed }: LiveRun): void => {
  for (const [step, { begunBy }] of begun) if (begunBy > followed) begun.delete(step);
  for (const [step, attempt] of attempts) {
    if (attempt.begunBy <= followed) continue;
    attempt.abort();
    attempts.delete(step);
  }
};
