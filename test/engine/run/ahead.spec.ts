/** Pure attempts run ahead of the commit that begins them, and what is of one time is one move: nobody can tell, whatever the disk does. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal, refuse } from '../../../src/engine/model/problem.ts';
import type { TemplateStep } from '../../../src/engine/model/template-document.ts';
import { findRun } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { defineTask, type TaskContext, type TaskFunction } from '../../../src/engine/task/task-function.ts';
import { createManualClock, settled } from '../../support/manual-clock.ts';
import { afterCrash, runFixture } from './run-fixture.ts';

const FULL = { kind: 'unwritable', message: 'The disk is full.' } as const;

type Disk = 'well' | 'full' | 'lies';

/** Two functions that add one to what they are given: of the second nobody says that it is pure. */
const adding = (calls: string[], look: (context: TaskContext) => void = () => undefined) => {
  const of = (name: string, isPure: boolean): TaskFunction =>
    defineTask({
      name,
      title: 'Add one',
      input: z.strictObject({ to: z.int(), failures: z.int().default(0) }),
      output: z.int(),
      idempotent: true,
      ...(isPure && { pure: true as const }),
      run: ({ to, failures }, context) => {
        calls.push(`${context.step} ${context.attempt}`);
        look(context);
        return context.attempt <= failures ? refuse('busy', 'not yet') : to + 1;
      },
    });
  return [of('test.pure', true), of('test.effect', false)];
};

/** Names each commit among the calls, and does to it what the test wants. */
const disk = (calls: string[]) => {
  const state: { mode: Disk } = { mode: 'well' };
  const wrap = (store: Store): Store => ({
    ...store,
    change: (actor, work) => {
      if (state.mode === 'full') throw new Refusal(FULL);
      const outcome = store.change(actor, work);
      calls.push('commit');
      if (state.mode === 'lies') throw new Refusal({ kind: 'busy', message: 'The workspace is in use by another process.' });
      return outcome;
    },
  });
  return { state, wrap };
};

const pure = (to: string | number, more: object = {}): TemplateStep =>
  ({ type: 'task', run: 'test.pure', with: { to }, ...more }) as TemplateStep;

const CHAIN = {
  one: pure(0),
  two: pure('= steps.one.output', { needs: ['one'] }),
  three: pure('= steps.two.output', { needs: ['two'] }),
};
const CALLS = ['one 1', 'two 1', 'three 1'];
const template = { output: '= steps.three.output' };

const chain = (look?: (context: TaskContext) => void) => {
  const calls: string[] = [];
  const { state, wrap } = disk(calls);
  const clock = createManualClock();
  const fixture = runFixture(CHAIN, { tasks: adding(calls, look), clock, wrap, template });
  return { calls, state, clock, fixture };
};

