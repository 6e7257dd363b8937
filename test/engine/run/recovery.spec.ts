/** What the next process makes of runs that a crash, or the closing of the workspace, cut off. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appendMove } from '../../../src/engine/store/run/move-store.ts';
import { childrenOf, listRuns } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { createManualClock, settled } from '../../support/manual-clock.ts';
import { flaky, gate } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { afterCrash, type RunFixture, runFixture } from './run-fixture.ts';

const AT_ONCE = { initialInterval: 'PT0S' };

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
    const fixture = afterCrash(crashed, { tasks: [after.task] });
    expect(fixture.stored(run).status).toBe('running');
    fixture.runner.recover();
    await after.begun(1);
    const ended = fixture.runner.ended(run);
    after.open();
    expect(await ended).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'slow')).toEqual(['1 interrupted', '2 completed']);
    expect(fixture.stored(run).output).toBe(7);
  });

  it('an attempt that was cut off, by a crash or by closing, is none of those that the template allows', async () => {
    const hanging = () => gate({ name: 'test.flaky' });
    const before = hanging();
    const crashed = runFixture(
      { only: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 2, ...AT_ONCE } } },
      { tasks: [before.task] },
    );
    const run = crashed.start();
    await before.begun(1);
    const closed = afterCrash(crashed, { tasks: [hanging().task] });
    closed.runner.recover();
    await closed.runner.close();
    const fixture = afterCrash(closed, { tasks: [flaky(1).task] });
    fixture.runner.recover();
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'only')).toEqual(['1 interrupted', '2 cancelled', '3 faulted', '4 completed']);
  });

  it('a step that must not be repeated ends the run, with a word on why', async () => {
    const before = gate({ idempotent: false });
    const crashed = runFixture({ slow: { type: 'task', run: 'test.gate', title: 'Pay out' } }, { tasks: [before.task] });
    const run = crashed.start();
    await before.begun(1);
    const fixture = afterCrash(crashed, { tasks: [gate({ idempotent: false }).task] });
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
    expect(fixture.statuses(run)).toEqual({ slow: 'faulted' });
    expect(fixture.attempts(run, 'slow')).toEqual(['1 interrupted']);
  });

  it('a step that brings the program down every time is given up', async () => {
    const tasks = () => [gate().task];
    let fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: tasks() });
    const run = fixture.start();
    for (let crashes = 0; crashes < 4; crashes++) {
      fixture = afterCrash(fixture, { tasks: tasks() });
      fixture.runner.recover();
    }
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'failed', failure: { kind: 'interrupted' } });
    expect(fixture.attempts(run, 'slow')).toEqual([1, 2, 3, 4].map((number) => `${number} interrupted`));
  });

  it('an attempt keeps its key, so that what it does outside is done once', async () => {
    const keys: string[] = [];
    const outside = () =>
      defineTask({
        name: 'test.outside',
        title: 'Do something elsewhere',
        input: z.strictObject({}),
        output: z.strictObject({}),
        idempotent: true,
        run: async (_input, context) => {
          keys.push(context.idempotencyKey);
          if (context.attempt === 1) await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
          return {};
        },
      });
    const crashed = runFixture({ only: { type: 'task', run: 'test.outside' } }, { tasks: [outside()] });
    const run = crashed.start();
    await settled();
    const fixture = afterCrash(crashed, { tasks: [outside()] });
    fixture.runner.recover();
    await fixture.runner.ended(run);
    expect(keys).toEqual([`${run}/only`, `${run}/only`]);
  });

  it('one run that cannot be read does not keep the others from going on', async () => {
    const crashed = runFixture({ only: { type: 'wait', for: 'PT1H' } });
    const [good, bad] = [crashed.start(), crashed.start()];
    const records = [{ type: 'end', step: 'no such step', status: 'completed' }] as const;
    crashed.store.change('ada', (writer) => appendMove(writer, { run: bad, seq: 1, records, status: 'waiting' }));
    const fixture = afterCrash(crashed);
    fixture.runner.recover();
    expect(fixture.stored(good).status).toBe('waiting');
    expect(fixture.stored(bad)).toMatchObject({ status: 'faulted', failure: { kind: 'fault' } });
  });
});

describe('closing the workspace', () => {
  it('does not wait for ever for a function that does not heed its signal', async () => {
    const clock = createManualClock();
    const deaf = defineTask({
      name: 'test.deaf',
      title: 'Go on for ever',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: true,
      run: () => new Promise<Record<string, never>>(() => undefined),
    });
    const fixture = runFixture({ only: { type: 'task', run: 'test.deaf' } }, { tasks: [deaf], clock });
    const run = fixture.start();
    await settled();
    const closed = fixture.runner.close();
    await clock.advance(5_000);
    await closed;
    expect(fixture.attempts(run, 'only')).toEqual(['1 cancelled']);
    expect(fixture.port.lines.at(-1)).toMatchObject({ level: 'warn', event: 'runs.deaf' });
  });

  it('cuts a run off and lets it go on when the workspace is opened again, as often as that happens', async () => {
    let fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: [gate().task] });
    const run = fixture.start();
    for (let times = 0; times < 6; times++) {
      const ended = fixture.runner.ended(run);
      await fixture.runner.close();
      expect(await ended).toMatchObject({ status: 'failed', failure: { kind: 'interrupted' } });
      expect(['running', 'waiting']).toContain(fixture.stored(run).status);
      fixture = afterCrash(fixture, { tasks: [gate().task] });
      fixture.runner.recover();
    }
    fixture.runner.cancel(run);
    expect(fixture.attempts(run, 'slow')).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `${number} cancelled`));
    expect(thrownRefusal(() => fixture.runner.cancel(run)).kind).toBe('conflict');
  });
});

describe('many runs that wait', () => {
  const RUNS = 40;
  const manyWaiting = () => {
    const crashed = runFixture(
      { wait: { type: 'signal', signal: 'go' }, child: { type: 'workflow', template: 'child', input: { amount: 1 }, needs: ['wait'] } },
      { others: [{ ...testTemplate({ hold: { type: 'signal', signal: 'end' } }), id: 'child' }], clock: createManualClock() },
    );
    const runs = Array.from({ length: RUNS }, () => crashed.start());
    for (const run of runs) crashed.runner.signal(run, { signal: 'go', data: null });
    return { crashed, runs };
  };
  /** Every read takes longer than a turn has. */
  const slowly = (crashed: RunFixture): RunFixture => {
    const clock = createManualClock();
    const wrap = (store: Store): Store => ({
      ...store,
      read: (work) => {
        clock.sleep(30);
        return store.read(work);
      },
    });
    return afterCrash(crashed, { clock, wrap });
  };
  const taken = ({ port }: RunFixture) => port.lines.flatMap(({ event, fields }) => (event === 'runs.taken-up' ? [fields.runs] : []));

  it('are taken up in several turns, those that others wait for after those', async () => {
    const { crashed } = manyWaiting();
    await settled();
    const fixture = slowly(crashed);
    fixture.runner.recover();
    expect(taken(fixture)).toEqual([]);
    await settled(20);
    expect(taken(fixture)).toEqual([2 * RUNS]);
    const statuses = fixture.store.read((reader) => listRuns(reader, { after: 0, limit: 1_000 })).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['waiting']));
  });

  it('are there for whoever asks for one of them before its turn', async () => {
    const { crashed, runs } = manyWaiting();
    await settled();
    const last = runs.at(-1) as string;
    const [child] = crashed.store.read((reader) => childrenOf(reader, last));
    const fixture = slowly(crashed);
    fixture.runner.recover();
    const ended = fixture.runner.ended(last);
    fixture.runner.signal(child?.id as string, { signal: 'end', data: null });
    expect(await ended).toMatchObject({ status: 'completed' });
  });

  it('are left alone by a process that ends first', async () => {
    const { crashed } = manyWaiting();
    await settled();
    const fixture = slowly(crashed);
    fixture.runner.recover();
    await fixture.runner.close();
    await settled();
    expect(taken(fixture)).toEqual([]);
  });
});

