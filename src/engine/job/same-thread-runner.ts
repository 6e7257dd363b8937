/** Runs jobs on the thread that asks for them, their workers' tasks included: for debugging, where one thing is to happen after the other. */
import type { JobChannel, JobReport, JobRequest } from './job-channel.ts';
import { createJobRunner } from './job-runner.ts';
import type { JobRunner } from './protocol.ts';
import { createJobFunction } from './run-job.ts';
import { type JobFunction, serveJob } from './serve-job.ts';

/** Both ends of a channel within one thread; what is posted is copied at once and arrives in a later turn, as it does over a real one. */
const openHere = (work: JobFunction): JobChannel => {
  let toAsking: ((report: JobReport) => void) | undefined;
  let toWorking: ((request: JobRequest) => void) | undefined;
  serveJob(
    {
      post: (report) => {
        const copy = structuredClone(report);
        setImmediate(() => toAsking?.(copy));
      },
      onMessage: (listener) => {
        toWorking = listener;
      },
    },
    work,
  );
  return {
    post: (request) => void setImmediate(() => toWorking?.(request)),
    onMessage: (listener) => {
      toAsking = listener;
    },
    onClosed: () => undefined,
    close: () => {
      toAsking = undefined;
      // What still works has nobody to work for.
      toWorking?.({ type: 'cancel' });
      toWorking = undefined;
    },
  };
};

export const createSameThreadRunner = (work: JobFunction = createJobFunction({ worker: undefined })): JobRunner =>
  createJobRunner(() => openHere(work));
