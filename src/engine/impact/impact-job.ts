/** The impact job: spreads a population's chunks over workers, hands each chunk's results over, and adds up the figures. */
import type { Job, JobContext } from '../job/protocol.ts';
import { createWorkerPool } from '../job/worker-pool.ts';
import type { WorkerSetup } from '../job/worker-task.ts';
import { hex } from '../model/hex.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import type { ChunkAnswer, ImpactOutcome, ImpactPart } from './impact-part.ts';
import type { Distribution } from './measure/distribution.ts';
import { fieldsToRank, findCuts } from './measure/find-cuts.ts';
import type { QuantileCuts } from './measure/group-codes.ts';
import type { Grouping } from './measure/grouping.ts';
import { MeasureCollector } from './measure/measure-collector.ts';
import { readGroupings } from './measure/measure-problems.ts';
import { emptyAggregate, mergeAggregates } from './merge-aggregates.ts';
import { outcomesOf } from './outcomes.ts';
import { resultRoot } from './result-tree.ts';

/** Workers tell of their progress by a shared counter; it is read this often. */
const PROGRESS_EVERY_MS = 200;
/** While a worker evaluates a chunk, one more waits for it and one more is being handed over. */
const LANES_PER_WORKER = 3;

type ImpactJob = Extract<Job, { readonly kind: 'impact' }>;

type Measured = { readonly units: number; readonly chunks: number; readonly groupings: readonly Grouping[] };

/** How large the population is, and what its cases are grouped by. */
const measurePopulation = ({ workspacePath, populationId, by, baseline }: ImpactJob): Measured => {
  const store = openStore(workspacePath, { readOnly: true });
  try {
    return store.read((reader) => {
      const { info, chunkCount } = openPopulation(reader, populationId);
      const { groupings, problems } = readGroupings(by, baseline.policy, info.columns);
      if (problems.length > 0) throw new Error(`a planned impact has groups that cannot be: ${problems[0]?.message}`);
      return { units: info.units, chunks: chunkCount, groupings };
    });
  } finally {
    store.close();
  }
};

type Ranking = Measured & { readonly workers: number };

/** Where the quantiles of fields end that cases are grouped by. Nothing is read where there are none. */
const rankPopulation = async (
  job: ImpactJob,
  { groupings, chunks, workers, units }: Ranking,
  context: JobContext<ImpactPart>,
  workerEntry: string,
): Promise<QuantileCuts> => {
  const fields = fieldsToRank(groupings);
  if (fields.length === 0) return new Map();
  const { weight } = job.measures;
  const setup: WorkerSetup = { kind: 'rank', job, fields, ...(weight !== undefined && { weight }) };
  const pool = createWorkerPool<number, readonly Distribution[]>({ entry: workerEntry, size: workers, work: 'ranking', setup });
  const close = (): void => void pool.close();
  context.signal.addEventListener('abort', close);
  let ranked = 0;
  try {
    return await findCuts(groupings, chunks, workers * LANES_PER_WORKER, async (chunk) => {
      const distributions = await pool.run(chunk);
      context.progress({ phase: 'rank', done: Math.floor((units * ++ranked) / chunks), total: units, unit: job.baseline.policy.unit });
      return distributions;
    });
  } finally {
    context.signal.removeEventListener('abort', close);
    await pool.close();
  }
};

/**
 * Memory holds the chunks under way, one root per chunk and what measures have to rank, whatever else the population's size. Results do not
 * depend on the number of workers nor on the order in which chunks are done. `workerEntry` is the built file of the worker threads.
 */
export const runImpact = async (job: ImpactJob, context: JobContext<ImpactPart>, workerEntry: string): Promise<ImpactOutcome> => {
  const { units, chunks, groupings } = measurePopulation(job);
  const workers = Math.max(1, Math.min(job.workers, chunks));
  const unitsDone = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const cuts = await rankPopulation(job, { groupings, chunks, workers, units }, context, workerEntry);
  const setup: WorkerSetup = { kind: 'impact', job, groupings, cuts, unitsDone };
  const pool = createWorkerPool<number, ChunkAnswer>({ entry: workerEntry, size: workers, work: 'evaluation', setup });
  const tell = (): void =>
    context.progress({ phase: 'evaluate', done: Atomics.load(new Int32Array(unitsDone), 0), total: units, unit: job.baseline.policy.unit });
  const telling = setInterval(tell, PROGRESS_EVERY_MS);
  context.signal.addEventListener('abort', () => void pool.close());

  const roots = new Array<Uint8Array>(chunks);
  const shape = {
    reforms: job.reforms.length,
    outcomes: outcomesOf([job.baseline, ...job.reforms].map((side) => side.policy)).length,
    groups: job.by.length,
  };
  let aggregate = emptyAggregate({ ...shape, outcomeCount: shape.outcomes });
  const collector = new MeasureCollector({ ...shape, measures: job.measures });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < chunks) {
      const answer = await pool.run(next++);
      aggregate = mergeAggregates(aggregate, answer.aggregate, job.by);
      collector.add(answer.measures);
      roots[answer.part.chunk] = answer.part.root;
      await context.part(answer.part);
    }
  };
  try {
    tell();
    await Promise.all(Array.from({ length: workers * LANES_PER_WORKER }, lane));
    tell();
    return { units, root: hex(resultRoot(roots)), aggregate, measured: collector.total(cuts) };
  } finally {
    clearInterval(telling);
    await pool.close();
  }
};
