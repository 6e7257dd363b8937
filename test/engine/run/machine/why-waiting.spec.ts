/** Why steps wait, in words. */
import { afterEach, describe, expect, it } from 'vitest';
import { whyWaiting } from '../../../../src/engine/run/machine/index.ts';
import type { StepAction } from '../../../../src/engine/template/template-graph.ts';
import { anyTask, block, graph, loop, map, parallel, set, signal, work } from './build.ts';
import { busy, Drive } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const why = (run: Drive, step: string): string | undefined => whyWaiting(run.state, step);

describe('a step says that it waits', () => {
  it('for other steps', () => {
    const run = new Drive(
      graph({ a: work(), b: signal(), c: [work(), { needs: ['a', 'b'] }], d: [work(), { needs: ['a', 'b'], join: 1 }] }),
    ).start();
    expect(why(run, 'c')).toBe('It waits for "a", "b".');
    expect(why(run, 'd')).toBe('It waits until 1 of the steps that it needs has completed; open are "a", "b".');
    expect(why(run, 'a')).toBe('Attempt 1 has been under way since 2030-01-01T00:00:00.000Z.');
    expect(why(run, 'b')).toBe('It waits for the signal "go".');
    run.complete('a');
    expect([why(run, 'a'), why(run, 'gone')]).toEqual([undefined, undefined]);
  });

  it('for its turn, or its function', () => {
    const run = new Drive(graph({ a: work(), b: work({ task: anyTask('test.held') }) }, { maxConcurrency: 1 }));
    run.admits = (task) => task !== 'test.held';
    run.start();
    expect(why(run, 'b')).toBe('It waits for its turn: the run works on one step at a time.');
    run.complete('a');
    expect(why(run, 'b')).toBe(
      'It is held back: task function "test.held" has reached its limit, or has faulted too often to be tried now.',
    );
  });

  it('for another attempt, a person, a time or a child', () => {
    const child: StepAction = { type: 'workflow', template: 'other', arguments: () => ({}) };
    const run = new Drive(
      graph({
        a: work({ retry: { maximumAttempts: 2 } }),
        b: work({ retry: { exhausted: 'suspend' } }),
        c: { type: 'wait', until: () => ({ ms: 1_000 }) },
        d: child,
      }),
    ).start();
    run.fault('a', busy);
    run.fault('b', busy);
    expect(why(run, 'a')).toBe('It is tried again at 2030-01-01T00:00:01.000Z, for attempt 2; the last one failed: busy');
    expect(why(run, 'b')).toBe(
      'It is not tried again by itself; it waits for a person to have it tried again. The last attempt failed: busy',
    );
    expect(why(run, 'c')).toBe('It waits until 2030-01-01T00:00:01.000Z.');
    expect(why(run, 'd')).toBe('It waits for run child-1.');
  });

  it('for a decision', () => {
    const approval = (selfApproval: boolean, dueMs?: number): StepAction => ({
      type: 'approval',
      roles: ['reviewer', 'owner'],
      selfApproval,
      overdue: 'wait',
      rejected: 'fail',
      question: () => null,
      check: () => [],
      ...(dueMs !== undefined && { dueMs }),
    });
    const run = new Drive(graph({ a: approval(true), b: approval(false, 1_000) })).start();
    expect(why(run, 'a')).toBe('It waits for the decision of somebody who is "reviewer" or "owner".');
    expect(why(run, 'b')).toBe(
      'It waits for the decision of somebody who is "reviewer" or "owner" and not ann, until 2030-01-01T00:00:01.000Z.',
    );
    run.pass(1_000);
    expect(why(run, 'b')).toBe(
      'It waits for the decision of somebody who is "reviewer" or "owner" and not ann. It was due at 2030-01-01T00:00:01.000Z.',
    );
  });

  it('for what it is made of', () => {
    const inner = block({ do: work() });
    const run = new Drive(
      graph({
        p: parallel({ x: block({ u: work() }), y: block({ v: work() }) }),
        m: map([1, 2, 3], inner),
        l: loop(() => true, block({ w: set(1), x: [signal(), { needs: ['w'] }] })),
      }),
    ).start();
    run.complete('m/1/do');
    run.complete('p/x/u');
    expect(why(run, 'p')).toBe('It waits for branch "y".');
    expect(why(run, 'm')).toBe('1 of 3 items are done, 2 are under way.');
    expect(why(run, 'l')).toBe('Round 1 is under way.');
  });

  it('because the run is suspended, or takes back what came later', () => {
    const run = new Drive(
      graph({ a: work({ undo: true }), b: [work({ undo: true }), { needs: ['a'] }], c: [work(), { needs: ['b'] }] }),
    ).start();
    run.send({ type: 'suspend', reason: 'Lunch.' });
    expect(why(run, 'b')).toBe('The run is suspended: Lunch.');
    run.send({ type: 'resume' });
    run.complete('a');
    run.complete('b');
    run.send({ type: 'cancel' });
    expect(why(run, 'a~undo')).toBe('What completed after "a" is undone first.');
    expect(why(run, 'b~undo')).toBe('Attempt 1 has been under way since 2030-01-01T00:00:00.000Z.');
  });
});
