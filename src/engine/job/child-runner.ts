/** Runs jobs in child processes of plain Node, for the command line and for tests. The desktop application uses utility processes instead. */
import { fork } from 'node:child_process';
import type { JobChannel, JobReport } from './job-channel.ts';
import { createJobRunner } from './job-runner.ts';
import { PART_MEMORY } from './parent-channel.ts';
import { type LaidBytes, openPartMemory, PartReader } from './part-memory.ts';
import type { JobRunner } from './protocol.ts';

/** The child's descriptor of the memory for parts, after its standard ones and the channel. */
const MEMORY_AT = 4;

type Received = JobReport & { readonly bytes?: LaidBytes };

const openChild = (entry: string): JobChannel => {
  const memory = openPartMemory();
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    // The executable may be Electron's; in the child it has to be Node alone.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', [PART_MEMORY]: memory === undefined ? undefined : String(MEMORY_AT) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc', ...(memory === undefined ? [] : [memory])],
  });
  const reader = memory === undefined ? undefined : new PartReader(memory);
  let onClosed: (reason: string) => void = () => undefined;
  child.once('error', (error) => onClosed(error.message));
  child.once('exit', (code, signal) => onClosed(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return {
    // The callback takes the error of a child that is gone already; its exit tells the same.
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        const { bytes, ...report } = message as Received;
        // Whoever closed the channel is told nothing more.
        if (reader === undefined || bytes === undefined || report.type !== 'part') listener(report);
        else if (reader.isOpen) listener({ ...report, part: reader.gather(report.part, bytes) });
      });
    },
    onClosed: (listener) => {
      onClosed = listener;
    },
    // Jobs only read; what they made reached us or is made again. So there is nothing to put in order before the end.
    close: () => {
      child.kill('SIGKILL');
      reader?.close();
    },
  };
};

/** `entry` is the built `jobs.js`. */
export const createChildRunner = (entry: string): JobRunner => createJobRunner(() => openChild(entry));
