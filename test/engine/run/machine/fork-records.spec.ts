/** What a fork takes over, by example. */
import { afterEach, describe, expect, it } from 'vitest';
import { forkRecords } from '../../../../src/engine/run/machine/index.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';
import { block, choice, graph, loop, map, parallel, set, work } from './build.ts';
import { Drive, no } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const chain = graph({ a: work(), b: [work(), { needs: ['a'] }], c: [work(), { needs: ['b'] }], aside: work() });

const completeAll = (run: Drive): Drive => {
  for (let turn = 0; run.open.length > 0; turn++) run.complete(run.open[0] ?? '', turn);
  return run;
};

/** A new run of the same template that starts from there. */
const fork = (run: Drive, from: string): Drive => new Drive(run.graph, run.run.input).start(forkRecords(run.state, from));

describe('a fork', () => {
  it('takes over what is done and does not come after its step', () => {
    const run = completeAll(new Drive(chain).start());
    expect(forkRecords(run.state, 'b')).toEqual([
      { type: 'adopted', step: 'a', output: 0 },
      { type: 'adopted', step: 'aside', output: 1 },
    ]);
    const again = fork(run, 'b');
    expect([again.open, again.outputOf('a')]).toEqual([['b'], 0]);
    again.complete('b', 'new');
    again.complete('c', 'newer');
    expect(again.records.at(-1)).toEqual({ type: 'run-end', status: 'completed', output: { a: 0, b: 'new', c: 'newer', aside: 1 } });
  });

  it('of a run that faulted does that step anew, and others that were cut off with it', () => {
    const run = new Drive(chain).start();
    run.complete('a', 1);
    run.fault('b');
    expect(fork(run, 'b').open).toEqual(['b', 'aside']);
  });

  it('goes the way that the choices went, also after faults that were caught or tolerated', () => {
    const catches = [{ errors: new Set(['*']), then: ['mend'] }];
    const run = new Drive(
      graph({
        bad: [work(), { catches }],
        mend: [work(), { chosenBy: ['bad'] }],
        worse: [work(), { tolerate: true }],
        pick: [choice(['left']), { needs: ['worse'] }],
        left: [set(1), { chosenBy: ['pick'] }],
        right: [set(2), { chosenBy: ['pick'] }],
        last: [work({ with: ({ error }) => ({ said: error('bad')?.message ?? null }) }), { needs: ['mend', 'left'] }],
      }),
    ).start();
    run.fault('bad');
    run.fault('worse');
    completeAll(run);
    const again = fork(run, 'last');
    expect(again.records.at(-1)).toEqual({ type: 'attempt', step: 'last', number: 1, input: { said: 'no' } });
    expect([again.statusOf('bad'), again.statusOf('right')]).toEqual(['faulted', 'skipped']);
    again.complete('last');
    expect(again.status).toBe('completed');
  });

  it('of a step in a branch leaves the other branches as they are', () => {
    const run = completeAll(
      new Drive(
        graph({
          both: parallel({ x: block({ a: work(), b: [work(), { needs: ['a'] }] }), y: block({ c: work() }) }),
          last: [work(), { needs: ['both'] }],
        }),
      ).start(),
    );
    const again = fork(run, 'both/x/b');
    expect(again.open).toEqual(['both/x/b']);
    completeAll(again);
    expect(again.status).toBe('completed');
    expect(fork(run, 'both').open).toEqual(['both/x/a', 'both/y/c']);
  });

  it('of a loop, or a step in it, does all of its rounds anew', () => {
    const run = completeAll(new Drive(graph({ again: loop(({ loop: round }) => (round?.index ?? 0) <= 2, block({ a: work() })) })).start());
    expect(fork(run, 'again/2/a').open).toEqual(['again/1/a']);
  });

  it('goes another way where it ended early, if that comes after its step', () => {
    const done = { type: 'succeed', output: () => 'early' } as const;
    const run = new Drive(graph({ a: work(), b: [done, { needs: ['a'] }], c: [work(), { needs: ['a'] }], d: work() })).start();
    run.complete('d', 'D');
    run.complete('a');
    expect(run.status).toBe('completed');
    const again = fork(run, 'a');
    expect([again.open, again.outputOf('d')]).toEqual([['a'], 'D']);
  });

  it('does anew what was undone, and what comes after that', () => {
    const run = new Drive(
      graph({ a: work(), b: [work({ undo: true }), { needs: ['a'] }], c: [work(), { needs: ['b'] }], d: [work(), { needs: ['c'] }] }),
    ).start();
    run.complete('a');
    run.complete('b');
    run.complete('c');
    run.fault('d');
    run.complete('b~undo');
    expect(forkRecords(run.state, 'd')).toEqual([{ type: 'adopted', step: 'a', output: null }]);
    const again = fork(run, 'd');
    again.complete('b');
    expect(again.open).toEqual(['c']);
  });

  it('undoes nothing that another run did', () => {
    const run = new Drive(graph({ a: work({ undo: true }), b: [work(), { needs: ['a'] }] })).start();
    run.complete('a');
    run.complete('b');
    const again = fork(run, 'b');
    again.fault('b');
    expect(again.records.at(-1)).toEqual({ type: 'run-end', status: 'faulted', failure: no });
  });

  it('is of a step that the template has', () => {
    const run = new Drive(chain).start();
    for (const step of ['gone', 'a/1/b', 'a~undo', '']) expect(thrownRefusal(() => forkRecords(run.state, step)).kind).toBe('invalid');
  });

  it('is of an item that the map has, wherever the map stands', () => {
    const each = map(['x', 'y'], block({ a: work() }));
    const run = completeAll(new Drive(graph({ m: each, p: parallel({ left: block({ n: each }) }) })).start());
    for (const item of ['m/1/a', 'm/2/a', 'p/left/n/2/a']) expect(() => forkRecords(run.state, item)).not.toThrow();
    for (const item of ['m/3/a', 'm/99999999999999999999/a', 'p/left/n/3/a']) {
      expect(thrownRefusal(() => forkRecords(run.state, item))).toMatchObject({ kind: 'invalid', message: expect.stringContaining(item) });
    }
  });
});