describe('a run of pure steps', () => {
  it('is one move, one entry and one commit; all that can be seen of it comes after that', async () => {
    const { calls, fixture } = chain((context) => {
      expect(context.read((reader) => findRun(reader, context.run))).toBeUndefined();
      expect(fixture.events).toEqual([]);
      context.progress({ phase: 'seen', done: 1, total: 1, unit: 'units' });
    });
    const run = await fixture.runner.startSoon('test', { amount: 1 }).then((id) => {
      calls.push('answer');
      return id;
    });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(calls).toEqual([...CALLS, 'commit', 'answer']);
    expect(fixture.moves(run)).toHaveLength(1);
    expect(fixture.stored(run)).toMatchObject({ status: 'completed', output: 3 });
    expect(fixture.events.map(({ type }) => type)).toEqual(['run.changed', 'run.changed', 'task.ended']);
    expect(fixture.runner.metrics()).toMatchObject({ moves: 1, commits: 1, steps: 3, late: 0 });
  });

  it('that is cut off before its commit never was, and after it is whole', async () => {
    const crashes: (() => string)[] = [];
    const copies: string[] = [];
    const { fixture } = chain(() => copies.push(...crashes.map((crash) => crash())));
    crashes.push(fixture.crash);
    const run = await fixture.runner.startSoon('test', { amount: 1 });
    expect(copies).toHaveLength(3);
    const whole = afterCrash(fixture, { tasks: adding([]) });
    expect(whole.stored(run)).toMatchObject({ status: 'completed', output: 3 });
    const before = afterCrash({ ...fixture, crash: () => copies[2] as string }, { tasks: adding([]) });
    expect(before.store.read((reader) => findRun(reader, run))).toBeUndefined();
  });

  it('that goes on after a crash begins with an attempt that is on disk', async () => {
    const { fixture } = chain();
    const run = fixture.start();
    const calls: string[] = [];
    const { wrap } = disk(calls);
    const after = afterCrash(fixture, { tasks: adding(calls), wrap, clock: createManualClock() });
    after.runner.recover();
    expect(await after.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(calls).toEqual(['commit', 'one 2', 'two 1', 'three 1', 'commit']);
    expect(after.attempts(run, 'one')).toEqual(['1 interrupted', '2 completed']);
  });
});

describe('a disk that refuses what ran ahead', () => {
  it('has the attempts made again, with what was known before, once there is room', async () => {
    const { calls, state, clock, fixture } = chain();
    const run = fixture.start();
    expect(calls).toEqual(['commit']);
    const ended = fixture.runner.ended(run);
    state.mode = 'full';
    await settled();
    expect(calls).toEqual(['commit', ...CALLS]);
    expect(fixture.statuses(run)).toEqual({ one: 'running' });
    expect(fixture.events.some(({ type }) => type === 'task.ended')).toBe(false);
    state.mode = 'well';
    await clock.advance(1_000);
    expect(await ended).toMatchObject({ status: 'completed' });
    // The first was on disk, so that its result counts; the others were of a memory that is no more.
    expect(calls).toEqual(['commit', ...CALLS, 'commit', 'two 1', 'three 1', 'commit']);
    expect(fixture.stored(run).output).toBe(3);
    expect(fixture.attempts(run, 'three')).toEqual(['1 completed']);
  });

  it('leaves nothing of a start, whose caller is told', async () => {
    const { calls, state, fixture } = chain();
    state.mode = 'full';
    await expect(fixture.runner.startSoon('test', { amount: 1 })).rejects.toMatchObject({ failure: FULL });
    await settled();
    expect(calls).toEqual(CALLS);
    expect(fixture.events.filter(({ type }) => type !== 'runs.stalled')).toEqual([]);
    expect(fixture.store.read((reader) => reader.one<{ n: number }>('-- count\nSELECT count(*) AS n FROM run'))).toEqual({ n: 0 });
  });

  it('is not believed where the commit came off: nothing is done again', async () => {
    const { calls, state, fixture } = chain();
    state.mode = 'lies';
    const run = await fixture.runner.startSoon('test', { amount: 1 });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(calls).toEqual([...CALLS, 'commit']);
    expect(fixture.moves(run)).toHaveLength(1);
  });
});

describe('moves that are one in the store', () => {
  it('fail alone where one of them cannot be written', async () => {
    const surrogate = defineTask({
      name: 'test.surrogate',
      title: 'Give a text that is none',
      input: z.strictObject({}),
      output: z.json(),
      idempotent: true,
      pure: true,
      run: () => '\ud800',
    });
    const fixture = runFixture(
      {
        good: pure(1),
        bad: { type: 'task', run: 'test.surrogate', needs: ['good'], tolerate: true },
        last: pure('= steps.good.output', { needs: ['bad'] }),
      },
      {
        tasks: [...adding([]), surrogate],
        clock: createManualClock(),
        template: { output: '= { last: steps.last.output, bad: steps.bad.error.kind }' },
      },
    );
    const run = await fixture.runner.startSoon('test', { amount: 1 });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(fixture.stored(run).output).toEqual({ last: 3, bad: 'fault' });
    expect(fixture.attempts(run, 'bad')).toEqual(['1 faulted']);
  });

  it('are those of attempts that follow each other at once, too', async () => {
    const calls: string[] = [];
    const retry = { maximumAttempts: 3, initialInterval: 'PT0S' };
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.pure', with: { to: 1, failures: 2 }, retry } },
      { tasks: adding(calls), clock: createManualClock(), template: { output: '= steps.only.output' } },
    );
    const run = await fixture.runner.startSoon('test', { amount: 1 });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(calls).toEqual(['only 1', 'only 2', 'only 3']);
    expect(fixture.moves(run)).toHaveLength(1);
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted', '2 faulted', '3 completed']);
    expect(fixture.runner.metrics()).toMatchObject({ retries: 2, late: 0 });
  });
});

describe('what is not pure', () => {
  it('begins when that is on disk, and what it gave does not wait for pure steps', async () => {
    const calls: string[] = [];
    const { wrap } = disk(calls);
    const fixture = runFixture(
      {
        one: pure(0),
        effect: { type: 'task', run: 'test.effect', needs: ['one'], with: { to: '= steps.one.output' } },
        three: pure('= steps.effect.output', { needs: ['effect'] }),
        four: pure('= steps.three.output', { needs: ['three'] }),
      },
      { tasks: adding(calls), wrap, clock: createManualClock() },
    );
    const run = await fixture.runner.startSoon('test', { amount: 1 });
    await fixture.runner.ended(run);
    expect(calls).toEqual(['one 1', 'commit', 'effect 1', 'commit', 'three 1', 'four 1', 'commit']);
  });

  it.each([
    ['change', (context: TaskContext) => context.change((writer) => writer.record({ kind: 'test.effect', subject: {} }))],
    ['onCompletion', (context: TaskContext) => context.onCompletion(() => undefined)],
    ['heartbeat', (context: TaskContext) => context.heartbeat(1)],
  ] as const)('is a fault of a function that says it is: %s', async (_name, work) => {
    const { fixture } = chain((context) => void work(context));
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
    expect(fixture.attempts(run, 'one')).toEqual(['1 faulted']);
  });
});
