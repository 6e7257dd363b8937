/** Answers the tasks of a job on its own thread, one after the other: for debugging. */
import type { TaskAnswer, WorkerPool, WorkerSetup } from './worker-task.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What tasks throw is thrown on. */
export const createSameThreadPool = <Task, Answer>(setup: WorkerSetup): WorkerPool<Task, Answer> => {
  let last: Promise<unknown> = Promise.resolve();
  let answerTask: ((task: unknown) => TaskAnswer) | undefined;
  let isClosed = false;

  const answer = async (task: Task): Promise<Answer> => {
    // A cancellation gets its turn between two tasks.
    await nextTurn();
    if (isClosed) throw new Error('the pool was closed');
    if (answerTask === undefined) {
      const { prepareWorker } = await import('./prepare-worker.ts');
      answerTask = prepareWorker(setup);
    }
    return answerTask(task).answer as Answer;
  };

  return {
    run: (task) => {
      const answered = last.then(() => answer(task));
      last = answered.catch(() => undefined);
      return answered;
    },
    close: async () => {
      isClosed = true;
      await last;
    },
  };
};
