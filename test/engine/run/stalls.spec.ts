/** Disks that refuse, and commits that come off although they seem not to: runs wait, nothing gets lost, and nothing is done twice. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../../src/engine/model/problem.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { createManualClock, settled } from '../../support/manual-clock.ts';
import { gate } from '../../support/test-tasks.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { afterCrash, runFixture } from './run-fixture.ts';

const FULL = { kind: 'unwritable', message: 'The disk is full.' } as const;

/** A store whose changes a test can make fail, before they are made or after. */
const breakable = () => {
  let mode: 'well' | 'refuse' | 'lie' | 'blind' | 'blind after one' = 'well';
  let changes = 0;
  const wrap = (store: Store): Store => ({
    ...store,
    read: (work) => {
      if (mode === 'blind after one') {
        const outcome = store.read(work);
        mode = 'blind';
        return outcome;
      }
      if (mode === 'blind') throw new Refusal({ kind: 'unreadable', message: 'The file could not be read from its disk.' });
      return store.read(work);
    },
    change: (actor, work) => {
      changes++;
      if (mode === 'refuse' || mode === 'blind') throw new Refusal(FULL);
      const outcome = store.change(actor, work);
      if (mode === 'lie') throw new Refusal({ kind: 'busy', message: 'The workspace is in use by another process.' });
      return outcome;
    },
  });
  return {
    wrap,
    set: (next: typeof mode) => {
      mode = next;
    },
    changes: () => changes,
  };
};

/** The store names the file, as it does where the disk refuses. */
const naming =
  (wrap: (store: Store) => Store) =>
  (store: Store): Store => ({
    ...wrap(store),
    change: (actor, work) => {
      try {
        return wrap(store).change(actor, work);
      } catch (error) {
        if (!(error instanceof Refusal) || error.failure !== FULL) throw error;
        throw new Refusal({ ...FULL, problems: [{ document: store.path, message: 'SQLITE_FULL' }] });
      }
    },
  });

/** Counts what it does by key: an effect outside of the workspace. */
const paying = (idempotent: boolean) => {
  const payments: string[] = [];
  const task = defineTask({
    name: 'test.pay',
    title: 'Pay out',
    input: z.strictObject({}),
    output: z.strictObject({ paid: z.int() }),
    idempotent,
    run: (_input, context) => {
      payments.push(context.idempotencyKey);
      return { paid: payments.length };
    },
  });
  return { task, payments };
};

