/** Runs over a real workspace file: order, choices, faults, retries, cancelling, and that nothing is lost or left hanging. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal, refuse } from '../../../src/engine/model/problem.ts';
import { createRunner } from '../../../src/engine/run/runner.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { flaky, gate, testTasks } from '../../support/test-tasks.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { ACTOR, afterCrash, runFixture } from './run-fixture.ts';

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
    const run = fixture.start({ amount: 2 });
    expect(await fixture.runner.ended(run)).toEqual({ status: 'completed', answer: { run } });
    const view = fixture.view(run);
    expect(view.output).toEqual({ told: { size: 'large', sum: 42 }, small: null });
    expect(fixture.statuses(run)).toEqual({
      sum: 'completed',
      route: 'completed',
      large: 'completed',
      small: 'skipped',
      tell: 'completed',
    });
    const sum = view.steps.find(({ name }) => name === 'sum');
    expect(sum?.attempts).toEqual([
      expect.objectContaining({ number: 1, status: 'completed', input: { left: 2, right: 40 }, output: { sum: 42 } }),
    ]);
    expect(sum).toMatchObject({ title: 'Add up', type: 'task' });
    expect(view.steps.find(({ name }) => name === 'large')).toMatchObject({ title: 'large', type: 'set', needs: ['route'] });
  });

  it('pins the version and hash of its template', async () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const run = fixture.start();
    await fixture.runner.ended(run);
    expect(fixture.view(run).template).toEqual({ id: 'test', version: '1.0.0', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
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
    const run = fixture.start();
    await fixture.runner.ended(run);
    expect(fixture.view(run).steps[0]?.attempts[0]?.input).toEqual({ value: 1 });

    const dividing = runFixture({ only: { type: 'set', value: '= 1 / (input.amount - input.amount)' } });
    const failed = dividing.start();
    expect(await dividing.runner.ended(failed)).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
  });

  it('records every change in the audit trail, in the transaction that makes it', async () => {
    const fixture = runFixture({
      first: { type: 'task', run: 'test.echo', with: { value: 'private' } },
      second: { type: 'set', needs: ['first'], value: 2 },
    });
    const run = fixture.start();
    await fixture.runner.ended(run);
    const rows = fixture.store.read((reader) =>
      reader
        .all<{ data: Uint8Array }>('-- entries\nSELECT data FROM audit_entry ORDER BY idx')
        .map(({ data }) => Buffer.from(data).toString()),
    );
    const entries = rows.map((row) => JSON.parse(row) as { kind: string; subject: Record<string, unknown>; commitment?: string });
    const ofRun = entries.filter(({ subject }) => subject.run === run);
    expect(ofRun.map(({ kind, subject }) => `${kind} ${subject.step ?? ''}`.trim())).toEqual([
      'run.started',
      'attempt.started first',
      'attempt.ended first',
      'attempt.started second',
      'attempt.ended second',
      'run.ended',
    ]);
    expect(ofRun.every(({ commitment }) => commitment !== undefined)).toBe(true);
    expect(rows.join('')).not.toContain('private');
  });

  it('tells of its changes only after they are written', async () => {
    const fixture = runFixture({ only: { type: 'task', run: 'test.echo', with: { value: 1 } } });
    const run = fixture.start();
    await fixture.runner.ended(run);
    expect(fixture.events).toEqual([
      { type: 'run.changed', run, status: 'running', step: 'only' },
      { type: 'run.changed', run, status: 'completed', step: 'only' },
      { type: 'run.changed', run, status: 'completed' },
      { type: 'task.ended', task: run, end: { status: 'completed', answer: { run } } },
    ]);
  });

  it('ends by itself at a fail step, with the message that the template computes', async () => {
    const fixture = runFixture({ stop: { type: 'fail', message: '= "too much: " + string(input.amount)' } });
    const run = fixture.start({ amount: 7 });
    expect(await fixture.runner.ended(run)).toEqual({ status: 'failed', failure: { kind: 'invalid', message: 'too much: 7' } });
    expect(fixture.view(run)).toMatchObject({ status: 'faulted', failure: { message: 'too much: 7' } });
  });

  it('does not take a branch in silence where a fact is missing', async () => {
    const fixture = runFixture({
      route: { type: 'choice', choices: [{ when: '= input.flag', then: ['yes'] }], default: ['no'] },
      yes: { type: 'set', value: 1 },
      no: { type: 'set', value: 2 },
    });
    const run = fixture.start();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'failed', failure: { message: expect.stringContaining('flag') } });
    expect(fixture.statuses(run)).toEqual({ route: 'faulted', yes: 'skipped', no: 'skipped' });
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
    expect(fixture.statuses(run)).toEqual({ left: 'running', right: 'running', after: 'pending' });
    waiting.open();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
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
    const run = fixture.start();
    expect(await fixture.runner.ended(run)).toEqual({ status: 'failed', failure: { kind: 'invalid', message: 'refused as invalid' } });
    expect(fixture.statuses(run)).toEqual({ slow: 'cancelled', bad: 'faulted', after: 'skipped' });
    expect(waiting.aborted).toEqual(['slow']);
    expect(fixture.view(run).failure).toEqual({ kind: 'invalid', message: 'refused as invalid' });
    const slow = fixture.view(run).steps.find(({ name }) => name === 'slow');
    expect(slow?.attempts.map(({ status }) => status)).toEqual(['cancelled']);
  });
});

describe('retries', () => {
  it('try again as often as the template allows, and keep every attempt', async () => {
    const failing = flaky(2);
    const fixture = runFixture({ only: { type: 'task', run: 'test.flaky', maximumAttempts: 3 } }, { tasks: [failing.task] });
    const run = fixture.start();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(fixture.view(run).steps[0]?.attempts.map(({ number, status }) => `${number} ${status}`)).toEqual([
      '1 faulted',
      '2 faulted',
      '3 completed',
    ]);
  });

  it('end with the last failure when they are used up', async () => {
    const failing = flaky(3);
    const fixture = runFixture({ only: { type: 'task', run: 'test.flaky', maximumAttempts: 3 } }, { tasks: [failing.task] });
    expect(await fixture.runner.ended(fixture.start())).toMatchObject({ status: 'failed', failure: { message: 'not yet, at call 3' } });
    expect(failing.calls()).toBe(3);
  });

  it('are not made where the same input must give the same refusal', async () => {
    const fixture = runFixture({ only: { type: 'task', run: 'test.refuse', with: { kind: 'invalid' }, maximumAttempts: 5 } });
    const run = fixture.start();
    await fixture.runner.ended(run);
    expect(fixture.view(run).steps[0]?.attempts).toHaveLength(1);
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
    const run = fixture.start();
    const end = await fixture.runner.ended(run);
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
    expect(JSON.stringify(fixture.view(run))).not.toContain('secret');
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
    expect(await fixture.runner.ended(fixture.start())).toMatchObject({ status: 'failed', failure: { kind: 'fault' } });
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
    const startedMs = performance.now();
    fixture.runner.cancel(run);
    expect(await fixture.runner.ended(run)).toEqual({ status: 'cancelled' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(fixture.statuses(run)).toEqual({ slow: 'cancelled', after: 'cancelled' });
    expect(waiting.aborted).toEqual(['slow']);
  });

  it('is refused for a run that has ended and for one that is not there', async () => {
    const fixture = runFixture({ only: { type: 'set', value: 1 } });
    const run = fixture.start();
    await fixture.runner.ended(run);
    expect(thrownRefusal(() => fixture.runner.cancel(run)).kind).toBe('conflict');
    expect(thrownRefusal(() => fixture.runner.cancel('nothing')).kind).toBe('not-found');
  });

  it('fences off an attempt that works on all the same', async () => {
    const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: started, resolve: tell } = Promise.withResolvers<void>();
    const outcomes: string[] = [];
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
        try {
          context.change((writer) => writer.record({ kind: 'zombie.wrote', subject: {} }));
          outcomes.push('wrote');
        } catch (error) {
          outcomes.push((error as Error).message);
        }
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
    expect(outcomes).toEqual(['Attempt 1 at step "only" is over.']);
    expect(fixture.view(run).steps[0]?.attempts.map(({ status }) => status)).toEqual(['cancelled']);
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
    await fixture.runner.ended(fixture.start());
    expect(fixture.store.read((reader) => reader.one<{ n: number }>(count))).toEqual({ n: expected });
  });
});

describe('after a crash', () => {
  it('a step that may be repeated is begun again, and what was cut off is kept', async () => {
    const before = gate();
    const crashed = runFixture(
      { first: { type: 'set', value: 5 }, slow: { type: 'task', run: 'test.gate', needs: ['first'] } },
      { tasks: [before.task], template: { output: '= steps.first.output + steps.slow.output.attempt' } },
    );
    const run = crashed.start();
    await before.begun(1);

    const after = gate();
    const fixture = afterCrash(crashed, [after.task]);
    expect(fixture.view(run).status).toBe('running');
    fixture.runner.recover();
    await after.begun(1);
    after.open();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    const slow = fixture.view(run).steps.find(({ name }) => name === 'slow');
    expect(slow?.attempts.map(({ number, status }) => `${number} ${status}`)).toEqual(['1 interrupted', '2 completed']);
    expect(fixture.view(run).output).toBe(7);
  });

  it('an attempt that was cut off, by a crash or by closing, is none of those that the template allows', async () => {
    const hanging = () => gate({ name: 'test.flaky' });
    const before = hanging();
    const crashed = runFixture({ only: { type: 'task', run: 'test.flaky', maximumAttempts: 2 } }, { tasks: [before.task] });
    const run = crashed.start();
    await before.begun(1);
    const closed = afterCrash(crashed, [hanging().task]);
    closed.runner.recover();
    await closed.runner.close();
    const fixture = afterCrash(closed, [flaky(1).task]);
    fixture.runner.recover();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    const statuses = fixture.view(run).steps[0]?.attempts.map(({ status }) => status);
    expect(statuses).toEqual(['interrupted', 'cancelled', 'faulted', 'completed']);
  });

  it('a step that must not be repeated ends the run, with a word on why', async () => {
    const before = gate({ idempotent: false });
    const crashed = runFixture({ slow: { type: 'task', run: 'test.gate', title: 'Pay out' } }, { tasks: [before.task] });
    const run = crashed.start();
    await before.begun(1);
    const fixture = afterCrash(crashed, [gate({ idempotent: false }).task]);
    fixture.runner.recover();
    expect(await fixture.runner.ended(run)).toMatchObject({
      status: 'failed',
      failure: { kind: 'interrupted', message: expect.stringContaining('Pay out') },
    });
    expect(fixture.statuses(run)).toEqual({ slow: 'faulted' });
  });

  it('a run whose task function is gone ends, and is not left between', async () => {
    const before = gate();
    const crashed = runFixture(
      { slow: { type: 'task', run: 'test.gate' }, after: { type: 'set', needs: ['slow'], value: 1 } },
      { tasks: [before.task] },
    );
    const run = crashed.start();
    await before.begun(1);
    const fixture = afterCrash(crashed);
    fixture.runner.recover();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
    expect(fixture.statuses(run)).toEqual({ slow: 'faulted', after: 'skipped' });
  });

  it('a step that brings the program down every time is given up', async () => {
    const tasks = () => [gate().task];
    const crashed = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: tasks() });
    const run = crashed.start();
    let fixture = crashed;
    for (let crashes = 0; crashes < 4; crashes++) {
      fixture = afterCrash(fixture, tasks());
      fixture.runner.recover();
    }
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'failed', failure: { kind: 'interrupted' } });
    expect(fixture.view(run).steps[0]?.attempts.map(({ status }) => status)).toEqual(Array(4).fill('interrupted'));
  });
});

describe('closing the workspace', () => {
  it('cuts a run off and lets it go on when the workspace is opened again, as often as that happens', async () => {
    let fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: [gate().task] });
    const run = fixture.start();
    for (let times = 0; times < 6; times++) {
      const ended = fixture.runner.ended(run);
      await fixture.runner.close();
      expect(await ended).toMatchObject({ status: 'failed', failure: { kind: 'interrupted' } });
      expect(fixture.view(run).status).toBe('running');
      fixture = afterCrash(fixture, [gate().task]);
      fixture.runner.recover();
    }
    fixture.runner.cancel(run);
    expect(fixture.view(run).steps[0]?.attempts.map(({ status }) => status)).toEqual(Array(7).fill('cancelled'));
  });
});

describe('the store', () => {
  it('that cannot be written stops the run where it stood, without a lie', async () => {
    const waiting = gate();
    const fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: [waiting.task] });
    const { store } = fixture;
    let isFull = false;
    const runner = createRunner({
      store: {
        ...store,
        change: (actor, work) => {
          if (isFull) throw new Refusal({ kind: 'unwritable', message: 'the disk is full' });
          return store.change(actor, work);
        },
      },
      port: fixture.port,
      actor: ACTOR,
      templates: createTemplateCatalogue(testTasks(waiting.task)),
      emit: () => undefined,
    });
    const run = runner.start('test', { amount: 1 });
    await waiting.begun(1);
    isFull = true;
    const ended = runner.ended(run);
    waiting.open();
    expect(await ended).toEqual({ status: 'failed', failure: { kind: 'unwritable', message: 'the disk is full' } });
    expect(fixture.view(run).status).toBe('running');
  });
});