describe('a long run', () => {
  /** Each look at the clock takes longer than a turn may. */
  const slowClock = () => {
    const clock = createManualClock();
    let ms = 0;
    return { ...clock, clock: { ...clock.clock, monotonicMs: () => (ms += 100) } };
  };
  const isTakenUp = ({ port }: RunFixture): boolean => port.lines.some(({ event }) => event === 'runs.taken-up');

  it('is read a part in each turn, before the runs that come after it, and at once where something is commanded of it', async () => {
    const crashed = runFixture({
      one: { type: 'signal', signal: 'go' },
      two: { type: 'signal', signal: 'go', needs: ['one'] },
      end: { type: 'signal', signal: 'end', needs: ['two'] },
    });
    const [long, short] = [crashed.start(), crashed.start()];
    for (const letter of ['x', 'y']) crashed.runner.signal(long, { signal: 'go', data: letter.repeat(600_000) });
    const patient = afterCrash(crashed, { clock: slowClock() });
    patient.runner.recover();
    expect(isTakenUp(patient)).toBe(false);
    await settled();
    expect(isTakenUp(patient)).toBe(true);

    const hurried = afterCrash(crashed, { clock: slowClock() });
    hurried.runner.recover();
    for (const data of [1, 2]) hurried.runner.signal(short, { signal: 'go', data });
    for (const run of [long, short]) hurried.runner.signal(run, { signal: 'end', data: null });
    await settled();
    expect([long, short].map((run) => hurried.stored(run).status)).toEqual(['completed', 'completed']);
    expect(isTakenUp(hurried)).toBe(true);
  });
});
