/** Long work that answers with an id, tells how far it is, can be cancelled, and ends once. */
import type { EngineEvent, TaskEnd } from '../contract.ts';
import { failureOf } from '../job/failure-of.ts';
import { createProgressMeter } from '../job/progress-meter.ts';
import type { JobProgress } from '../job/protocol.ts';
import { refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';

/** Ends of tasks that are kept for whoever asks late; the oldest is forgotten first. */
const ENDS_KEPT_MAX = 1_000;

export type BackgroundTask = { readonly id: string; readonly signal: AbortSignal; progress(progress: JobProgress): void };

type Answer = Extract<TaskEnd, { status: 'completed' }>['answer'];

export type BackgroundTasks = {
  /** Gives the task's id at once. What `work` refuses ends the task as failed; what it throws is logged and ends it as failed with a fault. */
  start(work: (task: BackgroundTask) => Promise<Answer>): string;
  /** False where there is no such task. */
  cancel(id: string): boolean;
  /** Undefined where there is no such task. */
  ended(id: string): Promise<TaskEnd> | undefined;
  /** Cancels all tasks and waits for their ends. */
  cancelAll(): Promise<void>;
};

type Running = { readonly controller: AbortController; readonly ended: Promise<TaskEnd> };

export const createBackgroundTasks = (port: Port, emit: (event: EngineEvent) => void): BackgroundTasks => {
  const running = new Map<string, Running>();
  const ends = new Map<string, TaskEnd>();

  const keep = (id: string, end: TaskEnd): void => {
    ends.set(id, end);
    const oldest = ends.keys().next().value;
    if (ends.size > ENDS_KEPT_MAX && oldest !== undefined) ends.delete(oldest);
  };

  const carryOut = async (task: BackgroundTask, work: (task: BackgroundTask) => Promise<Answer>): Promise<TaskEnd> => {
    try {
      return { status: 'completed', answer: await work(task) };
    } catch (error) {
      if (task.signal.aborted) return { status: 'cancelled' };
      return { status: 'failed', failure: failureOf(error, 'this task, of which nothing was kept', port, { task: task.id }) };
    }
  };

  return {
    start: (work) => {
      const id = port.newId();
      const controller = new AbortController();
      const progress = createProgressMeter(id, () => port.clock.monotonicMs(), emit);
      const ended = carryOut({ id, signal: controller.signal, progress }, work).then((end) => {
        running.delete(id);
        keep(id, end);
        emit({ type: 'task.ended', task: id, end });
        return end;
      });
      running.set(id, { controller, ended });
      return id;
    },
    cancel: (id) => {
      const task = running.get(id);
      if (task !== undefined) task.controller.abort();
      else if (ends.has(id)) refuse('conflict', 'The task has ended already.');
      return task !== undefined;
    },
    ended: (id) => {
      const end = ends.get(id);
      return end === undefined ? running.get(id)?.ended : Promise.resolve(end);
    },
    cancelAll: async () => {
      const all = [...running.values()];
      for (const { controller } of all) controller.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
};
