/** Runs a job to its end for a caller that waits, and ends it when the caller's signal says so. */
import { Refusal, refuse } from '../model/problem.ts';
import type { Job, JobListener, JobRunner } from './protocol.ts';

/** Gives the job's outcome. Its failure becomes a Refusal, its end by the signal the Refusal 'cancelled'; faults of the job are thrown. */
export const carryOut = async <Part, Outcome>(
  jobs: JobRunner,
  job: Job,
  { signal, onProgress, onPart }: JobListener<Part> & { readonly signal: AbortSignal },
): Promise<Outcome> => {
  if (signal.aborted) return refuse('cancelled', `The ${job.kind} job was cancelled.`);
  const handle = jobs.start<Part, Outcome>(job, { onProgress, onPart });
  signal.addEventListener('abort', handle.cancel, { once: true });
  try {
    const end = await handle.ended;
    if (end.type === 'done') return end.outcome;
    if (end.type === 'failed') throw new Refusal(end.failure);
    return refuse('cancelled', `The ${job.kind} job was cancelled.`);
  } finally {
    signal.removeEventListener('abort', handle.cancel);
  }
};
