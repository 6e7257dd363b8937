/** A JobRunner that gives every job a process of its own, whatever kind of process `open` starts. */
import { followJob } from './follow-job.ts';
import type { JobChannel } from './job-channel.ts';
import type { Job, JobHandle, JobListener, JobRunner } from './protocol.ts';

/**
 * A process per job costs a start of about a tenth of a second, and gives back all of its memory, takes no other job down with it, and
 * can always be ended.
 */
export const createJobRunner = (open: () => JobChannel): JobRunner => {
  const running = new Set<JobHandle<unknown>>();
  return {
    start: <Part, Outcome>(job: Job, listener: JobListener<Part>): JobHandle<Outcome> => {
      const handle = followJob<Part, Outcome>(open(), job, listener);
      running.add(handle);
      const forget = (): void => {
        running.delete(handle);
      };
      handle.ended.then(forget, forget);
      return handle;
    },
    close: async () => {
      for (const handle of running) handle.cancel();
      await Promise.allSettled([...running].map((handle) => handle.ended));
    },
  };
};
