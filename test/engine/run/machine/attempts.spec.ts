/** Retry, timeouts, interruptions, suspension and undoing, by example. */
import { afterEach, describe, expect, it } from 'vitest';
import { callAt, nextDue } from '../../../../src/engine/run/machine/index.ts';
import type { RunRecord } from '../../../../src/engine/run/run-state.ts';
import type { RetryRule } from '../../../../src/engine/template/template-graph.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';
import { anyTask, block, graph, map, parallel, set, signal, work } from './build.ts';
import { busy, Drive, no } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const letters = (run: Drive): readonly RunRecord[] => run.records.filter((record) => record.type === 'end' && record.letter === true);

describe('retry', () => {
  const retrying = (rule: Partial<RetryRule> = {}) => work({ retry: { maximumAttempts: 4, initialMs: 1_000, ...rule } });

  it('waits longer each time, up to a limit, and gives up after the last attempt', () => {
    const run = new Drive(graph({ a: retrying({ coefficient: 3, maximumMs: 5_000 }) })).start();
    for (const waitMs of [1_000, 3_000, 5_000]) {
      run.fault('a', busy);
      expect([run.status, run.pass(waitMs - 1)]).toEqual(['waiting', []]);
      expect(run.pass(1)).toHaveLength(1);
    }
    expect(run.attempt('a')).toBe(4);
    run.fault('a', busy);
    expect(run.status).toBe('faulted');
  });

  it('scatters its waits as it is told', () => {
    for (const [jitter, random, waitMs] of [
      ['full', 0.25, 250],
      ['equal', 0.25, 625],
      ['none', 0.25, 1_000],
    ] as const) {
      const run = new Drive(graph({ a: retrying({ jitter }) })).start();
      run.random = random;
      run.fault('a', busy);
      expect(Date.parse(nextDue(run.state) ?? '') - run.nowMs).toBe(waitMs);
    }
  });

  it('is of no use for failures that repetition cannot mend, or that the template names', () => {
    for (const [failure, nonRetryable] of [
      [no, []],
      [busy, ['busy']],
      [{ ...busy, error: 'full' }, ['full']],
      [busy, ['*']],
    ] as const) {
      const run = new Drive(graph({ a: retrying({ nonRetryable: new Set(nonRetryable) }) })).start();
      run.fault('a', failure);
      expect(run.status).toBe('faulted');
    }
  });

  it('that is used up may wait for a person, whose word counts as a new start', () => {
    const run = new Drive(graph({ a: retrying({ maximumAttempts: 2, initialMs: 0, exhausted: 'suspend' }) })).start();
    run.fault('a', busy);
    run.fault('a', busy);
    expect([run.status, run.state.root.steps[0]?.wait]).toEqual(['waiting', { for: 'person' }]);
    run.send({ type: 'retry', step: 'a' });
    expect(run.attempt('a')).toBe(3);
    run.fault('a', busy);
    run.complete('a', 1);
    expect(run.status).toBe('completed');
  });

  it('that is used up may leave a dead letter, and the run goes on', () => {
    const run = new Drive(graph({ a: retrying({ maximumAttempts: 1, exhausted: 'deadLetter' }), b: [set(2), { needs: ['a'] }] })).start();
    run.fault('a', busy);
    expect([run.status, run.statusOf('a'), run.outputOf('b'), letters(run).length]).toEqual(['completed', 'faulted', 2, 1]);
  });

  it('can be brought forward by a person, but not conjured up', () => {
    const run = new Drive(graph({ a: retrying(), b: work() })).start();
    run.fault('a', busy);
    run.send({ type: 'retry', step: 'a' });
    expect(run.attempt('a')).toBe(2);
    for (const step of ['b', 'gone']) expect(thrownRefusal(() => run.send({ type: 'retry', step })).kind).toBe('conflict');
  });

  it('that is due while all places are taken waits for its turn', () => {
    const run = new Drive(graph({ a: retrying(), b: [work(), { needs: ['c'] }], c: set(1) }, { maxConcurrency: 1 })).start();
    run.fault('a', busy);
    run.pass(1_000);
    expect([run.open, run.statusOf('a')]).toEqual([['b'], 'ready']);
    run.complete('b');
    expect(run.open).toEqual(['a']);
  });
});

