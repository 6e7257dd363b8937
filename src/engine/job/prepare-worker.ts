/** Makes what a worker thread is started for into what answers its tasks. */
import { prepareImpactWorker, prepareRankWorker } from '../impact/impact-worker.ts';
import { assertNever } from '../model/problem.ts';
import { prepareVerifyWorker } from '../store/audit/verify-worker.ts';
import { prepareSweepWorker } from '../sweep/sweep-worker.ts';
import type { TaskAnswer, WorkerSetup } from './worker-task.ts';

export const prepareWorker = (setup: WorkerSetup): ((task: unknown) => TaskAnswer) => {
  switch (setup.kind) {
    case 'impact':
      return prepareImpactWorker(setup);
    case 'rank':
      return prepareRankWorker(setup);
    case 'sweep':
      return prepareSweepWorker(setup);
    case 'verify':
      return prepareVerifyWorker(setup);
    default:
      return assertNever(setup);
  }
};
