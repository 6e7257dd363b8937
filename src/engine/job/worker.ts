/** Entry of the worker threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareImpactWorker, prepareRankWorker } from '../impact/impact-worker.ts';
import { prepareSweepWorker } from '../sweep/sweep-worker.ts';
import { switchNetworkOff } from './no-network.ts';
import { serveTasks } from './serve-tasks.ts';
import type { WorkerSetup } from './worker-task.ts';

if (parentPort === null) throw new Error('this file runs in a worker thread');
switchNetworkOff();
serveTasks(parentPort, () => {
  const setup = workerData as WorkerSetup;
  switch (setup.kind) {
    case 'impact':
      return prepareImpactWorker(setup);
    case 'rank':
      return prepareRankWorker(setup);
    case 'sweep':
      return prepareSweepWorker(setup);
  }
});
