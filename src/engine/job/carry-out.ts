/** Runs a job to its end for a caller that waits, and ends it when the caller's signal says so. */
import { Refusal, refuse } from '../model/problem.ts';
import type { Job, JobProgress, JobRunner } from './protocol.ts';

type Handlers<Part> = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
  readonly onPart: (part: Part) => void;
};

/** Gives the job's outcome. Its failure becomes a Refusal, its end by the signal the Refusal 'cancelled'; faults of the job are thrown. */
export const carryOut = async <Part, Outcome>(
  jobs: JobRunner,
  job: Job,
  { signal, onProgress, onPart }: Handlers<Part>,
): Promise<Outcome> => {
  if (signal.aborted) return refuse('cancelled', `The ${job.kind} job was cancelled.`);
  const handle = jobs.start<Part, Outcome>(job, { onProgress, onPart });
  signal.addEventListener('abort', handle.cancel, { once: true });
  try {
    const end = await handle.ended;
    if (end.type === 'done') return end.outcome;
    throw end.type === 'failed'
      ? new Refusal(end.failure)
      : new Refusal({ kind: 'cancelled', message: `The ${job.kind} job was cancelled.` });
  } finally {
    signal.removeEventListener('abort', handle.cancel);
  }
};
