/** Runs jobs in Electron utility processes, for the desktop application. */
import { utilityProcess } from 'electron';
import type { JobChannel, JobReport } from '../engine/job/job-channel.ts';
import { createJobRunner } from '../engine/job/job-runner.ts';
import type { JobRunner } from '../engine/job/protocol.ts';

const openUtility = (entry: string): JobChannel => {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Probity evaluation', stdio: ['ignore', 'ignore', 'inherit'] });
  let alive = true;
  child.once('exit', () => {
    alive = false;
  });
  return {
    post: (message) => {
      if (alive) child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', (message: JobReport) => listener(message));
    },
    onClosed: (listener) => {
      child.once('exit', (code) => listener(`exit code ${code}`));
    },
    close: () => {
      if (alive) child.kill();
    },
  };
};

/** `entry` is the built `jobs.js`. */
export const createUtilityRunner = (entry: string): JobRunner => createJobRunner(() => openUtility(entry));
