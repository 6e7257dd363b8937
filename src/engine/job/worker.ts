/** Entry of the worker threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareImpactWorker } from '../impact/impact-worker.ts';
import { switchNetworkOff } from './no-network.ts';
import { serveTasks } from './serve-tasks.ts';
import type { WorkerSetup } from './worker-task.ts';

if (parentPort === null) throw new Error('this file runs in a worker thread');
switchNetworkOff();
serveTasks(parentPort, () => prepareImpactWorker(workerData as WorkerSetup));
