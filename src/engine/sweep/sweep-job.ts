/** The sweep job: spreads a population's chunks over workers, each of which evaluates its chunk at every point, and adds up the figures. */

import { outcomesOf } from '../impact/outcomes.ts';
import type { Job, JobContext } from '../job/protocol.ts';
import { createWorkerPool } from '../job/worker-pool.ts';
import type { WorkerSetup } from '../job/worker-task.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import { addSwept, nothingSwept, type SweepSums } from './sweep-sums.ts';
import { sweepPoints } from './swept-policy.ts';

/** Workers tell of their progress by a shared counter; it is read this often. */
const PROGRESS_EVERY_MS = 200;
/** While a worker sweeps a chunk, the next waits for it. */
const LANES_PER_WORKER = 2;

export type SweepJob = Extract<Job, { readonly kind: 'sweep' }>;

const measurePopulation = ({ workspacePath, populationId }: SweepJob): { readonly units: number; readonly chunks: number } => {
  const store = openStore(workspacePath, { readOnly: true });
  try {
    return store.read((reader) => {
      const { info, chunkCount } = openPopulation(reader, populationId);
      return { units: info.units, chunks: chunkCount };
    });
  } finally {
    store.close();
  }
};

/** Results do not depend on the number of workers nor on the order in which chunks are done. `workerEntry` is the built file of the worker threads. */
export const runSweep = async (job: SweepJob, context: JobContext<never>, workerEntry: string): Promise<SweepSums> => {
  const { units, chunks } = measurePopulation(job);
  const points = sweepPoints(job.axes).length;
  const evaluations = chunks * (points + 1);
  const done = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const setup: WorkerSetup = { kind: 'sweep', job, evaluationsDone: done };
  const workers = Math.max(1, Math.min(job.workers, chunks));
  const pool = createWorkerPool<number, SweepSums>({ entry: workerEntry, size: workers, work: 'sweep', setup });
  // Told in units, as other evaluations are: each counts as done in the part of its points that are.
  const tell = (): void => {
    const share = Atomics.load(new Int32Array(done), 0) / evaluations;
    context.progress({ phase: `sweep ${points} points`, done: Math.floor(units * share), total: units, unit: job.policy.policy.unit });
  };
  const telling = setInterval(tell, PROGRESS_EVERY_MS);
  context.signal.addEventListener('abort', () => void pool.close());

  let sums = nothingSwept({ points, outcomes: outcomesOf([job.policy.policy]).length, weighted: job.weight !== undefined });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < chunks) {
      const swept = await pool.run(next++);
      sums = addSwept(sums, swept);
    }
  };
  try {
    tell();
    await Promise.all(Array.from({ length: workers * LANES_PER_WORKER }, lane));
    tell();
    return sums;
  } finally {
    clearInterval(telling);
    await pool.close();
  }
};