describe('a redrive of a map', () => {
  const items = (count: number) =>
    graph({
      all: map(
        ['a', 'b', 'c', 'd'],
        block({ do: work() }, ({ output }) => output('do') ?? null),
        { count },
      ),
      last: [work(), { needs: ['all'] }],
    });

  it('does only the items that failed, where they were tolerated', () => {
    const run = new Drive(items(2)).start();
    for (const index of [2, 4]) run.fault(`all/${index}/do`);
    for (const index of [1, 3]) run.complete(`all/${index}/do`, index);
    const again = fork(run, 'all');
    expect(again.open).toEqual(['all/2/do', 'all/4/do']);
    completeAll(again);
    expect(again.outputOf('all')).toEqual({ succeeded: 4, failed: [], results: [1, 0, 3, 1] });
  });

  it('does all but the good ones, where the map faulted', () => {
    const run = new Drive(items(0)).start();
    run.complete('all/3/do', 3);
    run.fault('all/1/do');
    expect(forkRecords(run.state, 'all')).toEqual([{ type: 'adopted-items', step: 'all', results: [[3, 3]] }]);
    expect(fork(run, 'all').open).toEqual(['all/1/do', 'all/2/do', 'all/4/do']);
  });

  it('of one item does that', () => {
    const run = completeAll(new Drive(items(0)).start());
    expect(fork(run, 'all/2/do').open).toEqual(['all/2/do']);
  });

  it('whose items are all good does them all anew', () => {
    const run = completeAll(new Drive(items(0)).start());
    expect(fork(run, 'all').open).toHaveLength(4);
  });

  it('takes over twenty thousand items in one go', () => {
    const count = 20_000;
    const run = new Drive(
      graph({
        all: map(
          Array.from({ length: count }, (_, i) => i),
          block({ do: work() }),
          { count: 1 },
        ),
      }),
    ).start();
    Drive.made.pop();
    run.fault('all/1/do');
    while (run.status === 'running') run.complete(run.state.open.keys().next().value ?? '', 1);
    const again = fork(run, 'all');
    expect(again.open).toEqual(['all/1/do']);
    again.complete('all/1/do', 1);
    expect(again.outputOf('all')).toMatchObject({ succeeded: count });
  });
});