describe('timeouts', () => {
  const timed = (timeouts: object, rule: Partial<RetryRule> = {}) =>
    graph({ a: [work({ retry: { maximumAttempts: 2, initialMs: 1_000, ...rule } }), { timeouts }] }, { maxConcurrency: 1 });

  it('of an attempt fault that, and it may be made again', () => {
    const run = new Drive(timed({ startToCloseMs: 500 })).start();
    run.pass(499);
    expect(run.open).toEqual(['a']);
    run.pass(1);
    expect(run.records.at(-2)).toMatchObject({
      type: 'attempt-end',
      status: 'faulted',
      failure: { kind: 'timeout', error: 'startToClose' },
    });
    run.pass(1_000);
    expect(run.attempt('a')).toBe(2);
    run.pass(500);
    expect(run.status).toBe('faulted');
  });

  it('of silence fault the attempt', () => {
    const run = new Drive(timed({ heartbeatMs: 100 })).start();
    expect(nextDue(run.state)).toBeUndefined();
    run.send({ type: 'silent', step: 'a', number: 1 });
    expect(run.records.at(-2)).toMatchObject({ failure: { kind: 'timeout', error: 'heartbeat' } });
  });

  it('over all attempts and waits fault the step', () => {
    const run = new Drive(timed({ scheduleToCloseMs: 800 }, { exhausted: 'suspend' })).start();
    run.fault('a', busy);
    run.pass(800);
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { kind: 'timeout', error: 'scheduleToClose' } });
  });

  it('to the first attempt fault a step that does not get its turn', () => {
    const steps = { a: work(), b: [work(), { timeouts: { scheduleToStartMs: 500 }, tolerate: true }] } as const;
    const run = new Drive(graph(steps, { maxConcurrency: 1 })).start();
    run.pass(500);
    expect(run.statusOf('b')).toBe('faulted');
    const begun = new Drive(graph(steps)).start();
    begun.pass(500);
    expect(begun.statusOf('b')).toBe('running');
  });

  it('do not run while a step waits for a person', () => {
    const run = new Drive(timed({ scheduleToCloseMs: 800 }, { maximumAttempts: 1, exhausted: 'suspend' })).start();
    run.fault('a', busy);
    expect(nextDue(run.state)).toBeUndefined();
    run.nowMs += 5_000;
    run.send({ type: 'retry', step: 'a' });
    expect(Date.parse(nextDue(run.state) ?? '') - run.nowMs).toBe(800);
  });

  it('of steps with blocks end what is open in them', () => {
    const run = new Drive(
      graph({ both: [parallel({ x: block({ a: work(), s: signal() }) }), { timeouts: { startToCloseMs: 500 }, tolerate: true }] }),
    ).start();
    run.pass(500);
    expect([run.status, run.statusOf('both'), run.statusOf('both/x/a'), run.statusOf('both/x/s')]).toEqual([
      'completed',
      'faulted',
      'cancelled',
      'cancelled',
    ]);
  });

  it('that end together count once: a step that another timer has ended is over', () => {
    const inner = block({ s: [signal(), { timeouts: { scheduleToCloseMs: 500 } }], w: { type: 'wait', until: () => ({ ms: 500 }) } });
    const run = new Drive(graph({ both: [parallel({ x: inner }), { timeouts: { scheduleToCloseMs: 500 }, tolerate: true }] })).start();
    run.pass(500);
    expect([run.status, run.statusOf('both'), run.statusOf('both/x/s')]).toEqual(['completed', 'faulted', 'cancelled']);
  });

  it('of waits fault them', () => {
    const run = new Drive(graph({ s: [signal(), { timeouts: { scheduleToCloseMs: 500 } }] })).start();
    run.pass(500);
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { error: 'scheduleToClose' } });
  });

  it('of the run end it', () => {
    const run = new Drive(graph({ a: work(), b: [work(), { needs: ['a'] }] }, { runTimeoutMs: 1_000 })).start();
    run.pass(999);
    expect(run.status).toBe('running');
    run.pass(1);
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { kind: 'timeout', error: 'run' } });
  });

  it('leave a dead letter where the step says so', () => {
    const run = new Drive(timed({ scheduleToCloseMs: 800 }, { exhausted: 'deadLetter' })).start();
    run.pass(800);
    expect([run.status, letters(run).length]).toEqual(['completed', 1]);
  });
});

