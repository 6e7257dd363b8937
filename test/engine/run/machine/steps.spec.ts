/** What each type of step does, by example. */
import { describe, expect, it } from 'vitest';
import { block, choice, graph, parallel, set, work } from './build.ts';
import { Drive } from './drive.ts';

describe('tasks', () => {
  it('run one after the other, and the block gives what they gave', () => {
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
    expect(run.folded()).toEqual(run.state);
  });
});

describe('choice, set and parallel', () => {
  it('begin what was chosen and skip the rest', () => {
    const run = new Drive(
      graph({
        pick: choice(['left']),
        left: [set(1), { chosenBy: ['pick'] }],
        right: [set(2), { chosenBy: ['pick'] }],
        both: [parallel({ x: block({ c: work() }), y: block({ d: work() }) }), { needs: ['left'] }],
      }),
    ).start();
    expect(run.open).toEqual(['both/x/c', 'both/y/d']);
    run.complete('both/x/c', 1);
    run.complete('both/y/d', 2);
    expect(run.records.at(-1)).toEqual({
      type: 'run-end',
      status: 'completed',
      output: { pick: { choice: 1, then: ['left'] }, left: 1, right: null, both: { x: { c: 1 }, y: { d: 2 } } },
    });
    expect(run.folded()).toEqual(run.state);
  });
});
