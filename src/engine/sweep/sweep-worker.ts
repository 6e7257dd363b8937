/** The worker's side of a sweep: opens the workspace read-only, then sweeps the chunks it is asked for. */
import type { TaskAnswer, WorkerSetup } from '../job/worker-task.ts';
import { openPopulation } from '../population/open-population.ts';
import { openStore } from '../store/open-store.ts';
import { createChunkSweeper } from './sweep-chunk.ts';

/** The task is a chunk's index, the answer its SweepSums. */
export const prepareSweepWorker = ({
  job,
  evaluationsDone,
}: Extract<WorkerSetup, { readonly kind: 'sweep' }>): ((task: unknown) => TaskAnswer) => {
  const store = openStore(job.workspacePath, { readOnly: true });
  const population = store.read((reader) => openPopulation(reader, job.populationId));
  const counter = new Int32Array(evaluationsDone);
  const sweep = createChunkSweeper(job, () => Atomics.add(counter, 0, 1));
  return (task) => ({ answer: store.read(() => sweep(population.chunk(task as number).table())), transfer: [] });
};
