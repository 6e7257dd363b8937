/** Which room does which kind of job. */
import { runImpact } from '../impact/impact-job.ts';
import { assertNever } from '../model/problem.ts';
import { generatePopulation } from '../population/generate-job.ts';
import { importPopulation } from '../population/import-job.ts';
import { verifyJob } from '../store/audit/verify-job.ts';
import { runSweep } from '../sweep/sweep-job.ts';
import type { JobFunction } from './serve-job.ts';

/** `worker` is the built file of the worker threads. */
export const createJobFunction =
  (entries: { readonly worker: string }): JobFunction =>
  async (job, context) => {
    switch (job.kind) {
      case 'impact':
        return runImpact(job, context, entries.worker);
      case 'sweep':
        return runSweep(job, context, entries.worker);
      case 'import':
        return importPopulation(job, context);
      case 'generate':
        return generatePopulation(job, context);
      case 'verify':
        return verifyJob(job, context);
      default:
        return assertNever(job);
    }
  };
