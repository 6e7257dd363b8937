/** The sweep job: spreads a population's chunks over workers, each of which evaluates its chunk at every point, and adds up the figures. */
import { outcomesOf } from '../impact/outcomes.ts';
import { sealData } from '../impact/sealed-data.ts';
import type { CheckpointContext, Job } from '../job/protocol.ts';
import { createWorkerPool } from '../job/worker-pool.ts';
import type { WorkerSetup } from '../job/worker-task.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import { storedSweepChunks } from '../store/sweep/sweep-store.ts';
import { addSwept, nothingSwept, type SweepPart, type SweepSums } from './sweep-sums.ts';
import { sweepPoints } from './swept-policy.ts';

/** Workers tell of their progress by a shared counter; it is read this often. */
const PROGRESS_EVERY_MS = 200;

export type SweepJob = Extract<Job, { readonly kind: 'sweep' }>;

type Begun = {
  readonly units: number;
  readonly chunks: number;
  /** What the chunks give that an earlier attempt at the run has stored. */
  readonly stored: ReadonlySet<number>;
  readonly sums: SweepSums;
};

/** How large the population is, and how far the run has come. */
const beginJob = ({ workspacePath, run, populationId, policy, axes, weight }: SweepJob): Begun => {
  const store = openStore(workspacePath, { readOnly: true });
  try {
    return store.read((reader) => {
      const { info, chunkCount } = openPopulation(reader, populationId);
      const points = sweepPoints(axes).length;
      const nothing = nothingSwept({ points, outcomes: outcomesOf([policy.policy]).length, weighted: weight !== undefined });
      const chunks = storedSweepChunks(reader, run);
      return {
        units: info.units,
        chunks: chunkCount,
        stored: new Set(chunks.map(({ chunk }) => chunk)),
        sums: chunks.reduce((sum, { sums }) => addSwept(sum, sums), nothing),
      };
    });
  } finally {
    store.close();
  }
};

/**
 * Chunks that the run has stored are not swept again, and a worker begins a chunk once its last one is stored. Results do not depend on the number of
 * workers, on the order in which chunks are done, nor on how often the run was cut off. `workerEntry` is the built file of the worker threads.
 */
export const runSweep = async (
  job: SweepJob,
  context: CheckpointContext<SweepPart>,
  workerEntry: string | undefined,
): Promise<SweepSums> => {
  const begun = beginJob(job);
  const { units, chunks, stored } = begun;
  const open = Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => !stored.has(chunk));
  const points = sweepPoints(job.axes).length;
  const evaluations = chunks * (points + 1);
  const evaluationsDone = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const done = new Int32Array(evaluationsDone);
  Atomics.store(done, 0, stored.size * (points + 1));
  const setup: WorkerSetup = { kind: 'sweep', job, evaluationsDone };
  const workers = Math.max(1, Math.min(job.workers, open.length));
  const pool = createWorkerPool<number, SweepSums>({ entry: workerEntry, size: workers, work: 'sweep', setup });
  // Told in units, as other evaluations are: each counts as done in the part of its points that are.
  const tell = (): void => {
    const share = Atomics.load(done, 0) / evaluations;
    context.progress({ phase: `sweep ${points} points`, done: Math.floor(units * share), total: units, unit: job.policy.policy.unit });
  };
  const telling = setInterval(tell, PROGRESS_EVERY_MS);
  context.signal.addEventListener('abort', () => void pool.close());

  let { sums } = begun;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let chunk = open[next++]; chunk !== undefined; chunk = open[next++]) {
      const swept = await pool.run(chunk);
      sums = addSwept(sums, swept);
      await context.partTaken({ chunk, units: swept.units, sums: sealData(swept) });
    }
  };
  try {
    tell();
    await Promise.all(Array.from({ length: workers }, lane));
    tell();
    return sums;
  } finally {
    clearInterval(telling);
    await pool.close();
  }
};
