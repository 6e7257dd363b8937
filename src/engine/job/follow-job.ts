/** The asking side of a job: starts it over a channel, takes in its parts one by one, and says how it ended. */
import { Refusal } from '../model/problem.ts';
import type { JobChannel, JobReport } from './job-channel.ts';
import { JobFault } from './job-fault.ts';
import { ProcessGone } from './process-gone.ts';
import type { Job, JobEnd, JobHandle, JobListener } from './protocol.ts';

/** How long a job may take to stop by itself when cancelled; then its process is ended. Together with that end it stays under a second. */
const CANCEL_GRACE_MS = 500;

/**
 * Runs `job` at the other end of `channel`. A Refusal thrown by `onPart` ends the job as failed; a process that dies, a fault in it
 * or any other throw of the listener rejects `ended`. The channel is closed when the job has ended, whatever the end was.
 */
export const followJob = <Part, Outcome>(channel: JobChannel, job: Job, listener: JobListener<Part>): JobHandle<Outcome> => {
  const { promise: ended, resolve, reject } = Promise.withResolvers<JobEnd<Outcome>>();
  let state: 'running' | 'cancelling' | 'ended' = 'running';
  let grace: NodeJS.Timeout | undefined;

  const end = (settle: () => void): void => {
    if (state === 'ended') return;
    state = 'ended';
    clearTimeout(grace);
    channel.close();
    settle();
  };

  const take = (report: JobReport): void => {
    if (report.type === 'progress') listener.onProgress(report.progress);
    else if (report.type === 'part') {
      listener.onPart(report.part as Part);
      channel.post({ type: 'ack' });
    } else if (report.type === 'fault') end(() => reject(new JobFault(report.message, report.stack)));
    else end(() => resolve(report.type === 'done' ? { type: 'done', outcome: report.outcome as Outcome } : report));
  };

  channel.onMessage((report) => {
    // What a cancelled job still tells of its work is not wanted any more; how it ended is.
    if (state === 'ended' || (state === 'cancelling' && (report.type === 'progress' || report.type === 'part'))) return;
    try {
      take(report);
    } catch (error) {
      if (error instanceof Refusal) end(() => resolve({ type: 'failed', failure: error.failure }));
      else end(() => reject(error));
    }
  });
  channel.onClosed((reason) => {
    if (state === 'cancelling') end(() => resolve({ type: 'cancelled' }));
    else end(() => reject(new ProcessGone(job.kind, reason)));
  });
  channel.post({ type: 'start', job });

  return {
    ended,
    cancel: () => {
      if (state !== 'running') return;
      state = 'cancelling';
      channel.post({ type: 'cancel' });
      grace = setTimeout(() => end(() => resolve({ type: 'cancelled' })), CANCEL_GRACE_MS);
    },
  };
};