describe('a program that ends', () => {
  it('by itself cuts off what is under way, which begins again when it comes back', () => {
    const run = new Drive(graph({ a: work(), b: [work(), { needs: ['a'] }] })).start();
    run.send({ type: 'closed' });
    expect([run.open, run.statusOf('a')]).toEqual([[], 'ready']);
    run.crash();
    expect(run.attempt('a')).toBe(2);
    run.complete('a');
    expect(run.open).toEqual(['b']);
  });

  it('under a step brings it down for good after so many times', () => {
    const run = new Drive(graph({ a: work() })).start();
    for (let times = 1; times <= 3; times++) run.crash();
    expect(run.attempt('a')).toBe(4);
    run.crash();
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { kind: 'interrupted' } });
  });

  it('under a step that must not be done twice faults it, and what follows is decided when it is back', () => {
    const once = work({ task: anyTask('test.once', false) });
    const run = new Drive(graph({ a: [once, { tolerate: true }], b: [work(), { needs: ['a'] }] })).start();
    run.send({ type: 'closed' });
    expect([run.statusOf('a'), run.statusOf('b')]).toEqual(['faulted', 'pending']);
    run.crash();
    expect(run.open).toEqual(['b']);
    const crashed = new Drive(graph({ a: once })).start();
    crashed.crash();
    expect(crashed.records.at(-1)).toMatchObject({ status: 'faulted', failure: { kind: 'interrupted' } });
  });

  it('under a step that must not be done twice may leave it to a person', () => {
    const run = new Drive(graph({ a: work({ task: anyTask('test.once', false), retry: { exhausted: 'suspend' } }) })).start();
    run.crash();
    expect(run.records.slice(-2)).toMatchObject([
      { type: 'attempt-end', status: 'interrupted', failure: { kind: 'interrupted' } },
      { type: 'waiting', wait: { for: 'person' } },
    ]);
    run.send({ type: 'retry', step: 'a' });
    run.complete('a');
    expect(run.status).toBe('completed');
  });

  it('does not use up attempts', () => {
    const run = new Drive(graph({ a: work({ retry: { maximumAttempts: 2, initialMs: 0 } }) })).start();
    run.crash();
    run.crash();
    run.fault('a', busy);
    expect(run.attempt('a')).toBe(4);
    run.fault('a', busy);
    expect(run.status).toBe('faulted');
  });
});

describe('a run that is suspended', () => {
  it('lets what is under way come to its end, and begins nothing until it is resumed', () => {
    const run = new Drive(graph({ a: work(), b: [work(), { needs: ['a'] }], c: work() })).start();
    run.send({ type: 'suspend', reason: 'lunch' });
    run.complete('a');
    expect([run.status, run.open]).toEqual(['suspended', ['c']]);
    run.crash();
    expect([run.status, run.open]).toEqual(['suspended', []]);
    run.send({ type: 'resume' });
    expect(run.open).toEqual(['c', 'b']);
  });

  it('does not lose the time for its timeouts; waits that are over are over', () => {
    const steps = { s: [signal(), { timeouts: { scheduleToCloseMs: 1_000 } }], w: { type: 'wait', until: () => ({ ms: 500 }) } } as const;
    const run = new Drive(graph(steps, { runTimeoutMs: 2_000 })).start();
    run.pass(100);
    run.send({ type: 'suspend', reason: 'night' });
    expect(nextDue(run.state)).toBeUndefined();
    expect(run.pass(60_000)).toEqual([]);
    run.send({ type: 'resume' });
    expect(run.statusOf('w')).toBe('completed');
    expect(Date.parse(nextDue(run.state) ?? '') - run.nowMs).toBe(900);
  });

  it('holds attempts that are under way to their time', () => {
    const run = new Drive(graph({ a: [work(), { timeouts: { startToCloseMs: 500 } }] })).start();
    run.send({ type: 'suspend', reason: 'a moment' });
    run.nowMs += 100;
    run.send({ type: 'resume' });
    expect(Date.parse(nextDue(run.state) ?? '') - run.nowMs).toBe(400);
    run.send({ type: 'suspend', reason: 'lunch' });
    run.pass(400);
    expect([run.status, run.statusOf('a')]).toEqual(['suspended', 'faulted']);
    run.send({ type: 'resume' });
    expect(run.status).toBe('faulted');
  });

  it('can be cancelled, and neither suspended nor resumed twice', () => {
    const run = new Drive(graph({ a: work() })).start();
    expect(thrownRefusal(() => run.send({ type: 'resume' })).kind).toBe('conflict');
    run.send({ type: 'suspend', reason: 'lunch' });
    expect(thrownRefusal(() => run.send({ type: 'suspend', reason: 'more' })).kind).toBe('conflict');
    run.send({ type: 'cancel' });
    expect([run.status, run.statusOf('a')]).toEqual(['cancelled', 'cancelled']);
    expect(thrownRefusal(() => run.send({ type: 'cancel' })).kind).toBe('conflict');
  });
});

