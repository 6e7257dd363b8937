/** A worker thread for tests of the pool: does what each task says. */
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { serveTasks } from '../../src/engine/job/serve-tasks.ts';
import { refuse } from '../../src/engine/model/problem.ts';

export type PoolTask = { readonly deed: 'answer' | 'refuse' | 'throw' | 'exit' | 'spin'; readonly value: number };
export type PoolAnswer = { readonly value: number; readonly thread: number; readonly bytes: Uint8Array };

if (parentPort === null) throw new Error('this file runs in a worker thread');
serveTasks(parentPort, () => (task) => {
  const { deed, value } = task as PoolTask;
  switch (deed) {
    case 'answer': {
      const bytes = Uint8Array.of(value);
      return { answer: { value: value + (workerData as number), thread: threadId, bytes } satisfies PoolAnswer, transfer: [bytes.buffer] };
    }
    case 'refuse':
      return refuse('invalid', `refused ${value}`);
    case 'throw':
      throw new Error(`broke at ${value}`);
    case 'exit':
      return process.exit(value);
    case 'spin':
      for (;;);
  }
});
