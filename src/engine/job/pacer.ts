/** Lets long work tell how far it is, be cancelled and let others work, every tenth of a second. The clock is the machine's own: it decides when, never what. */
import { setImmediate } from 'node:timers/promises';
import type { JobContext, JobProgress } from './protocol.ts';

const PACE_MS = 100;

/** `now` throws the signal's reason once that is aborted. */
export type Pacer = { due(): boolean; now(): Promise<void> };

export const createPacer = ({ progress, signal }: Pick<JobContext<never>, 'progress' | 'signal'>, state: () => JobProgress): Pacer => {
  let sinceMs = performance.now();
  return {
    due: () => performance.now() - sinceMs >= PACE_MS,
    now: async () => {
      progress(state());
      await setImmediate();
      signal.throwIfAborted();
      sinceMs = performance.now();
    },
  };
};
