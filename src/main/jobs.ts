/** Entry of the process that does one job: a child process of the command line, or a utility process of the desktop application. */
import { join } from 'node:path';
import type { JobRequest, WorkChannel } from '../engine/job/job-channel.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import { createJobFunction } from '../engine/job/run-job.ts';
import { serveJob } from '../engine/job/serve-job.ts';

/** Without its parent nobody wants the work: the process ends with it. A utility process is ended by Electron itself. */
const childChannel = (): WorkChannel => ({
  post: (message) => {
    if (process.connected) process.send?.(message);
  },
  onMessage: (listener) => {
    process.on('message', (message) => listener(message as JobRequest));
  },
  onClosed: (listener) => {
    process.on('disconnect', () => listener('the parent process is gone'));
  },
  close: () => process.exit(),
});

const utilityChannel = (port: Electron.ParentPort): WorkChannel => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => {
    port.on('message', (event) => listener(event.data as JobRequest));
  },
  onClosed: () => undefined,
  close: () => process.exit(),
});

switchNetworkOff();
const channel = process.parentPort === undefined ? childChannel() : utilityChannel(process.parentPort);
channel.onClosed(channel.close);
serveJob(channel, createJobFunction({ worker: join(import.meta.dirname, 'worker.js') }));
