/** The working side's end of the channel in a child process. */
import type { JobReport, JobRequest, WorkChannel } from './job-channel.ts';
import { PartWriter } from './part-memory.ts';

/** A terminal sends these to every process of a command. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Names the descriptor of the memory for parts, where the parent gave one. */
export const PART_MEMORY = 'PROBITY_PART_MEMORY';

/** Without its parent nobody wants the work: the process ends with it. Until then it is the parent that decides what a signal means. */
export const parentChannel = (): WorkChannel => {
  for (const signal of SIGNALS) process.on(signal, () => undefined);
  process.once('disconnect', () => process.exit());
  const memory = process.env[PART_MEMORY];
  const writer = memory === undefined ? undefined : new PartWriter(Number(memory));
  const laid = (message: JobReport): unknown => {
    const found = message.type === 'part' ? writer?.lay(message.part) : undefined;
    return found === undefined ? message : { type: 'part', ...found };
  };
  return {
    post: (message) => {
      if (process.connected) process.send?.(laid(message));
    },
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as JobRequest));
    },
  };
};
