/** Runs over a real workspace file: order, choices, faults, retries, cancelling, and that nothing is lost or left hanging. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refuse } from '../../../src/engine/model/problem.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { flaky, gate } from '../../support/test-tasks.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { afterCrash, runFixture } from './run-fixture.ts';

const AT_ONCE = { initialInterval: 'PT0S' };

describe('a run', () => {
  it('passes outputs along, chooses, joins and ends with its output', async () => {
    const fixture = runFixture(
      {
        sum: { type: 'task', title: 'Add up', run: 'test.add', with: { left: '= input.amount', right: 40 } },
        route: { type: 'choice', needs: ['sum'], choices: [{ when: '= steps.sum.output.sum > 41', then: ['large'] }], default: ['small'] },
        large: { type: 'set', value: { size: 'large', sum: '= steps.sum.output.sum' } },
        small: { type: 'set', value: { size: 'small' } },
        tell: { type: 'task', run: 'test.echo', needs: ['large', 'small'], join: 'any', with: { value: '= steps.large.output' } },
      },
      { template: { output: { told: '= steps.tell.output.value', small: '= steps.small.output' } } },
    );
    const { run, end } = await fixture.run({ amount: 2 });
    expect(end).toEqual({ status: 'completed', answer: { run } });
    expect(fixture.stored(run).output).toEqual({ told: { size: 'large', sum: 42 }, small: null });
    expect(fixture.statuses(run)).toEqual({
      sum: 'completed',
      route: 'completed',
      large: 'completed',
      small: 'skipped',
      tell: 'completed',
    });
    expect(fixture.records(run)).toContainEqual({ type: 'attempt', step: 'sum', number: 1, input: { left: 2, right: 40 } });
    expect(fixture.attempts(run, 'sum')).toEqual(['1 completed']);
  });

  it('pins the version and hash of its template', async () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const { run } = await fixture.run();
    expect(fixture.stored(run).template).toEqual({ id: 'test', version: '1.0.0', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is refused with pointers where its input does not fit, and leaves nothing behind', () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const failure = thrownRefusal(() => fixture.start({ amonut: 1 }));
    expect(failure.kind).toBe('invalid');
    expect(failure.problems).toEqual([expect.objectContaining({ pointer: '/amonut', suggestion: 'did you mean "amount"?' })]);
    expect(fixture.store.read((reader) => reader.one<{ n: number }>('-- count\nSELECT count(*) AS n FROM run'))).toEqual({ n: 0 });
  });

  it('leaves out arguments that are null, and says which expression has no value', async () => {
    const fixture = runFixture({ only: { type: 'task', run: 'test.echo', with: { value: 1, label: '= input.name' } } });
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'completed' });
    expect(fixture.records(run)).toContainEqual({ type: 'attempt', step: 'only', number: 1, input: { value: 1 } });
    const wrong = runFixture({ only: { type: 'task', run: 'test.echo', with: { value: '= 1 / (input.amount - 1)' } } });
    expect((await wrong.run()).end).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
  });

  it('tells what it becomes: at once when it begins and when it ends, and never before that is written', async () => {
    const fixture = runFixture({
      one: { type: 'task', run: 'test.echo', with: { value: 1 } },
      two: { type: 'set', needs: ['one'], value: 2 },
    });
    const { run } = await fixture.run();
    const told = fixture.events.filter(({ type }) => type === 'run.changed');
    expect(told.at(0)).toEqual({ type: 'run.changed', run, status: 'running', steps: ['one'] });
    expect(told.at(-1)).toEqual({ type: 'run.changed', run, status: 'completed', steps: ['one', 'two'] });
    expect(fixture.events.at(-1)).toEqual({ type: 'task.ended', task: run, end: { status: 'completed', answer: { run } } });
  });

  it('ends by itself at a fail step, with the message that the template computes', async () => {
    const fixture = runFixture({ stop: { type: 'fail', message: '= "too much: " + string(input.amount)' } });
    const { run, end } = await fixture.run({ amount: 7 });
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'invalid', message: 'too much: 7' } });
    expect(fixture.stored(run)).toMatchObject({ status: 'faulted', failure: { message: 'too much: 7' } });
  });

  it('does not take a branch in silence where a fact is missing', async () => {
    const fixture = runFixture({
      route: { type: 'choice', choices: [{ when: '= input.flag', then: ['yes'] }], default: ['no'] },
      yes: { type: 'set', value: 1 },
      no: { type: 'set', value: 2 },
    });
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'failed', failure: { message: expect.stringContaining('flag') } });
    expect(fixture.statuses(run)).toEqual({ route: 'faulted', yes: 'skipped', no: 'skipped' });
  });

  it('is the same run where it is started again under its key', async () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const run = fixture.start({ amount: 1 }, { key: 'case 7' });
    expect(fixture.start({ amount: 1 }, { key: 'case 7' })).toBe(run);
    expect(thrownRefusal(() => fixture.start({ amount: 2 }, { key: 'case 7' }))).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('another input'),
    });
    expect(fixture.start({ amount: 1 }, { key: 'case 8' })).not.toBe(run);
    const later = afterCrash(fixture);
    expect(later.start({ amount: 1 }, { key: 'case 7' })).toBe(run);
  });
});

describe('steps side by side', () => {
  it('start together where neither waits for the other', async () => {
    const waiting = gate();
    const fixture = runFixture(
      {
        left: { type: 'task', run: 'test.gate' },
        right: { type: 'task', run: 'test.gate' },
        after: { type: 'set', needs: ['left', 'right'], value: 1 },
      },
      { tasks: [waiting.task] },
    );
    const run = fixture.start();
    await waiting.begun(2);
    expect(fixture.statuses(run)).toEqual({ left: 'running', right: 'running' });
    const ended = fixture.runner.ended(run);
    waiting.open();
    expect(await ended).toMatchObject({ status: 'completed' });
  });

  it('fail fast: the first fault cuts off the others, and the run keeps the failure', async () => {
    const waiting = gate();
    const refusing = defineTask({
      name: 'test.late',
      title: 'Refuse once the other has begun',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: async () => {
        await waiting.begun(1);
        return refuse('invalid', 'refused as invalid');
      },
    });
    const fixture = runFixture(
      {
        slow: { type: 'task', run: 'test.gate' },
        bad: { type: 'task', run: 'test.late' },
        after: { type: 'set', needs: ['slow', 'bad'], value: 1 },
      },
      { tasks: [waiting.task, refusing] },
    );
    const { run, end } = await fixture.run();
    expect(end).toEqual({ status: 'failed', failure: { kind: 'invalid', message: 'refused as invalid' } });
    expect(fixture.statuses(run)).toEqual({ slow: 'cancelled', bad: 'faulted', after: 'skipped' });
    expect(waiting.aborted).toEqual(['slow']);
    expect(fixture.stored(run).failure).toEqual({ kind: 'invalid', message: 'refused as invalid' });
    expect(fixture.attempts(run, 'slow')).toEqual(['1 cancelled']);
  });
});

describe('retries', () => {
  it('try again as often as the template allows, and keep every attempt', async () => {
    const failing = flaky(2);
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 3, ...AT_ONCE } } },
      { tasks: [failing.task] },
    );
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted', '2 faulted', '3 completed']);
  });

  it('end with the last failure when they are used up', async () => {
    const failing = flaky(3);
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 3, ...AT_ONCE } } },
      { tasks: [failing.task] },
    );
    expect((await fixture.run()).end).toMatchObject({ status: 'failed', failure: { message: 'not yet, at call 3' } });
    expect(failing.calls()).toBe(3);
  });

  it('are not made where the same input must give the same refusal', async () => {
    const retry = { maximumAttempts: 5, ...AT_ONCE };
    const fixture = runFixture({ only: { type: 'task', run: 'test.refuse', with: { kind: 'invalid' }, retry } });
    const { run } = await fixture.run();
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted']);
  });
});

describe('faults of ours in a task', () => {
  const broken = defineTask({
    name: 'test.broken',
    title: 'Break',
    input: z.strictObject({}),
    output: z.strictObject({}),
    idempotent: true,
    run: (): never => {
      throw new TypeError('a secret of case 7');
    },
  });

  it('end the run, go to the log, and say nothing of their inside', async () => {
    const fixture = runFixture({ only: { type: 'task', run: 'test.broken' } }, { tasks: [broken] });
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
    expect(JSON.stringify(fixture.moves(run))).not.toContain('secret');
    expect(fixture.port.lines.filter(({ event }) => event === 'task.fault')).toHaveLength(1);
  });

  it('are also what a task makes that gives something else than it promised', async () => {
    const lying = defineTask({
      name: 'test.lying',
      title: 'Promise a number',
      input: z.strictObject({}),
      output: z.strictObject({ n: z.int() }),
      idempotent: true,
      run: () => ({ n: 1.5 }),
    });
    const fixture = runFixture({ only: { type: 'task', run: 'test.lying' } }, { tasks: [lying] });
    expect((await fixture.run()).end).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
  });

  it('fault one attempt alone where what it gives cannot be written', async () => {
    const unwritable = defineTask({
      name: 'test.surrogate',
      title: 'Give half of a character',
      input: z.strictObject({}),
      output: z.strictObject({ text: z.string() }),
      idempotent: true,
      run: () => ({ text: '\ud800' }),
    });
    const fixture = runFixture(
      {
        bad: { type: 'task', run: 'test.surrogate', tolerate: true },
        good: { type: 'task', run: 'test.echo', with: { value: 1 } },
        after: { type: 'set', needs: ['bad', 'good'], value: '= steps.good.output.value' },
      },
      { tasks: [unwritable], template: { output: '= steps.after.output' } },
    );
    const others = Array.from({ length: 3 }, () => fixture.run());
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'bad')).toEqual(['1 faulted']);
    expect(fixture.stored(run).output).toBe(1);
    expect((await Promise.all(others)).map((other) => other.end.status)).toEqual(Array(3).fill('completed'));
  });
});

describe('cancelling', () => {
  it('takes less than a second, cuts off what runs and never begins the rest', async () => {
    const waiting = gate();
    const fixture = runFixture(
      { slow: { type: 'task', run: 'test.gate' }, after: { type: 'set', needs: ['slow'], value: 1 } },
      { tasks: [waiting.task] },
    );
    const run = fixture.start();
    await waiting.begun(1);
    const ended = fixture.runner.ended(run);
    const startedMs = performance.now();
    fixture.runner.cancel(run);
    expect(fixture.stored(run).status).toBe('cancelled');
    expect(await ended).toEqual({ status: 'cancelled' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(fixture.statuses(run)).toEqual({ slow: 'cancelled', after: 'cancelled' });
    expect(waiting.aborted).toEqual(['slow']);
  });

  it('before an attempt was set to work, it never is', async () => {
    const waiting = gate();
    const fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: [waiting.task] });
    const run = fixture.start();
    fixture.runner.cancel(run);
    await fixture.runner.close();
    expect(fixture.attempts(run, 'slow')).toEqual(['1 cancelled']);
    expect(waiting.steps()).toEqual([]);
  });

  it('is refused for a run that has ended and for one that is not there', async () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const { run } = await fixture.run();
    expect(thrownRefusal(() => fixture.runner.cancel(run)).kind).toBe('conflict');
    expect(thrownRefusal(() => fixture.runner.cancel('nothing')).kind).toBe('not-found');
    await expect(fixture.runner.ended('nothing')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('fences off an attempt that works on all the same', async () => {
    const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: started, resolve: tell } = Promise.withResolvers<void>();
    const outcomes: string[] = [];
    const tryTo = (work: () => unknown): void => {
      try {
        work();
        outcomes.push('done');
      } catch (error) {
        outcomes.push((error as Error).message);
      }
    };
    const { promise: done, resolve: finished } = Promise.withResolvers<void>();
    const zombie = defineTask({
      name: 'test.zombie',
      title: 'Work on',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: async (_input, context) => {
        tell();
        await free;
        tryTo(() => context.change((writer) => writer.record({ kind: 'zombie.wrote', subject: {} })));
        tryTo(() => context.read((reader) => reader.one('-- one\nSELECT 1')));
        tryTo(() => context.heartbeat({ at: 1 }));
        finished();
        return {};
      },
    });
    const fixture = runFixture({ only: { type: 'task', run: 'test.zombie' } }, { tasks: [zombie] });
    const run = fixture.start();
    await started;
    fixture.runner.cancel(run);
    letGo();
    await done;
    await fixture.runner.close();
    expect(outcomes).toEqual(Array(3).fill('Attempt 1 at step "only" is over.'));
    expect(fixture.attempts(run, 'only')).toEqual(['1 cancelled']);
    expect(fixture.runner.metrics().late).toBe(1);
  });
});

describe('effects that belong to the completion of an attempt', () => {
  const recording = (fail: boolean) =>
    defineTask({
      name: 'test.recording',
      title: 'Record',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: (_input, context) => {
        context.onCompletion((writer) => writer.record({ kind: 'test.recorded', subject: { run: context.run } }));
        if (fail) throw new Error('after all');
        return {};
      },
    });
  const count = "-- count\nSELECT count(*) AS n FROM audit_entry WHERE cast(data AS TEXT) LIKE '%test.recorded%'";

  it.each([
    [false, 1],
    [true, 0],
  ])('are written with it or not at all (failing: %s)', async (fail, expected) => {
    const fixture = runFixture({ only: { type: 'task', run: 'test.recording' } }, { tasks: [recording(fail)] });
    await fixture.run();
    expect(fixture.store.read((reader) => reader.one<{ n: number }>(count))).toEqual({ n: expected });
  });

  it('that are refused fault that attempt alone', async () => {
    const refusing = defineTask({
      name: 'test.refusing',
      title: 'Refuse at the last moment',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: (_input, context) => {
        context.onCompletion((writer) => {
          writer.record({ kind: 'test.recorded', subject: { run: context.run } });
          if (context.attempt === 1) refuse('busy', 'not now');
        });
        return {};
      },
    });
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.refusing', retry: { maximumAttempts: 2, ...AT_ONCE } } },
      { tasks: [refusing] },
    );
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted', '2 completed']);
    expect(fixture.store.read((reader) => reader.one<{ n: number }>(count))).toEqual({ n: 1 });
  });
});

describe('debugging', () => {
  it('works on one attempt at a time, over all runs', async () => {
    let working = 0;
    let most = 0;
    const counting = defineTask({
      name: 'test.counting',
      title: 'Count who works',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: async () => {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setImmediate(resolve));
        working--;
        return {};
      },
    });
    const steps = { a: { type: 'task', run: 'test.counting' }, b: { type: 'task', run: 'test.counting' } } as const;
    const together = runFixture(steps, { tasks: [counting] });
    await Promise.all([together.run(), together.run()]);
    expect(most).toBeGreaterThan(1);
    most = 0;
    const debugged = runFixture(steps, { tasks: [counting], debug: true });
    await Promise.all([debugged.run(), debugged.run()]);
    expect(most).toBe(1);
  });
});
