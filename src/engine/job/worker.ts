/** Entry of the worker threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { switchNetworkOff } from './no-network.ts';
import { prepareWorker } from './prepare-worker.ts';
import { serveTasks } from './serve-tasks.ts';
import type { WorkerSetup } from './worker-task.ts';

if (parentPort === null) throw new Error('this file runs in a worker thread');
switchNetworkOff();
serveTasks(parentPort, () => prepareWorker(workerData as WorkerSetup));
