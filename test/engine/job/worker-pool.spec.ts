/** The pool of worker threads: no more of them than asked for, refusals apart from faults, and no endless restart after a crash. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { JobFault } from '../../../src/engine/job/job-fault.ts';
import { createWorkerPool } from '../../../src/engine/job/worker-pool.ts';
import type { WorkerPool } from '../../../src/engine/job/worker-task.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import type { PoolAnswer, PoolTask } from '../../support/pool-worker.ts';

const entry = join(import.meta.dirname, '../../support/pool-worker.ts');
let pool: WorkerPool<PoolTask, PoolAnswer>;
const openPool = (size: number): void => {
  pool = createWorkerPool({ entry, size, work: 'trial', setup: 100 });
};
const answer = (value: number): Promise<PoolAnswer> => pool.run({ deed: 'answer', value });

afterEach(() => pool.close());

test('every task gets its own answer, from no more threads than asked for', async () => {
  openPool(3);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => answer(i)));
  expect(answers.map(({ value }) => value)).toEqual(Array.from({ length: 40 }, (_, i) => 100 + i));
  expect(answers.map(({ bytes }) => [...bytes])).toEqual(Array.from({ length: 40 }, (_, i) => [i]));
  expect(new Set(answers.map(({ thread }) => thread)).size).toBeLessThanOrEqual(3);
});

test('one task at a time needs one thread only', async () => {
  openPool(4);
  const threads = new Set<number>();
  for (let i = 0; i < 5; i++) threads.add((await answer(i)).thread);
  expect(threads.size).toBe(1);
});

test('a refused or broken task leaves the others alone', async () => {
  openPool(1);
  const [refused, broken, fine] = await Promise.allSettled([
    pool.run({ deed: 'refuse', value: 1 }),
    pool.run({ deed: 'throw', value: 2 }),
    answer(3),
  ]);
  expect(refused).toMatchObject({ status: 'rejected', reason: new Refusal({ kind: 'invalid', message: 'refused 1' }) });
  expect(broken).toMatchObject({ status: 'rejected', reason: new JobFault('broke at 2') });
  expect(fine).toMatchObject({ status: 'fulfilled', value: { value: 103 } });
});

test('a worker that dies rejects everything under way and is not started again', async () => {
  openPool(2);
  const ends = await Promise.allSettled([pool.run({ deed: 'spin', value: 0 }), pool.run({ deed: 'exit', value: 9 }), answer(1)]);
  for (const end of ends) {
    expect(end).toMatchObject({ status: 'rejected', reason: { message: 'a worker of the trial ended unexpectedly (exit code 9)' } });
  }
  await expect(answer(2)).rejects.toThrow('exit code 9');
});

test('closing ends even a worker that never comes back', async () => {
  openPool(1);
  const spinning = pool.run({ deed: 'spin', value: 0 });
  const [, end] = await Promise.all([pool.close(), spinning.catch((error: Error) => error.message)]);
  expect(end).toBe('the workers of the trial were closed');
});
