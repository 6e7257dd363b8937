/** The impact job: spreads a population's chunks over workers, hands each chunk's results over, and adds up the figures. */
import type { CheckpointContext, Job } from '../job/protocol.ts';
import { createWorkerPool } from '../job/worker-pool.ts';
import type { WorkerSetup } from '../job/worker-task.ts';
import { openPopulation } from '../population/open-population.ts';
import { storedSums } from '../store/impact/impact-store.ts';
import { openStore } from '../store/open-store.ts';
import type { ChunkAnswer, ImpactCuts, ImpactOutcome, ImpactPart } from './impact-part.ts';
import { ImpactTotals } from './impact-totals.ts';
import type { Distribution } from './measure/distribution.ts';
import { fieldsToRank, findCuts } from './measure/find-cuts.ts';
import type { QuantileCuts } from './measure/group-codes.ts';
import type { Grouping } from './measure/grouping.ts';
import { readGroupings } from './measure/measure-problems.ts';
import { outcomesOf } from './outcomes.ts';

/** Workers tell of their progress by a shared counter; it is read this often. */
const PROGRESS_EVERY_MS = 200;
/** While a worker ranks a chunk, one more waits for it and one more is being handed over. */
const RANKING_LANES_PER_WORKER = 3;

type ImpactJob = Extract<Job, { readonly kind: 'impact' }>;
type Context = CheckpointContext<ImpactPart | ImpactCuts>;

type Begun = {
  readonly units: number;
  readonly chunks: number;
  readonly groupings: readonly Grouping[];
  /** What the chunks give that an earlier attempt at the run has stored. */
  readonly totals: ImpactTotals;
};

/** How large the population is, what its cases are grouped by, and how far the run has come. */
const beginJob = ({ workspacePath, run, populationId, by, measures, baseline, reforms }: ImpactJob): Begun => {
  const store = openStore(workspacePath, { readOnly: true });
  try {
    return store.read((reader) => {
      const { info, chunkCount } = openPopulation(reader, populationId);
      const { groupings, problems } = readGroupings(by, baseline.policy, info.columns);
      if (problems.length > 0) throw new Error(`a planned impact has groups that cannot be: ${problems[0]?.message}`);
      const outcomes = outcomesOf([baseline, ...reforms].map((side) => side.policy)).length;
      const totals = new ImpactTotals({ reforms: reforms.length, outcomes, by, measures });
      for (const { chunk, root, sums } of storedSums(reader, run)) totals.add(chunk, root, sums);
      return { units: info.units, chunks: chunkCount, groupings, totals };
    });
  } finally {
    store.close();
  }
};

/** Where the quantiles of fields end that cases are grouped by. Nothing is read where there are none, or where it is known. */
const rankPopulation = async (job: ImpactJob, begun: Begun, context: Context, workerEntry: string | undefined): Promise<QuantileCuts> => {
  const { groupings, chunks, units } = begun;
  const fields = fieldsToRank(groupings);
  if (fields.length === 0) return new Map();
  if (job.cuts !== undefined) return job.cuts;
  const { weight } = job.measures;
  const setup: WorkerSetup = { kind: 'rank', job, fields, ...(weight !== undefined && { weight }) };
  const workers = Math.max(1, Math.min(job.workers, chunks));
  const pool = createWorkerPool<number, readonly Distribution[]>({ entry: workerEntry, size: workers, work: 'ranking', setup });
  const close = (): void => void pool.close();
  context.signal.addEventListener('abort', close);
  let ranked = 0;
  try {
    const cuts = await findCuts(groupings, chunks, workers * RANKING_LANES_PER_WORKER, async (chunk) => {
      const distributions = await pool.run(chunk);
      context.progress({ phase: 'rank', done: Math.floor((units * ++ranked) / chunks), total: units, unit: job.baseline.policy.unit });
      return distributions;
    });
    await context.partTaken({ cuts });
    return cuts;
  } finally {
    context.signal.removeEventListener('abort', close);
    await pool.close();
  }
};

/**
 * Chunks that the run has stored are not evaluated again, and a worker begins a chunk once its last one is stored: what has to be done again after a
 * crash is at most one chunk for each worker. Memory holds the chunks under way, one root per chunk and what measures have to rank, whatever else the
 * population's size. Results do not depend on the number of workers, on the order in which chunks are done, nor on how often the run was cut off.
 * `workerEntry` is the built file of the worker threads.
 */
export const runImpact = async (job: ImpactJob, context: Context, workerEntry: string | undefined): Promise<ImpactOutcome> => {
  const begun = beginJob(job);
  const { units, chunks, groupings, totals } = begun;
  const cuts = await rankPopulation(job, begun, context, workerEntry);
  const open = Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => !totals.has(chunk));
  const unitsDone = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const done = new Int32Array(unitsDone);
  Atomics.store(done, 0, totals.units);
  const setup: WorkerSetup = { kind: 'impact', job, groupings, cuts, unitsDone };
  const workers = Math.max(1, Math.min(job.workers, open.length));
  const pool = createWorkerPool<number, ChunkAnswer>({ entry: workerEntry, size: workers, work: 'evaluation', setup });
  const tell = (): void =>
    context.progress({ phase: 'evaluate', done: Atomics.load(done, 0), total: units, unit: job.baseline.policy.unit });
  const telling = setInterval(tell, PROGRESS_EVERY_MS);
  context.signal.addEventListener('abort', () => void pool.close());

  let next = 0;
  const lane = async (): Promise<void> => {
    for (let chunk = open[next++]; chunk !== undefined; chunk = open[next++]) {
      const { part, ...sums } = await pool.run(chunk);
      // Added up while the part is being stored.
      await Promise.all([context.partTaken(part), (async () => totals.add(part.chunk, part.root, sums))()]);
    }
  };
  try {
    tell();
    await Promise.all(Array.from({ length: workers }, lane));
    tell();
    return totals.outcome(cuts);
  } finally {
    clearInterval(telling);
    await pool.close();
  }
};
