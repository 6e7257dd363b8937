/** Runs and time: waits without polling, clocks that jump, timeouts, and signs of life. No test sleeps. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTask, type TaskContext } from '../../../src/engine/task/task-function.ts';
import { createManualClock, settled } from '../../support/manual-clock.ts';
import { flaky, gate } from '../../support/test-tasks.ts';
import { afterCrash, runFixture } from './run-fixture.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const waitFor = (duration: string) =>
  ({ pause: { type: 'wait', for: duration }, after: { type: 'set', needs: ['pause'], value: 1 } }) as const;

describe('a wait', () => {
  it('ends when it is due and not before, with one timer for all runs', async () => {
    const clock = createManualClock();
    const fixture = runFixture(waitFor('PT1H'), { clock });
    const runs = Array.from({ length: 50 }, () => fixture.start());
    expect(clock.timers()).toBe(1);
    await clock.advance(HOUR_MS - 1);
    expect(runs.map((run) => fixture.stored(run).status)).toEqual(Array(50).fill('waiting'));
    await clock.advance(1);
    expect(runs.map((run) => fixture.stored(run).status)).toEqual(Array(50).fill('completed'));
    // Soon after, the trail is signed once for all that ended.
    await clock.advance(1_000);
    expect(clock.timers()).toBe(0);
  });

  it('may last longer than any timer', async () => {
    const clock = createManualClock();
    const fixture = runFixture(waitFor('P60D'), { clock });
    const run = fixture.start();
    clock.shift(60 * DAY_MS - 10_000);
    await clock.advance(9_999);
    expect(fixture.stored(run).status).toBe('waiting');
    await clock.advance(30_000);
    expect(fixture.stored(run).status).toBe('completed');
  });

  it('notices within half a minute that the machine slept, or that somebody put the clock forward', async () => {
    const clock = createManualClock();
    const fixture = runFixture(waitFor('PT8H'), { clock });
    const run = fixture.start();
    await clock.advance(10_000);
    clock.shift(9 * HOUR_MS);
    await clock.advance(30_000);
    expect(fixture.stored(run).status).toBe('completed');
  });

  it('waits on where the clock is put back, and is not busy meanwhile', async () => {
    const clock = createManualClock();
    const fixture = runFixture(waitFor('PT1H'), { clock });
    const run = fixture.start();
    await clock.advance(HOUR_MS - 1_000);
    clock.shift(-HOUR_MS);
    await clock.advance(HOUR_MS);
    expect(fixture.stored(run).status).toBe('waiting');
    expect(clock.timers()).toBe(1);
    await clock.advance(1_000);
    expect(fixture.stored(run).status).toBe('completed');
  });

  it('that was due while the program was not there ends at once when it is', async () => {
    const clock = createManualClock();
    const crashed = runFixture(waitFor('PT1H'), { clock });
    const run = crashed.start();
    const later = createManualClock('2026-01-02T00:00:00.000Z');
    const fixture = afterCrash(crashed, { clock: later });
    fixture.runner.recover();
    expect(fixture.stored(run).status).toBe('completed');
  });
});

describe('retries', () => {
  it('wait longer each time, as the template says', async () => {
    const clock = createManualClock();
    const failing = flaky(3);
    const retry = { maximumAttempts: 4, initialInterval: 'PT1S', backoffCoefficient: 3 };
    const fixture = runFixture({ only: { type: 'task', run: 'test.flaky', retry } }, { tasks: [failing.task], clock });
    const run = fixture.start();
    await settled();
    for (const [waitMs, calls] of [
      [1_000, 2],
      [3_000, 3],
      [9_000, 4],
    ] as const) {
      await clock.advance(waitMs - 1);
      expect(failing.calls()).toBe(calls - 1);
      await clock.advance(1);
      expect(failing.calls()).toBe(calls);
    }
    expect(fixture.stored(run).status).toBe('completed');
    expect(fixture.runner.metrics()).toMatchObject({
      retries: 3,
      tasks: [{ task: 'test.flaky', attempts: 4, retries: 3, faultKinds: { busy: 3 } }],
    });
  });
});

describe('timeouts', () => {
  it('end an attempt that takes too long, which is aborted and may not end by itself any more', async () => {
    const clock = createManualClock();
    const slow = gate();
    const fixture = runFixture(
      { slow: { type: 'task', run: 'test.gate', timeouts: { startToClose: 'PT10S' } } },
      { tasks: [slow.task], clock },
    );
    const run = fixture.start();
    await slow.begun(1);
    await clock.advance(9_999);
    expect(fixture.stored(run).status).toBe('running');
    await clock.advance(1);
    expect(slow.aborted).toEqual(['slow']);
    expect(fixture.stored(run)).toMatchObject({ status: 'faulted', failure: { kind: 'timeout' } });
  });

  it('let no run go on beyond its deadline', async () => {
    const clock = createManualClock();
    const fixture = runFixture(waitFor('= duration("P3D")'), { clock, template: { timeouts: { run: 'P1D' } } });
    const run = fixture.start();
    await clock.advance(DAY_MS);
    expect(fixture.stored(run)).toMatchObject({ status: 'faulted', failure: { kind: 'timeout' } });
  });
});

/** A task that gives signs of life, and checkpoints, as a test tells it to. */
const beating = () => {
  let context: TaskContext | undefined;
  const seen: unknown[] = [];
  const task = defineTask({
    name: 'test.beating',
    title: 'Give signs of life',
    input: z.strictObject({}),
    output: z.strictObject({ from: z.unknown() }),
    idempotent: true,
    run: async (_input, given) => {
      context = given;
      seen.push(given.checkpoint ?? null);
      if (given.checkpoint !== undefined) return { from: given.checkpoint };
      await new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()));
      return { from: null };
    },
  });
  return { task, seen, context: () => context as TaskContext };
};

