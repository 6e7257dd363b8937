/** Branches, items and rounds, by example. */
import { afterEach, describe, expect, it } from 'vitest';
import { refuse } from '../../../../src/engine/model/problem.ts';
import { nextDue } from '../../../../src/engine/run/machine/index.ts';
import { block, graph, loop, map, parallel, type Steps, set, work } from './build.ts';
import { Drive, no } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('parallel', () => {
  const three = (enough: 'all' | number): Steps => ({
    both: parallel(
      { x: block({ a: work() }), y: block({ b: work(), later: [work(), { needs: ['b'] }] }), z: block({ c: work() }) },
      enough,
    ),
  });

  it('gives what each branch gave, once all have completed', () => {
    const run = new Drive(
      graph({ both: parallel({ x: block({ a: work() }), y: block({ b: work() }) }), sum: [set(1), { needs: ['both'] }] }),
    ).start();
    run.complete('both/y/b', 2);
    expect([run.status, run.statusOf('both')]).toEqual(['running', 'running']);
    run.complete('both/x/a', 1);
    expect([run.status, run.outputOf('both')]).toEqual(['completed', { x: { a: 1 }, y: { b: 2 } }]);
  });

  it('for any takes the first that completes, and cancels the others', () => {
    const run = new Drive(graph(three(1))).start();
    run.complete('both/z/c', 3);
    expect([run.status, run.outputOf('both')]).toEqual(['completed', { z: { c: 3 } }]);
    expect(run.records).toContainEqual({ type: 'block-end', block: 'both/y', status: 'cancelled' });
    expect([run.statusOf('both/y/b'), run.statusOf('both/y/later')]).toEqual(['cancelled', 'skipped']);
  });

  it('for so many bears faults as long as that many can complete', () => {
    const run = new Drive(graph(three(2))).start();
    run.fault('both/x/a');
    expect(run.status).toBe('running');
    run.complete('both/z/c', 3);
    run.complete('both/y/b');
    run.complete('both/y/later');
    expect([run.status, run.outputOf('both')]).toEqual(['completed', { y: { b: null, later: null }, z: { c: 3 } }]);
  });

  it('for so many faults once they no longer can, as the last branch did', () => {
    const run = new Drive(graph(three(2))).start();
    run.fault('both/x/a');
    run.fault('both/z/c', { kind: 'busy', message: 'the last' });
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: { kind: 'busy', message: 'the last' } });
  });

  it('faults as a branch does whose output cannot be worked out', () => {
    const broken = block({ a: set(1) }, () => refuse('invalid', 'no output'));
    const run = new Drive(graph({ both: [parallel({ x: broken }), { tolerate: true }] })).start();
    expect(run.records).toContainEqual({
      type: 'block-end',
      block: 'both/x',
      status: 'faulted',
      failure: { kind: 'invalid', message: 'no output' },
    });
    expect([run.status, run.statusOf('both')]).toEqual(['completed', 'faulted']);
  });

  it('lets a branch succeed and fail on its own', () => {
    const early = block({ a: { type: 'succeed', output: () => 'early' }, b: [work(), { needs: ['c'] }], c: work() });
    const run = new Drive(graph({ both: parallel({ x: early }) })).start();
    expect(run.outputOf('both')).toEqual({ x: 'early' });
  });

  it('without branches is done at once; more than there are cannot complete', () => {
    const run = new Drive(graph({ none: parallel({}), many: [parallel({ x: block({ a: set(1) }) }, 2), { tolerate: true }] })).start();
    expect([run.status, run.outputOf('none'), run.statusOf('many')]).toEqual(['completed', {}, 'faulted']);
  });
});

