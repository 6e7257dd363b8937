/** Runs jobs in child processes of plain Node, for the command line and for tests. The desktop application uses utility processes instead. */
import { fork } from 'node:child_process';
import type { JobChannel, JobReport } from './job-channel.ts';
import { createJobRunner } from './job-runner.ts';
import type { JobRunner } from './protocol.ts';

const openChild = (entry: string): JobChannel => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    // The executable may be Electron's; in the child it has to be Node alone.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let onClosed: (reason: string) => void = () => undefined;
  child.once('error', (error) => onClosed(error.message));
  child.once('exit', (code, signal) => onClosed(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return {
    // The callback takes the error of a child that is gone already; its exit tells the same.
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => listener(message as JobReport));
    },
    onClosed: (listener) => {
      onClosed = listener;
    },
    // Jobs only read; what they made reached us or is made again. So there is nothing to put in order before the end.
    close: () => {
      child.kill('SIGKILL');
    },
  };
};

/** `entry` is the built `jobs.js`. */
export const createChildRunner = (entry: string): JobRunner => createJobRunner(() => openChild(entry));