describe('a disk that is full', () => {
  it('makes runs wait, longer each time, and tells; what attempts gave is kept, and written when there is room', async () => {
    const clock = createManualClock();
    const disk = breakable();
    const waiting = gate({ idempotent: false });
    const fixture = runFixture(
      { slow: { type: 'task', run: 'test.gate' }, after: { type: 'set', needs: ['slow'], value: '= steps.slow.output.attempt' } },
      { tasks: [waiting.task], clock, wrap: disk.wrap, template: { output: '= steps.after.output' } },
    );
    const run = fixture.start();
    await waiting.begun(1);
    const ended = fixture.runner.ended(run);
    disk.set('refuse');
    waiting.open();
    await settled();
    expect(fixture.events.at(-1)).toEqual({ type: 'runs.stalled', runs: 1, failure: FULL, againInMs: 1_000 });
    expect(fixture.port.lines.at(-1)).toMatchObject({ level: 'error', event: 'runs.stalled' });
    expect(fixture.statuses(run)).toEqual({ slow: 'running' });
    expect(fixture.runner.metrics()).toMatchObject({ stalled: 1, refused: 1 });
    await clock.advance(120_000);
    const waits = fixture.events.flatMap((event) => (event.type === 'runs.stalled' ? [event.againInMs] : []));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    disk.set('well');
    await clock.advance(30_000);
    expect(await ended).toEqual({ status: 'completed', answer: { run } });
    expect(fixture.attempts(run, 'slow')).toEqual(['1 completed']);
    expect(fixture.stored(run).output).toBe(1);
    expect(fixture.events.some(({ type }) => type === 'runs.revived')).toBe(true);
  });

  it('refuses starts and commands, which leave nothing behind', async () => {
    const clock = createManualClock();
    const disk = breakable();
    const waiting = gate();
    const fixture = runFixture({ slow: { type: 'task', run: 'test.gate' } }, { tasks: [waiting.task], clock, wrap: disk.wrap });
    const run = fixture.start();
    await waiting.begun(1);
    disk.set('refuse');
    expect(thrownRefusal(() => fixture.start()).kind).toBe('unwritable');
    expect(thrownRefusal(() => fixture.runner.cancel(run)).kind).toBe('unwritable');
    expect(fixture.stored(run).status).toBe('running');
    disk.set('well');
    await clock.advance(1_000);
    expect(fixture.attempts(run, 'slow')).toEqual(['1 running']);
    expect(waiting.aborted).toEqual([]);
    expect(fixture.store.read((reader) => reader.one<{ n: number }>('-- count\nSELECT count(*) AS n FROM run'))).toEqual({ n: 1 });
    fixture.runner.cancel(run);
    expect(fixture.stored(run).status).toBe('cancelled');
  });

  it('keeps what belongs to a completion together with it', async () => {
    const clock = createManualClock();
    const disk = breakable();
    const recording = defineTask({
      name: 'test.recording',
      title: 'Record',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent: false,
      run: (_input, context) => {
        disk.set('refuse');
        context.onCompletion((writer) => writer.record({ kind: 'test.recorded', subject: { run: context.run } }));
        return {};
      },
    });
    const fixture = runFixture({ only: { type: 'task', run: 'test.recording' } }, { tasks: [recording], clock, wrap: naming(disk.wrap) });
    const run = fixture.start();
    const ended = fixture.runner.ended(run);
    await settled();
    expect(fixture.runner.metrics().stalled).toBe(1);
    disk.set('well');
    await clock.advance(1_000);
    expect(await ended).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'only')).toEqual(['1 completed']);
    const count = "-- count\nSELECT count(*) AS n FROM audit_entry WHERE cast(data AS TEXT) LIKE '%test.recorded%'";
    expect(fixture.store.read((reader) => reader.one<{ n: number }>(count))).toEqual({ n: 1 });
  });
});

describe('a disk that is full for what a function itself writes', () => {
  it.each([
    [true, ['1 completed'], 2],
    [false, ['1 faulted'], 1],
  ])('is no fault of the function, which is set to work again if that may be (idempotent: %s)', async (idempotent, attempts, times) => {
    const clock = createManualClock();
    const disk = breakable();
    let calls = 0;
    const writing = defineTask({
      name: 'test.writing',
      title: 'Write a part',
      input: z.strictObject({}),
      output: z.strictObject({}),
      idempotent,
      run: (_input, context) => {
        calls++;
        if (calls === 1) disk.set('refuse');
        try {
          context.change((writer) => writer.record({ kind: 'test.part', subject: { run: context.run } }));
        } finally {
          disk.set('well');
        }
        return {};
      },
    });
    const fixture = runFixture({ only: { type: 'task', run: 'test.writing' } }, { tasks: [writing], clock, wrap: naming(disk.wrap) });
    const run = fixture.start();
    await settled();
    await clock.advance(1_000);
    expect(fixture.attempts(run, 'only')).toEqual(attempts);
    expect(calls).toBe(times);
  });
});

describe('a disk that refuses while the workspace is opened', () => {
  it.each(['refuse', 'blind'] as const)('leaves what was cut off alone, and goes on as soon as it may (%s)', async (mode) => {
    const before = gate({ idempotent: false });
    const crashed = runFixture({ only: { type: 'task', run: 'test.gate' } }, { tasks: [before.task] });
    const run = crashed.start();
    await before.begun(1);
    const clock = createManualClock();
    const disk = breakable();
    const after = gate({ idempotent: false });
    const fixture = afterCrash(crashed, { tasks: [after.task], clock, wrap: disk.wrap });
    disk.set(mode === 'blind' ? 'blind after one' : mode);
    fixture.runner.recover();
    await clock.advance(1_000);
    expect(after.steps()).toEqual([]);
    expect(fixture.attempts(run, 'only')).toEqual(['1 running']);
    disk.set('well');
    await clock.advance(10_000);
    expect(after.steps()).toEqual([]);
    expect(fixture.attempts(run, 'only')).toEqual(['1 interrupted']);
    expect(fixture.stored(run).status).toBe('faulted');
  });
});