const HEARTBEAT = { heartbeat: 'PT5S' };

describe('signs of life', () => {
  it('keep an attempt; without them it is over, and the next goes on from its newest checkpoint', async () => {
    const clock = createManualClock();
    const heart = beating();
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.beating', timeouts: HEARTBEAT, retry: { maximumAttempts: 2, initialInterval: 'PT0S' } } },
      { tasks: [heart.task], clock, template: { output: '= steps.only.output.from' } },
    );
    const run = fixture.start();
    await settled();
    for (let chunk = 1; chunk <= 3; chunk++) {
      await clock.advance(4_000);
      heart.context().heartbeat({ chunk });
      await settled();
      expect(fixture.records(run).at(-1)).toEqual({ type: 'checkpoint', step: 'only', number: 1, data: { chunk } });
    }
    await clock.advance(4_999);
    expect(fixture.attempts(run, 'only')).toEqual(['1 running']);
    await clock.advance(1);
    await settled();
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted', '2 completed']);
    expect(heart.seen).toEqual([null, { chunk: 3 }]);
    expect(fixture.stored(run).output).toEqual({ chunk: 3 });
  });

  it('are not missed where the machine slept', async () => {
    const clock = createManualClock();
    const heart = beating();
    const fixture = runFixture({ only: { type: 'task', run: 'test.beating', timeouts: HEARTBEAT } }, { tasks: [heart.task], clock });
    const run = fixture.start();
    await settled();
    clock.sleep(DAY_MS);
    await clock.advance(1);
    heart.context().heartbeat();
    await clock.advance(4_000);
    expect(fixture.attempts(run, 'only')).toEqual(['1 running']);
    await clock.advance(5_000);
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted']);
  });

  it('survive a crash as checkpoints', async () => {
    const heart = beating();
    const crashed = runFixture({ only: { type: 'task', run: 'test.beating' } }, { tasks: [heart.task] });
    const run = crashed.start();
    await settled();
    heart.context().heartbeat({ chunk: 1 });
    heart.context().heartbeat({ chunk: 2 });
    await settled();
    expect(crashed.records(run).filter(({ type }) => type === 'checkpoint')).toHaveLength(1);
    const fixture = afterCrash(crashed, { tasks: [heart.task] });
    fixture.runner.recover();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(heart.seen).toEqual([null, { chunk: 2 }]);
  });
});
