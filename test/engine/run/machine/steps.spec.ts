/** What each type of step does, by example. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/engine/model/json.ts';
import { refuse } from '../../../../src/engine/model/problem.ts';
import { callAt, nextDue, openChildren } from '../../../../src/engine/run/machine/index.ts';
import { whyWaiting } from '../../../../src/engine/run/machine/why-waiting.ts';
import type { StepAction } from '../../../../src/engine/template/template-graph.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';
import { anyTask, block, choice, graph, map, set, signal, work } from './build.ts';
import { busy, Drive, no, START } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const refusing = (): never => refuse('invalid', 'cannot be worked out');

describe('a task', () => {
  it('gives what its attempt gave to those that need it', () => {
    const run = new Drive(
      graph({ a: work(), b: [work({ with: ({ output }) => ({ got: output('a') ?? null }) }), { needs: ['a'] }] }),
    ).start();
    expect(run.open).toEqual(['a']);
    expect(run.complete('a', 7)).toEqual([
      { type: 'attempt-end', step: 'a', number: 1, status: 'completed', output: 7 },
      { type: 'end', step: 'a', status: 'completed' },
      { type: 'attempt', step: 'b', number: 1, input: { got: 7 } },
    ]);
    expect(run.complete('b', 8).at(-1)).toEqual({ type: 'run-end', status: 'completed', output: { a: 7, b: 8 } });
  });

  it('whose arguments cannot be worked out faults without being called', () => {
    const run = new Drive(graph({ a: work({ with: refusing }) })).start();
    expect(run.records.slice(1)).toEqual([
      { type: 'attempt', step: 'a', number: 1, input: null },
      { type: 'attempt-end', step: 'a', number: 1, status: 'faulted', failure: { kind: 'invalid', message: 'cannot be worked out' } },
      { type: 'end', step: 'a', status: 'faulted' },
      { type: 'run-end', status: 'faulted', failure: { kind: 'invalid', message: 'cannot be worked out' } },
    ]);
  });

  it('that faults ends the run: what is under way is cancelled, what has not begun is skipped', () => {
    const run = new Drive(graph({ a: work(), b: work(), c: [work(), { needs: ['b'] }], held: work() }, { maxConcurrency: 2 })).start();
    run.fault('a');
    expect(run.status).toBe('faulted');
    expect(['a', 'b', 'c', 'held'].map((name) => run.statusOf(name))).toEqual(['faulted', 'cancelled', 'skipped', 'skipped']);
  });

  it('whose attempt is over is not listened to', () => {
    const run = new Drive(graph({ a: work({ retry: { maximumAttempts: 2, initialMs: 0 } }), b: work() })).start();
    run.fault('a', busy);
    expect(run.attempt('a')).toBe(2);
    const late = run.moves.length;
    for (const event of [
      { type: 'completed', step: 'a', number: 1, output: 1 },
      { type: 'faulted', step: 'a', number: 1, failure: no },
      { type: 'checkpoint', step: 'a', number: 1, data: 1 },
      { type: 'silent', step: 'a', number: 1 },
    ] as const) {
      expect(run.outcome(event)).toEqual({ records: [], late: true });
    }
    expect(run.moves).toHaveLength(late);
  });

  it('keeps its newest checkpoint, its input and its key for later attempts', () => {
    const keyed = work({ key: () => 'order-1', retry: { maximumAttempts: 2, initialMs: 0 }, with: ({ input }) => ({ input }) });
    const run = new Drive(graph({ a: keyed, b: work() }), 'in').start();
    expect(callAt(run.state, 'a')).toMatchObject({ idempotencyKey: 'order-1', undo: false });
    expect(callAt(run.state, 'b').idempotencyKey).toBe('run/b');
    run.send({ type: 'checkpoint', step: 'a', number: 1, data: 1 });
    run.send({ type: 'checkpoint', step: 'a', number: 1, data: 2 });
    run.fault('a', busy);
    expect(callAt(run.state, 'a')).toMatchObject({ idempotencyKey: 'order-1', checkpoint: 2 });
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'a', number: 2, input: { input: 'in' } });
  });

  it('waits for a place, and for its function to be admitted', () => {
    const run = new Drive(graph({ a: work(), b: work(), c: work({ task: anyTask('test.held') }) }, { maxConcurrency: 2 }));
    run.admits = (task) => task !== 'test.held';
    run.start();
    expect(run.open).toEqual(['a', 'b']);
    expect(run.records.at(-1)).toEqual({ type: 'ready', step: 'c' });
    run.complete('a');
    expect(run.open).toEqual(['b']);
    run.admits = () => true;
    expect(run.send({ type: 'tick' })).toEqual([{ type: 'attempt', step: 'c', number: 1, input: {} }]);
  });
});

describe('a function that is held back', () => {
  it('is asked about once in a move, however many steps call it', () => {
    const held = work({ task: anyTask('test.held') });
    const run = new Drive(graph({ a: held, b: held, c: held, d: work() }));
    const asked: string[] = [];
    run.admits = (task) => asked.push(task) > 0 && task !== 'test.held';
    run.start();
    expect([asked, run.open]).toEqual([['test.held', 'test.work'], ['d']]);
  });
});

describe('edges', () => {
  it('of choices begin what was chosen and skip the rest, and what needs that', () => {
    const run = new Drive(
      graph({
        pick: choice(['left']),
        left: [set(1), { chosenBy: ['pick'] }],
        right: [set(2), { chosenBy: ['pick'] }],
        after: [set(3), { needs: ['right'] }],
        both: [set(4), { needs: ['left', 'after'], join: 1 }],
        named: [set(5), { needs: ['pick'], chosenBy: ['pick'] }],
      }),
    ).start();
    expect(['left', 'right', 'after', 'both', 'named'].map((name) => run.statusOf(name))).toEqual([
      'completed',
      'skipped',
      'skipped',
      'completed',
      'skipped',
    ]);
  });

  it('of a join for some begin the step as soon as so many are completed', () => {
    const run = new Drive(graph({ a: work(), b: work(), c: work(), d: [work(), { needs: ['a', 'b', 'c'], join: 2 }] })).start();
    run.complete('c');
    expect(run.open).toEqual(['a', 'b']);
    run.complete('a');
    expect(run.open).toEqual(['b', 'd']);
  });

  it('of a join for some skip the step once no longer so many can complete', () => {
    const steps = { pick: choice([]), a: [work(), { chosenBy: ['pick'] }], b: [work(), { chosenBy: ['pick'] }], c: work() } as const;
    const run = new Drive(graph({ ...steps, d: [work(), { needs: ['a', 'b', 'c'], join: 2 }] })).start();
    expect(run.statusOf('d')).toBe('skipped');
  });

  it('lead to the steps that catch a fault, and away from those that need the step', () => {
    const catches = [
      { errors: new Set(['busy']), then: ['mend'] },
      { errors: new Set(['*']), then: ['other'] },
    ];
    const run = new Drive(
      graph({
        a: [work(), { catches }],
        mend: [work({ with: ({ error }) => ({ said: error('a')?.message ?? null }) }), { chosenBy: ['a'] }],
        other: [work(), { chosenBy: ['a'] }],
        then: [work(), { needs: ['a'] }],
      }),
    ).start();
    run.fault('a', busy);
    expect([run.statusOf('a'), run.statusOf('other'), run.statusOf('then')]).toEqual(['faulted', 'skipped', 'skipped']);
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'mend', number: 1, input: { said: 'busy' } });
    run.complete('mend');
    expect(run.status).toBe('completed');
  });

  it('of a catch are dead where nothing faulted', () => {
    const catches = [{ errors: new Set(['*']), then: ['mend'] }];
    const run = new Drive(graph({ a: [work(), { catches }], mend: [work(), { chosenBy: ['a'] }] })).start();
    run.complete('a');
    expect([run.status, run.statusOf('mend')]).toEqual(['completed', 'skipped']);
  });

  it('go on after a fault that is tolerated', () => {
    const said = set(({ output, error }) => [output('a') ?? null, error('a')?.message ?? null]);
    const run = new Drive(graph({ a: [work(), { tolerate: true }], b: [said, { needs: ['a'] }] })).start();
    run.fault('a');
    expect([run.status, run.statusOf('a'), run.outputOf('b')]).toEqual(['completed', 'faulted', [null, 'no']]);
  });
});

describe('fail and succeed', () => {
  it('fail ends the run with its own name and message', () => {
    const action: StepAction = { type: 'fail', error: 'tooOld', message: () => 'it is too old' };
    const run = new Drive(graph({ a: action, b: work() })).start();
    expect(run.records.at(-1)).toEqual({
      type: 'run-end',
      status: 'faulted',
      failure: { kind: 'invalid', message: 'it is too old', error: 'tooOld' },
    });
  });

  it('fail is known by its name also where its message cannot be worked out', () => {
    const action: StepAction = { type: 'fail', error: 'tooOld', message: () => refuse('invalid', 'it has no value') };
    const run = new Drive(
      graph({ a: [action, { catches: [{ errors: new Set(['tooOld']), then: ['b'] }] }], b: [set(1), { chosenBy: ['a'] }] }),
    );
    expect(run.start().status).toBe('completed');
    expect(run.outputOf('b')).toBe(1);
  });

  it('succeed ends the run with its output: steps under way are cancelled, the others skipped', () => {
    const run = new Drive(
      graph({
        a: work(),
        b: work(),
        done: [{ type: 'succeed', output: ({ output }) => output('a') ?? null }, { needs: ['a'] }],
        c: [work(), { needs: ['b'] }],
      }),
    ).start();
    run.complete('a', 5);
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'completed', output: 5 });
    expect([run.statusOf('b'), run.statusOf('c')]).toEqual(['cancelled', 'skipped']);
  });

  it('an output that cannot be worked out faults the step', () => {
    const run = new Drive(graph({ a: set(refusing) })).start();
    expect([run.status, run.statusOf('a')]).toEqual(['faulted', 'faulted']);
  });
});

describe('a wait', () => {
  it('is over when its time has come, and not before', () => {
    const run = new Drive(graph({ a: { type: 'wait', until: () => ({ ms: 60_000 }) } })).start();
    expect([run.status, nextDue(run.state)]).toEqual(['waiting', '2030-01-01T00:01:00.000Z']);
    expect(run.pass(59_999)).toEqual([]);
    run.pass(1);
    expect([run.status, run.outputOf('a')]).toEqual(['completed', { at: '2030-01-01T00:01:00.000Z' }]);
  });

  it('until a time takes any offset; a time that has passed is no wait', () => {
    const until = (at: string): StepAction => ({ type: 'wait', until: () => ({ at }) });
    const run = new Drive(graph({ a: until('2030-01-01T02:00:00+01:00'), b: until('2020-01-01T00:00:00Z') })).start();
    expect([run.statusOf('b'), nextDue(run.state)]).toEqual(['completed', '2030-01-01T01:00:00.000Z']);
  });

  it('survives a program that was not there when its time came', () => {
    const run = new Drive(graph({ a: { type: 'wait', until: () => ({ ms: 1_000 }) } })).start();
    run.nowMs = START + 5_000;
    run.crash();
    expect(run.status).toBe('completed');
  });
});

describe('a signal', () => {
  const go = (id: string, data: string, key?: string) => ({ type: 'signal', id, signal: 'go', data, ...(key && { key }) }) as const;

  it('is taken by the step that waits for it', () => {
    const run = new Drive(graph({ a: signal() })).start();
    expect(run.status).toBe('waiting');
    run.send(go('1', 'x'));
    expect([run.status, run.outputOf('a')]).toEqual(['completed', 'x']);
  });

  it('is kept for a step that comes later, the oldest first, and each id is taken once', () => {
    const run = new Drive(
      graph({ hold: work(), a: [signal(), { needs: ['hold'] }], b: [signal(), { needs: ['a'] }], c: [signal(), { needs: ['b'] }] }),
    ).start();
    run.send(go('1', 'x'));
    expect(run.send(go('1', 'again'))).toEqual([]);
    run.send(go('2', 'y'));
    run.complete('hold');
    expect([run.outputOf('a'), run.outputOf('b'), run.statusOf('c')]).toEqual(['x', 'y', 'waiting']);
    expect(run.send(go('2', 'once more'))).toEqual([]);
  });

  it('goes by its key, and to the step that has waited longest', () => {
    const keyed = signal('go', ({ input }) => String(input));
    const run = new Drive(graph({ a: keyed, b: keyed }), 'k').start();
    run.send(go('1', 'x', 'other'));
    expect([run.statusOf('a'), run.statusOf('b')]).toEqual(['waiting', 'waiting']);
    run.send(go('2', 'y', 'k'));
    expect([run.outputOf('a'), run.statusOf('b')]).toEqual(['y', 'waiting']);
  });

  it('that no step can take is refused, and leaves no trace', () => {
    const run = new Drive(graph({ a: signal() })).start();
    for (const event of [go('1', 'bad'), go('1', 'x', 'k'), { ...go('1', 'x'), signal: 'gone' }]) {
      expect(thrownRefusal(() => run.send(event)).kind).toBe('invalid');
    }
    run.send(go('1', 'x'));
    expect(run.status).toBe('completed');
  });

  const anything = (more: object = {}): StepAction => ({ type: 'signal', signal: 'go', check: () => [], ...more });

  it('that those cannot read that wait for it is refused, whatever a later step takes, and they go on waiting', () => {
    const run = new Drive(graph({ a: signal(), b: [anything(), { needs: ['a'] }] })).start();
    const { kind, message, problems } = thrownRefusal(() => run.send(go('1', 'bad')));
    expect([kind, message]).toEqual(['invalid', 'Signal "go" is not what the steps take that wait for it.']);
    expect(problems).toEqual([{ message: 'it is bad' }]);
    expect([run.status, run.statusOf('a'), run.state.signals.size]).toEqual(['waiting', 'waiting', 0]);
    run.send(go('1', 'good'));
    run.send(go('2', 'bad'));
    expect([run.status, run.outputOf('a'), run.outputOf('b')]).toEqual(['completed', 'good', 'bad']);
  });

  it('passes by a step that cannot read it, to one that can', () => {
    const run = new Drive(graph({ a: signal(), b: anything() })).start();
    run.send(go('1', 'bad'));
    expect([run.statusOf('a'), run.outputOf('b')]).toEqual(['waiting', 'bad']);
    run.send(go('2', 'good'));
    expect(run.outputOf('a')).toBe('good');
  });

  it('is looked at as often as it can be read in another way, however many items of a map wait for it', () => {
    let looks = 0;
    const asked = anything({
      check: (data: Json) => {
        looks++;
        return data === 'bad' ? [{ message: 'it is bad' }] : [];
      },
    });
    const items = Array.from({ length: 50 }, (_, index) => index);
    const run = new Drive(graph({ each: map(items, block({ a: asked }), { maxConcurrency: 50 }) })).start();
    expect(thrownRefusal(() => run.send(go('1', 'bad'))).kind).toBe('invalid');
    expect(looks).toBe(1);
    run.send(go('2', 'good'));
    // What is inside of an item that is over is no longer kept.
    expect([looks, run.statusOf('each/1/a'), run.statusOf('each/2/a')]).toEqual([3, undefined, 'waiting']);
  });

  it('that was sent before the step waits is kept for another that can read it, and the step says so', () => {
    const run = new Drive(graph({ hold: work(), a: [signal(), { needs: ['hold'] }], b: [anything(), { needs: ['a'] }] })).start();
    run.send(go('1', 'bad'));
    run.complete('hold');
    expect([run.status, run.statusOf('a')]).toEqual(['waiting', 'waiting']);
    expect(whyWaiting(run.state, 'a')).toBe('It waits for the signal "go". 1 signal of that name is kept that it cannot read.');
    run.send(go('2', 'good'));
    expect([run.status, run.outputOf('a'), run.outputOf('b')]).toEqual(['completed', 'good', 'bad']);
  });

  it('is written down by a process that does not go on with the run', () => {
    const run = new Drive(graph({ a: signal(), b: [work(), { needs: ['a'] }] })).start();
    run.send(go('1', 'x'), { dormant: true });
    expect([run.statusOf('a'), run.open]).toEqual(['completed', []]);
    run.crash();
    expect(run.open).toEqual(['b']);
  });
});

describe('an approval', () => {
  const approval = (more: object = {}): StepAction => ({
    type: 'approval',
    roles: ['reviewer'],
    selfApproval: false,
    overdue: 'wait',
    rejected: 'complete',
    question: () => 'well?',
    check: (form) => (form === 'bad' ? [{ message: 'it is bad' }] : []),
    ...more,
  });
  const decide = (decision: 'approved' | 'rejected', by = 'ben', form?: string) =>
    ({ type: 'decision', step: 'a', decision, by, ...(form && { form }) }) as const;

  it('completes with what was decided, by whom and when', () => {
    const run = new Drive(graph({ a: approval() })).start();
    expect(run.records.at(-1)).toMatchObject({ wait: { for: 'approval', roles: ['reviewer'], question: 'well?', notBy: 'ann' } });
    run.send({ ...decide('approved', 'ben', 'fine'), note: 'ok' });
    expect(run.outputOf('a')).toEqual({ decision: 'approved', by: 'ben', at: run.now, note: 'ok', form: 'fine' });
  });

  it('is not for whoever started the run, unless it says so', () => {
    const run = new Drive(graph({ a: approval() })).start();
    expect(thrownRefusal(() => run.send(decide('approved', 'ann'))).kind).toBe('forbidden');
    const own = new Drive(graph({ a: approval({ selfApproval: true }) })).start();
    own.send(decide('approved', 'ann'));
    expect(own.status).toBe('completed');
  });

  it('wants its form filled in, and is decided once', () => {
    const run = new Drive(graph({ a: approval(), b: work() })).start();
    expect(thrownRefusal(() => run.send(decide('approved', 'ben', 'bad'))).kind).toBe('invalid');
    run.send(decide('rejected'));
    expect(run.outputOf('a')).toMatchObject({ decision: 'rejected' });
    expect(thrownRefusal(() => run.send(decide('approved'))).kind).toBe('conflict');
    expect(thrownRefusal(() => run.send({ ...decide('approved'), step: 'b' })).kind).toBe('not-found');
  });

  it('may fault where it is rejected', () => {
    const run = new Drive(graph({ a: approval({ rejected: 'fail' }) })).start();
    run.send({ ...decide('rejected'), note: 'too dear' });
    expect(run.records.at(-1)).toEqual({
      type: 'run-end',
      status: 'faulted',
      failure: { kind: 'rejected', message: 'ben rejected "a": too dear' },
    });
  });

  it('that is overdue waits on, and says so, or faults', () => {
    const run = new Drive(
      graph({ a: [approval({ dueMs: 1_000 }), { tolerate: true }], b: [approval({ dueMs: 1_000, overdue: 'fail' }), { tolerate: true }] }),
    ).start();
    run.pass(1_000);
    expect(run.state.root.steps[0]?.wait).toMatchObject({ overdue: true });
    expect(run.statusOf('b')).toBe('faulted');
    expect(nextDue(run.state)).toBeUndefined();
    run.send(decide('approved'));
    expect(run.status).toBe('completed');
  });
});

describe('a workflow', () => {
  const child: StepAction = { type: 'workflow', template: 'other', arguments: () => ({ x: 1 }) };

  it('waits for a run of its own, also over a crash, and gives what that gave', () => {
    const run = new Drive(graph({ a: child })).start();
    run.crash();
    expect([...openChildren(run.state)]).toEqual([{ step: 'a', run: 'child-1', template: 'other', input: { x: 1 } }]);
    expect(run.status).toBe('waiting');
    const end = { status: 'completed', output: 3 } as const;
    expect(run.outcome({ type: 'child-ended', step: 'a', run: 'another', end })).toEqual({ records: [], late: true });
    run.send({ type: 'child-ended', step: 'a', run: 'child-1', end });
    expect([run.status, run.outputOf('a')]).toEqual(['completed', 3]);
  });

  it('faults as its run does, and where that is cancelled', () => {
    const run = new Drive(graph({ a: [child, { tolerate: true }], b: child })).start();
    run.send({ type: 'child-ended', step: 'a', run: 'child-1', end: { status: 'cancelled' } });
    run.send({ type: 'child-ended', step: 'b', run: 'child-2', end: { status: 'faulted', failure: no } });
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: no });
    expect(run.statusOf('a')).toBe('faulted');
  });

  it('ends with the run that it is a step of', () => {
    const run = new Drive(graph({ a: child })).start();
    run.send({ type: 'cancel' });
    expect([...openChildren(run.state)]).toEqual([]);
    expect(run.outcome({ type: 'child-ended', step: 'a', run: 'child-1', end: { status: 'cancelled' } })).toEqual({
      records: [],
      late: true,
    });
  });
});
