/** The working side's end of the channel in a child process. */
import type { JobRequest, WorkChannel } from './job-channel.ts';

/** A terminal sends these to every process of a command. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Without its parent nobody wants the work: the process ends with it. Until then it is the parent that decides what a signal means. */
export const parentChannel = (): WorkChannel => {
  for (const signal of SIGNALS) process.on(signal, () => undefined);
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
