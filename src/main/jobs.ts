/** Entry of the process that does one job: a child process of the command line, or a utility process of the desktop application. */
import { join } from 'node:path';
import type { JobRequest, WorkChannel } from '../engine/job/job-channel.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import { parentChannel } from '../engine/job/parent-channel.ts';
import { createJobFunction } from '../engine/job/run-job.ts';
import { serveJob } from '../engine/job/serve-job.ts';

/** Electron itself ends a utility process with the program. */
const utilityChannel = (port: Electron.ParentPort): WorkChannel => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => {
    port.on('message', (event) => listener(event.data as JobRequest));
  },
});

switchNetworkOff();
const channel = process.parentPort === undefined ? parentChannel() : utilityChannel(process.parentPort);
serveJob(channel, createJobFunction({ worker: join(import.meta.dirname, 'worker.js') }));
