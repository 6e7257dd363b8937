/** Long tasks end once, also when their work is at fault. */
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src/engine/contract.ts';
import { createBackgroundTasks } from '../../../src/engine/handlers/background-tasks.ts';
import { refuse } from '../../../src/engine/model/problem.ts';
import { testPort } from '../../support/test-port.ts';

const desk = () => {
  const events: EngineEvent[] = [];
  const port = testPort();
  const tasks = createBackgroundTasks(port, (event) => {
    events.push(event);
  });
  return { events, port, tasks };
};

it('a fault is logged and ends the task without a word of its inside', async () => {
  const { tasks, port, events } = desk();
  const id = tasks.start(() => Promise.reject(new TypeError('a secret')));
  const end = await tasks.ended(id);
  expect(end).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
  expect(JSON.stringify(end)).not.toContain('secret');
  expect(port.lines).toMatchObject([{ level: 'error', event: 'task.fault' }]);
  expect(events).toEqual([{ type: 'task.ended', task: id, end }]);
});

it('a refusal is its failure', async () => {
  const { tasks } = desk();
  const id = tasks.start(async () => refuse('unwritable', 'full'));
  expect(await tasks.ended(id)).toEqual({ status: 'failed', failure: { kind: 'unwritable', message: 'full' } });
});

it('a cancelled task is cancelled, whatever its work throws then', async () => {
  const { tasks } = desk();
  const id = tasks.start(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('torn off')))));
  expect(tasks.cancel(id)).toBe(true);
  expect(await tasks.ended(id)).toEqual({ status: 'cancelled' });
});

it('closing cancels all and waits for them', async () => {
  const { tasks, events } = desk();
  const waiting = ({ signal }: { readonly signal: AbortSignal }) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => setImmediate(reject, new Error('late'))));
  tasks.start(waiting);
  tasks.start(waiting);
  await tasks.cancelAll();
  expect(events.map((event) => event.type === 'task.ended' && event.end.status)).toEqual(['cancelled', 'cancelled']);
});

it('of many ends the oldest is forgotten first', async () => {
  const { tasks } = desk();
  const ids = Array.from({ length: 1_001 }, () => tasks.start(async () => ({ run: 'a run' })));
  await Promise.all(ids.map((id) => tasks.ended(id)));
  expect(tasks.ended(ids[0] ?? '')).toBeUndefined();
  expect(await tasks.ended(ids[1] ?? '')).toMatchObject({ status: 'completed' });
});

it('an unknown task is nobody’s', () => {
  const { tasks } = desk();
  expect(tasks.cancel('x')).toBe(false);
  expect(tasks.ended('x')).toBeUndefined();
});
