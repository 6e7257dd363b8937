/** The impact job: spreads a population's chunks over workers, hands each chunk's results over, and adds up the figures. */
import type { Job, JobContext } from '../job/protocol.ts';
import { createWorkerPool } from '../job/worker-pool.ts';
import type { WorkerSetup } from '../job/worker-task.ts';
import { hex } from '../model/hex.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import type { ChunkAnswer, ImpactOutcome, ImpactPart } from './impact-part.ts';
import { emptyAggregate, mergeAggregates } from './merge-aggregates.ts';
import { outcomesOf } from './outcomes.ts';
import { resultRoot } from './result-tree.ts';

/** Workers tell of their progress by a shared counter; it is read this often. */
const PROGRESS_EVERY_MS = 200;

type ImpactJob = Extract<Job, { readonly kind: 'impact' }>;

const measurePopulation = ({ workspacePath, populationId }: ImpactJob): { readonly units: number; readonly chunks: number } => {
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

/**
 * Memory holds the chunks under way and one root per chunk, whatever the population's size. Results do not depend on the number of workers nor
 * on the order in which chunks are done. `workerEntry` is the built file of the worker threads.
 */
export const runImpact = async (job: ImpactJob, context: JobContext<ImpactPart>, workerEntry: string): Promise<ImpactOutcome> => {
  const { units, chunks } = measurePopulation(job);
  const workers = Math.max(1, Math.min(job.workers, chunks));
  const unitsDone = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const setup: WorkerSetup = { kind: 'impact', job, unitsDone };
  const pool = createWorkerPool<number, ChunkAnswer>({ entry: workerEntry, size: workers, work: 'evaluation', setup });
  const tell = (): void =>
    context.progress({ phase: 'evaluate', done: Atomics.load(new Int32Array(unitsDone), 0), total: units, unit: job.baseline.policy.unit });
  const telling = setInterval(tell, PROGRESS_EVERY_MS);
  context.signal.addEventListener('abort', () => void pool.close());

  const roots = new Array<Uint8Array>(chunks);
  let aggregate = emptyAggregate({
    reforms: job.reforms.length,
    outcomeCount: outcomesOf([job.baseline, ...job.reforms].map((side) => side.policy)).length,
    groups: job.by.length,
  });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < chunks) {
      const answer = await pool.run(next++);
      aggregate = mergeAggregates(aggregate, answer.aggregate, job.by);
      roots[answer.part.chunk] = answer.part.root;
      await context.part(answer.part);
    }
  };
  try {
    tell();
    // One lane more than workers, so that no worker waits while a part is handed over.
    await Promise.all(Array.from({ length: workers + 1 }, lane));
    tell();
    return { units, root: hex(resultRoot(roots)), aggregate };
  } finally {
    clearInterval(telling);
    await pool.close();
  }
};
