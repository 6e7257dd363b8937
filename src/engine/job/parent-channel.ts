/** The working side's end of the channel in a child process. */
import type { JobRequest, WorkChannel } from './job-channel.ts';

/** Without its parent nobody wants the work: the process ends with it. */
export const parentChannel = (): WorkChannel => {
  process.once('disconnect', () => process.exit());
  return {
    post: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as JobRequest));
    },
  };
};