describe('map', () => {
  const item = block({ do: work({ with: ({ item = null, index = null }) => ({ item, index }) }) }, ({ output }) => output('do') ?? null);

  it('works on so many items at once, and gives what they gave in their order', () => {
    const run = new Drive(graph({ all: map(['a', 'b', 'c'], item, { maxConcurrency: 2 }) })).start();
    expect(run.open).toEqual(['all/1/do', 'all/2/do']);
    run.complete('all/2/do', 'B');
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'all/3/do', number: 1, input: { item: 'c', index: 3 } });
    run.complete('all/3/do', 'C');
    run.complete('all/1/do', 'A');
    expect([run.status, run.outputOf('all')]).toEqual(['completed', { succeeded: 3, failed: [], results: ['A', 'B', 'C'] }]);
  });

  it('over nothing completes at once', () => {
    const run = new Drive(graph({ all: map([], item) })).start();
    expect([run.status, run.outputOf('all')]).toEqual(['completed', { succeeded: 0, failed: [], results: [] }]);
  });

  it('opens no more than a batch in one move; the next tick opens another', () => {
    const run = new Drive(graph({ all: map(numbers(5), block({ a: set(1) }), { batchSize: 2 }) })).start();
    const opened = (): number => run.records.filter(({ type }) => type === 'block').length;
    expect([opened(), run.status, nextDue(run.state)]).toEqual([2, 'running', run.now]);
    run.send({ type: 'tick' });
    expect(opened()).toBe(4);
    run.send({ type: 'tick' });
    expect([opened(), run.status, nextDue(run.state)]).toEqual([5, 'completed', undefined]);
  });

  it('faults at the first item that does, unless failures are tolerated', () => {
    const run = new Drive(graph({ all: map(numbers(3), item) })).start();
    run.fault('all/2/do');
    const failure = { kind: 'limit', message: '1 item of 3 failed, the last of them item 2: no' };
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure });
    expect(run.records).toContainEqual({ type: 'block-end', block: 'all/1', status: 'cancelled' });
  });

  it('tolerates so many failures and no more', () => {
    const run = new Drive(graph({ all: map(numbers(4), item, { count: 2 }) })).start();
    run.fault('all/3/do');
    run.fault('all/1/do');
    run.complete('all/2/do', 'b');
    expect(run.status).toBe('running');
    run.complete('all/4/do', 'd');
    expect(run.outputOf('all')).toEqual({
      succeeded: 2,
      failed: [
        { index: 1, error: no },
        { index: 3, error: no },
      ],
      results: [null, 'b', null, 'd'],
    });
    const worse = new Drive(graph({ all: map(numbers(4), item, { count: 2 }) })).start();
    for (const index of [1, 2]) worse.fault(`all/${index}/do`);
    expect(worse.status).toBe('running');
    worse.fault('all/3/do');
    expect(worse.status).toBe('faulted');
  });

  it('compares percentages exactly: 2.4 % of 500 items are 12', () => {
    const run = new Drive(
      graph(
        { all: map(numbers(500), item, { count: 500, percentage: 2.4, maxConcurrency: 500, batchSize: 500 }) },
        { maxConcurrency: 500 },
      ),
    ).start();
    for (const index of numbers(12)) run.fault(`all/${index}/do`);
    expect(run.status).toBe('running');
    run.fault('all/13/do');
    expect(run.status).toBe('faulted');
  });

  it('faults where its items cannot be worked out', () => {
    const run = new Drive(graph({ all: map(() => refuse('invalid', 'no list'), item) })).start();
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { message: 'no list' } });
  });

  it('in a map reads its own item, and the steps around it', () => {
    const inner = block({ in: work({ with: ({ item = null, output }) => ({ item, around: output('out') ?? null }) }) });
    const outer = block({
      out: set(({ item }) => item ?? null),
      each: [map(({ item }) => [`${item}1`, `${item}2`], inner), { needs: ['out'] }],
    });
    const run = new Drive(graph({ all: map(['a', 'b'], outer) })).start();
    expect(run.records.filter(({ type }) => type === 'attempt').slice(1)).toContainEqual({
      type: 'attempt',
      step: 'all/2/each/1/in',
      number: 1,
      input: { item: 'b1', around: 'b' },
    });
  });

  it('over 20,000 items keeps only those that are under way', () => {
    const run = new Drive(graph({ all: map(numbers(20_000), item, { count: 12 }) })).start();
    Drive.made.pop();
    let most = 0;
    for (let ended = 0; ended < 20_000; ended++) {
      const [first] = run.state.open.values();
      const path = first?.path ?? '';
      if (ended % 1_800 === 0) run.fault(path);
      else run.complete(path, 1);
      const { inner } = run.state.root.steps[0] ?? {};
      if (inner?.type === 'map') most = Math.max(most, inner.open.size);
    }
    expect([run.status, most]).toEqual(['completed', 8]);
    expect(run.outputOf('all')).toMatchObject({ succeeded: 19_988 });
  });
});

describe('loop', () => {
  const body = block(
    { try: work({ with: ({ loop: round }) => ({ round: round?.index ?? null, last: round?.last ?? null }) }) },
    ({ output }) => output('try') ?? null,
  );

  it('goes on as long as its condition holds, each round with what the one before gave', () => {
    const run = new Drive(graph({ again: loop(({ loop: round }) => round?.last !== 'done', body) })).start();
    run.complete('again/1/try', 'more');
    expect(run.records.at(-1)).toEqual({ type: 'attempt', step: 'again/2/try', number: 1, input: { round: 2, last: 'more' } });
    run.complete('again/2/try', 'done');
    expect([run.status, run.outputOf('again')]).toEqual(['completed', { rounds: 2, last: 'done' }]);
  });

  it('may have no round at all', () => {
    const run = new Drive(graph({ again: loop(() => false, body) })).start();
    expect(run.outputOf('again')).toEqual({ rounds: 0, last: null });
  });

  it('that would go on for too long faults, or completes with what it has', () => {
    const endless = (exhausted: 'fail' | 'complete') =>
      loop(() => true, block({ a: set(({ loop: round }) => round?.index ?? null) }), { maximumRounds: 3, exhausted });
    const run = new Drive(graph({ again: endless('fail') })).start();
    expect(run.records.at(-1)).toMatchObject({ status: 'faulted', failure: { kind: 'limit' } });
    const kind = new Drive(graph({ again: endless('complete') })).start();
    expect(kind.outputOf('again')).toEqual({ rounds: 3, last: { a: 3 } });
  });

  it('whose last allowed round is enough is not too long', () => {
    const run = new Drive(
      graph({ again: loop(({ loop: round }) => (round?.index ?? 0) <= 3, block({ a: set(1) }), { maximumRounds: 3 }) }),
    ).start();
    expect(run.outputOf('again')).toEqual({ rounds: 3, last: { a: 1 } });
  });

  it('faults as its round does', () => {
    const run = new Drive(graph({ again: loop(() => true, body) })).start();
    run.complete('again/1/try');
    run.fault('again/2/try');
    expect(run.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: no });
  });
});
