/** What holds task functions back, over all runs: so many at once, so many in a while, and none while it does not work. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal, refuse } from '../../../src/engine/model/problem.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { createManualClock, settled } from '../../support/manual-clock.ts';
import { gate } from '../../support/test-tasks.ts';
import { runFixture } from './run-fixture.ts';

describe('concurrency', () => {
  it('is held over all runs, and each comes to its turn in the order of asking', async () => {
    const waiting = gate();
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.gate' } },
      { tasks: [waiting.task], template: { use: { limits: { 'test.gate': { concurrency: 2 } } } } },
    );
    const runs = Array.from({ length: 5 }, () => fixture.start());
    await settled();
    expect(waiting.steps()).toHaveLength(2);
    expect(runs.map((run) => fixture.statuses(run).only)).toEqual(['running', 'running', 'pending', 'pending', 'pending']);
    for (const begun of [4, 5]) {
      waiting.open();
      await settled();
      expect(waiting.steps()).toHaveLength(begun);
    }
    waiting.open();
    await settled();
    expect(runs.map((run) => fixture.stored(run).status)).toEqual(Array(5).fill('completed'));
    expect(fixture.moves(runs[4] as string).length).toBeLessThanOrEqual(4);
  });

  it('is freed by whoever is cancelled, and by a map within one run', async () => {
    const waiting = gate();
    const fixture = runFixture(
      { all: { type: 'map', items: '= [1, 2, 3, 4, 5]', each: { steps: { one: { type: 'task', run: 'test.gate' } } } } },
      { tasks: [waiting.task], template: { use: { limits: { 'test.gate': { concurrency: 2 } } } } },
    );
    const first = fixture.start();
    const second = fixture.start();
    await settled();
    expect(waiting.steps()).toEqual(['all/1/one', 'all/2/one']);
    fixture.runner.cancel(first);
    await settled();
    expect(waiting.steps()).toHaveLength(4);
    for (let rounds = 0; rounds < 3; rounds++) {
      waiting.open();
      await settled();
    }
    expect(fixture.stored(second).status).toBe('completed');
    expect(waiting.steps()).toHaveLength(7);
  });
});

describe('rate', () => {
  it('lets so many begin in each stretch of time', async () => {
    const clock = createManualClock();
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.echo', with: { value: 1 } } },
      { clock, template: { use: { limits: { 'test.echo': { rate: { count: 3, per: 'PT1M' } } } } } },
    );
    const runs = Array.from({ length: 7 }, () => fixture.start());
    const done = (): number => runs.filter((run) => fixture.stored(run).status === 'completed').length;
    await settled();
    expect(done()).toBe(3);
    await clock.advance(59_999);
    expect(done()).toBe(3);
    await clock.advance(1);
    expect(done()).toBe(6);
    await clock.advance(60_000);
    expect(done()).toBe(7);
  });
});

describe('a breaker', () => {
  it('opens after so many faults in a row, lets one try after a while, and closes when that succeeds', async () => {
    const clock = createManualClock();
    let works = false;
    let calls = 0;
    const remote = defineTask({
      name: 'test.remote',
      title: 'Ask somebody',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: () => {
        calls++;
        return works ? {} : refuse('unavailable', 'no answer');
      },
    });
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.remote', retry: { maximumAttempts: 20, initialInterval: 'PT1S', backoffCoefficient: 1 } } },
      { tasks: [remote], clock, template: { use: { limits: { 'test.remote': { breaker: { failures: 3, cooldown: 'PT1M' } } } } } },
    );
    const runs = Array.from({ length: 4 }, () => fixture.start());
    await settled();
    await clock.advance(30_000);
    // Four began at once; none does after the third fault.
    expect(calls).toBe(4);
    await clock.advance(30_000);
    expect(calls).toBe(5);
    await clock.advance(59_000);
    expect(calls).toBe(5);
    works = true;
    await clock.advance(3_000);
    expect(runs.map((run) => fixture.stored(run).status)).toEqual(Array(4).fill('completed'));
    expect(calls).toBe(9);
  });

  it('lets one try and no second, however an older attempt ends meanwhile', async () => {
    const clock = createManualClock();
    const calls: { readonly run: string; answer(): void; refuse(kind: 'unavailable' | 'invalid'): void }[] = [];
    const remote = defineTask({
      name: 'test.remote',
      title: 'Ask somebody',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: (_, { run, signal }) =>
        new Promise<Record<string, never>>((answer, fail) => {
          signal.addEventListener('abort', fail);
          calls.push({ run, answer: () => answer({}), refuse: (kind) => fail(new Refusal({ kind, message: 'no answer' })) });
        }),
    });
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.remote', retry: { maximumAttempts: 20, initialInterval: 'PT1S', backoffCoefficient: 1 } } },
      { tasks: [remote], clock, template: { use: { limits: { 'test.remote': { breaker: { failures: 2, cooldown: 'PT1M' } } } } } },
    );
    const runs = Array.from({ length: 4 }, () => fixture.start());
    await settled();
    for (const call of calls.slice(0, 2)) call.refuse('unavailable');
    await settled();
    await clock.advance(60_000);
    // The trial is under way; two older attempts still are, too.
    expect(calls.map(({ run }) => runs.indexOf(run))).toEqual([0, 1, 2, 3, 0]);
    calls[2]?.refuse('invalid');
    await settled();
    expect(fixture.stored(runs[2] as string).status).toBe('faulted');
    expect(calls).toHaveLength(5);
    // One more fault in a row keeps it open; the trial goes on, and no other begins beside it.
    calls[3]?.refuse('unavailable');
    await settled();
    await clock.advance(120_000);
    expect(calls).toHaveLength(5);
    calls[4]?.answer();
    await settled();
    expect(calls.slice(5).map(({ run }) => runs.indexOf(run))).toEqual([1, 3]);
    for (const call of calls) call.answer();
    await settled();
    expect(runs.map((run) => fixture.stored(run).status)).toEqual(['completed', 'completed', 'faulted', 'completed']);
  });
});
