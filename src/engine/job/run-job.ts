/** Which room does which kind of job. */
import { runImpact } from '../impact/impact-job.ts';
import type { ImpactPart } from '../impact/impact-part.ts';
import { assertNever } from '../model/problem.ts';
import type { JobContext } from './protocol.ts';
import type { JobFunction } from './serve-job.ts';

/** `worker` is the built file of the worker threads. */
export const createJobFunction = (entries: { readonly worker: string }): JobFunction => {
  return async (job, context) => {
    switch (job.kind) {
      case 'impact':
        return runImpact(job, context as JobContext<ImpactPart>, entries.worker);
      case 'import':
      case 'generate':
      case 'verify':
        throw new Error('not connected');
      default:
        return assertNever(job);
    }
  };
};
