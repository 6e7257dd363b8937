/** The worker thread's side of the pool: answers each task, and tells a refusal from a fault. */
import type { MessagePort } from 'node:worker_threads';
import { thrownReport } from './thrown-report.ts';
import type { TaskAnswer, TaskReport } from './worker-task.ts';

/** `prepare` runs once, at the first task; what it or a task throws is reported as that task's end and does not end the worker. */
export const serveTasks = (port: MessagePort, prepare: () => (task: unknown) => TaskAnswer): void => {
  let answerTask: ((task: unknown) => TaskAnswer) | undefined;
  port.on('message', (task: unknown) => {
    try {
      answerTask ??= prepare();
      const { answer, transfer } = answerTask(task);
      port.postMessage({ type: 'answer', answer } satisfies TaskReport, [...transfer]);
    } catch (error) {
      port.postMessage(thrownReport(error) satisfies TaskReport);
    }
  });
};