describe('a commit that comes off although its caller sees an error', () => {
  it.each([true, false])('is found, and nothing is done twice (idempotent: %s)', async (idempotent) => {
    const disk = breakable();
    const bank = paying(idempotent);
    const fixture = runFixture(
      { pay: { type: 'task', run: 'test.pay' }, again: { type: 'task', run: 'test.pay', needs: ['pay'] } },
      { tasks: [bank.task], wrap: disk.wrap },
    );
    disk.set('lie');
    const run = fixture.start({ amount: 1 }, { key: 'k' });
    expect(fixture.start({ amount: 1 }, { key: 'k' })).toBe(run);
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(bank.payments).toEqual([`${run}/pay`, `${run}/again`]);
    expect(fixture.attempts(run, 'again')).toEqual(['1 completed']);
  });

  it('is found later where the disk cannot even be read', async () => {
    const clock = createManualClock();
    const disk = breakable();
    const bank = paying(false);
    const blinding = (store: Store): Store => ({
      ...disk.wrap(store),
      change: (actor, work) => {
        const outcome = disk.wrap(store).change(actor, work);
        if (bank.payments.length === 0) return outcome;
        disk.set('blind');
        throw new Refusal(FULL);
      },
    });
    const fixture = runFixture(
      { pay: { type: 'task', run: 'test.pay' }, again: { type: 'task', run: 'test.pay', needs: ['pay'] } },
      { tasks: [bank.task], wrap: (store) => blinding(store), clock },
    );
    const run = fixture.start();
    const ended = fixture.runner.ended(run);
    await settled();
    // The completion of the first step stands in the file, and nobody here knows.
    expect(fixture.statuses(run)).toEqual({ pay: 'completed', again: 'running' });
    expect(bank.payments).toHaveLength(1);
    await clock.advance(1_000);
    expect(bank.payments).toHaveLength(1);
    disk.set('well');
    await clock.advance(2_000);
    expect(bank.payments).toHaveLength(2);
    disk.set('well');
    await clock.advance(30_000);
    disk.set('well');
    await clock.advance(60_000);
    expect(await ended).toMatchObject({ status: 'completed' });
    expect(bank.payments).toEqual([`${run}/pay`, `${run}/again`]);
  });
});

describe('group commit', () => {
  it('takes in starts, too, where nobody has to know of each at once', async () => {
    const disk = breakable();
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.echo', with: { value: 1 } } },
      { wrap: disk.wrap, clock: createManualClock() },
    );
    const before = disk.changes();
    const starts = Array.from({ length: 50 }, (_, amount) => fixture.runner.startSoon('test', { amount }));
    const wrong = fixture.runner.startSoon('test', { amonut: 1 });
    await expect(wrong).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    const runs = await Promise.all(starts);
    expect(disk.changes() - before).toBe(1);
    expect(runs.map((run) => (fixture.stored(run).input as { amount: number }).amount)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    await Promise.all(runs.map((run) => fixture.runner.ended(run)));
    const [one, two] = await Promise.all([1, 1].map((amount) => fixture.runner.startSoon('test', { amount }, { key: 'k' })));
    expect(two).toBe(one);
    disk.set('refuse');
    await expect(fixture.runner.startSoon('test', { amount: 1 })).rejects.toMatchObject({ failure: FULL });
    disk.set('well');
  });

  it('writes what one turn brings in all runs as one transaction', async () => {
    const disk = breakable();
    const fixture = runFixture(
      {
        first: { type: 'task', run: 'test.echo', with: { value: 1 } },
        second: { type: 'task', run: 'test.echo', needs: ['first'], with: { value: 2 } },
      },
      { wrap: disk.wrap, clock: createManualClock() },
    );
    const runs = Array.from({ length: 100 }, () => fixture.start());
    const before = disk.changes();
    await Promise.all(runs.map((run) => fixture.runner.ended(run)));
    expect(disk.changes() - before).toBe(2);
    const { commitMoves, moves } = fixture.runner.metrics();
    expect(moves).toBe(300);
    expect(commitMoves.counts.at(commitMoves.bounds.indexOf(128))).toBe(2);
  });
});
