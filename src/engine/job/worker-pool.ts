/** Worker threads that answer tasks one at a time each, started when there is work for them. */
import { Worker } from 'node:worker_threads';
import { Refusal } from '../model/problem.ts';
import { JobFault } from './job-fault.ts';
import { createSameThreadPool } from './same-thread-pool.ts';
import type { TaskReport, WorkerPool, WorkerSetup } from './worker-task.ts';

type Pending = { readonly task: unknown; readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void };
type Lane = { readonly worker: Worker; pending: Pending | undefined };

type PoolOptions = {
  /** Undefined for a pool without threads. */
  readonly entry: string | undefined;
  readonly size: number;
  /** What the work is called when something goes wrong with it. */
  readonly work: string;
  /** Given to every worker at its start, as a structured clone. */
  readonly setup: unknown;
};

export const createWorkerPool = <Task, Answer>({ entry, setup, ...rest }: PoolOptions): WorkerPool<Task, Answer> =>
  entry === undefined ? createSameThreadPool(setup as WorkerSetup) : createThreadPool({ entry, setup, ...rest });

/**
 * At most `size` workers of the built file `entry`. The first worker that dies breaks the pool: it is not started again, because the same task
 * would most likely end it again, and every task under way is rejected with the reason.
 */
const createThreadPool = <Task, Answer>(options: PoolOptions & { readonly entry: string }): WorkerPool<Task, Answer> => {
  const lanes: Lane[] = [];
  const queue: Pending[] = [];
  let broken: Error | undefined;

  const endAll = async (reason: Error): Promise<void> => {
    if (broken === undefined) {
      broken = reason;
      for (const lane of lanes) lane.pending?.reject(reason);
      for (const pending of queue) pending.reject(reason);
      queue.length = 0;
    }
    await Promise.all(lanes.map((lane) => lane.worker.terminate()));
  };

  const give = (lane: Lane, pending: Pending | undefined): void => {
    lane.pending = pending;
    if (pending !== undefined) lane.worker.postMessage(pending.task);
  };

  const take = (lane: Lane, report: TaskReport): void => {
    const pending = lane.pending;
    if (pending === undefined || broken !== undefined) return;
    give(lane, queue.shift());
    if (report.type === 'answer') pending.resolve(report.answer);
    else if (report.type === 'failed') pending.reject(new Refusal(report.failure));
    else pending.reject(new JobFault(report.message, report.stack));
  };

  const startLane = (): Lane => {
    const worker = new Worker(options.entry, { workerData: options.setup });
    const lane: Lane = { worker, pending: undefined };
    worker.on('message', (report: TaskReport) => take(lane, report));
    worker.on('error', (error) => void endAll(new JobFault(`a worker of the ${options.work} failed: ${error.message}`, error.stack)));
    worker.on('exit', (code) => void endAll(new JobFault(`a worker of the ${options.work} ended unexpectedly (exit code ${code})`)));
    lanes.push(lane);
    return lane;
  };

  return {
    run: (task) => {
      if (broken !== undefined) return Promise.reject(broken);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const pending: Pending = { task, resolve, reject };
      const idle = lanes.find((lane) => lane.pending === undefined) ?? (lanes.length < options.size ? startLane() : undefined);
      if (idle === undefined) queue.push(pending);
      else give(idle, pending);
      return promise as Promise<Answer>;
    },
    close: () => endAll(new JobFault(`the workers of the ${options.work} were closed`)),
  };
};