describe('undoing', () => {
  it('takes back what has completed, the last first, with what it gave', () => {
    const undo = ({ output }: { output(step: string): unknown }) => ({ took: String(output('a')) });
    const run = new Drive(graph({ a: work({ undo }), b: [work({ undo: true }), { needs: ['a'] }], c: [work(), { needs: ['b'] }] })).start();
    run.complete('a', 'A');
    run.complete('b');
    run.fault('c');
    expect([run.status, run.open]).toEqual(['running', ['b~undo']]);
    expect(callAt(run.state, 'b~undo')).toMatchObject({ undo: true, idempotencyKey: 'run/b~undo', call: { task: { name: 'test.undo' } } });
    run.complete('b~undo');
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'a~undo', number: 1, input: { took: 'A' } });
    run.crash();
    run.complete('a~undo');
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: no });
  });

  it('follows a cancellation, also of items that are long over', () => {
    const item = block({ do: work({ undo: ({ index = 0 }) => ({ index }) }) });
    const run = new Drive(graph({ all: map(['x', 'y'], item), hold: [work(), { needs: ['all'] }] })).start();
    run.complete('all/2/do');
    run.complete('all/1/do');
    run.send({ type: 'cancel' });
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'all/1/do~undo', number: 1, input: { index: 1 } });
    expect(thrownRefusal(() => run.send({ type: 'cancel' })).kind).toBe('conflict');
    run.complete('all/1/do~undo');
    run.complete('all/2/do~undo');
    expect(run.status).toBe('cancelled');
  });

  it('that fails is told, and the rest is undone all the same', () => {
    const run = new Drive(
      graph({ a: work({ undo: true }), b: [work({ undo: true }), { needs: ['a'] }], c: [work(), { needs: ['b'] }] }),
    ).start();
    run.complete('a');
    run.complete('b');
    run.send({ type: 'cancel' });
    run.fault('b~undo');
    expect(run.open).toEqual(['a~undo']);
    run.complete('a~undo');
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: no });
  });

  it('that waits for a person can be tried again, or given up', () => {
    const stubborn = work({ undo: true, retry: { exhausted: 'suspend' } });
    const run = new Drive(graph({ a: stubborn, b: work() })).start();
    run.complete('a');
    run.send({ type: 'cancel' });
    run.fault('a~undo');
    expect(run.status).toBe('waiting');
    run.send({ type: 'retry', step: 'a~undo' });
    run.fault('a~undo');
    run.send({ type: 'cancel' });
    expect(run.status).toBe('faulted');
  });

  it('begins when the run is gone on with, where it was cancelled by a process that does not', () => {
    const run = new Drive(graph({ a: work({ undo: true }), b: work() })).start();
    run.complete('a');
    run.send({ type: 'cancel' }, { dormant: true });
    expect([run.open, run.statusOf('b')]).toEqual([[], 'cancelled']);
    run.crash();
    expect(run.open).toEqual(['a~undo']);
  });

  it('is not for a run that completes', () => {
    const run = new Drive(graph({ a: work({ undo: true }) })).start();
    run.complete('a');
    expect(run.status).toBe('completed');
  });
});
