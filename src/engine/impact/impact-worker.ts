/** The worker's side of an impact: opens the workspace read-only, then evaluates or ranks the chunks it is asked for. */
import type { TaskAnswer, WorkerSetup } from '../job/worker-task.ts';
import { refuse } from '../model/problem.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import { populationSecret } from '../store/population/population-store.ts';
import { createChunkEvaluator } from './evaluate-chunk.ts';
import { distributionBuffers } from './measure/distribution.ts';
import { rankFields } from './measure/measure-chunk.ts';

/** The task is a chunk's index, the answer a ChunkAnswer. */
export const prepareImpactWorker = ({
  job,
  groupings,
  cuts,
  unitsDone,
}: Extract<WorkerSetup, { readonly kind: 'impact' }>): ((task: unknown) => TaskAnswer) => {
  const store = openStore(job.workspacePath, { readOnly: true });
  const { population, secret } = store.read((reader) => ({
    population: openPopulation(reader, job.populationId),
    secret: populationSecret(reader, job.populationId),
  }));
  if (secret === undefined) return refuse('invalid', 'the secret of this population was erased: results can no longer be committed to');
  const counter = new Int32Array(unitsDone);
  const evaluate = createChunkEvaluator({ ...job, groupings, cuts }, secret);
  return (task) => {
    const answer = store.read(() => evaluate(population.chunk(task as number)));
    Atomics.add(counter, 0, answer.part.units);
    const blobs = [...answer.part.sides.flatMap((columns) => columns.map(({ data }) => data)), answer.part.sums.data];
    // A small blob may be a piece of a buffer that others use too; that one is copied.
    const own = blobs.filter((data) => data.byteLength === data.buffer.byteLength);
    const transfer = [...own.map((data) => data.buffer as ArrayBuffer), ...answer.measures.distributions.flatMap(distributionBuffers)];
    return { answer, transfer };
  };
};

/** The task is a chunk's index, the answer the distribution of each field in it. */
export const prepareRankWorker = ({
  job,
  fields,
  weight,
}: Extract<WorkerSetup, { readonly kind: 'rank' }>): ((task: unknown) => TaskAnswer) => {
  const store = openStore(job.workspacePath, { readOnly: true });
  const population = store.read((reader) => openPopulation(reader, job.populationId));
  const rank = rankFields(job.baseline, weight, fields);
  return (task) => {
    const answer = store.read(() => rank(population.chunk(task as number).table()));
    return { answer, transfer: answer.flatMap(distributionBuffers) };
  };
};
