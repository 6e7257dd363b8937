/** The layout of a run over time: work is told from waiting, every kind of waiting from every other, and blocks are told once. */
import { describe, expect, it } from 'vitest';
import type { AttemptView, RunView, StepView } from '../../../src/engine/model/index.ts';
import { drawnRows } from '../../../src/renderer/features/runs/timeline/drawn-rows.ts';
import { timeTicks } from '../../../src/renderer/features/runs/timeline/time-ticks.ts';
import { type TimelineRow, timelineRows, timesOf } from '../../../src/renderer/features/runs/timeline/timeline-rows.ts';

const START = Date.parse('2026-01-05T08:00:00.000Z');
const at = (ms: number): string => new Date(START + ms).toISOString();

const step = (path: string, given: Partial<StepView>): StepView => ({
  path,
  name: path.split('/').at(-1) ?? '',
  title: path,
  type: 'task',
  needs: [],
  status: 'completed',
  attempts: [],
  ...given,
});

const attempt = (number: number, fromMs: number, toMs: number | undefined, status: AttemptView['status']): AttemptView => ({
  number,
  status,
  startedAt: at(fromMs),
  ...(toMs !== undefined && { endedAt: at(toMs) }),
  input: null,
});

const run = (steps: readonly StepView[], given: Partial<RunView> = {}): RunView => ({
  id: 'r',
  template: { id: 't', version: '1.0.0', hash: 'h' },
  title: 'T',
  status: 'running',
  actor: 'somebody',
  createdAt: at(0),
  input: {},
  pins: [],
  steps,
  ...given,
});

/** "queue 0-10", relative to the start. */
const bars = (row: TimelineRow | undefined): readonly string[] =>
  row?.type === 'step' ? row.bars.map(({ kind, fromMs, toMs }) => `${kind} ${fromMs - START}-${toMs - START}`) : [];

const rowOf = (view: StepView, nowMs = 1_000, given: Partial<RunView> = {}) => timelineRows(run([view], given), START + nowMs).rows[0];

describe('the bars of a step', () => {
  it('tell the queue, the attempts, and the time between them', () => {
    const row = rowOf(
      step('a', { readyAt: at(0), endedAt: at(90), attempts: [attempt(1, 10, 20, 'faulted'), attempt(2, 60, 90, 'completed')] }),
    );
    expect(bars(row)).toEqual(['queue 0-10', 'running 10-20', 'retry 20-60', 'running 60-90']);
  });

  it('reach to now where the step has not ended', () => {
    expect(bars(rowOf(step('a', { status: 'running', readyAt: at(0), attempts: [attempt(1, 5, undefined, 'running')] })))).toEqual([
      'queue 0-5',
      'running 5-1000',
    ]);
    expect(bars(rowOf(step('a', { status: 'pending', readyAt: at(40) })))).toEqual(['queue 40-1000']);
  });

  it('tell a step that waits for a person from one that waits for its next attempt', () => {
    const attempts = [attempt(1, 0, 10, 'faulted')];
    expect(bars(rowOf(step('a', { status: 'waiting', waitsFor: 'person', readyAt: at(0), attempts })))).toEqual([
      'running 0-10',
      'person 10-1000',
    ]);
    expect(bars(rowOf(step('a', { status: 'waiting', waitsFor: 'retry', readyAt: at(0), attempts })))).toEqual([
      'running 0-10',
      'retry 10-1000',
    ]);
  });

  it('count what came after a crash as the queue', () => {
    const attempts = [attempt(1, 0, 10, 'interrupted'), attempt(2, 30, 40, 'completed')];
    expect(bars(rowOf(step('a', { endedAt: at(40), attempts })))).toEqual(['running 0-10', 'queue 10-30', 'running 30-40']);
  });

  it.each([
    ['wait', 'timer'],
    ['signal', 'signal'],
    ['approval', 'person'],
    ['workflow', 'child'],
    ['map', 'block'],
  ])('of a %s step are of the kind %s', (type, kind) => {
    expect(bars(rowOf(step('a', { type, readyAt: at(10), endedAt: at(30) })))).toEqual([`${kind} 10-30`]);
  });

  it('of a step that is a run of its own are that, however often it was begun', () => {
    const attempts = [attempt(1, 10, 30, 'completed')];
    expect(bars(rowOf(step('a', { type: 'impact', readyAt: at(10), endedAt: at(30), attempts })))).toEqual(['child 10-30']);
  });

  it('leave out stretches of no time, but never an attempt', () => {
    expect(bars(rowOf(step('a', { readyAt: at(10), endedAt: at(10), attempts: [attempt(1, 10, 10, 'completed')] })))).toEqual([
      'running 10-10',
    ]);
    expect(bars(rowOf(step('a', { type: 'set', readyAt: at(10), endedAt: at(10) })))).toEqual(['running 10-10']);
  });

  it('are none of a step that was skipped or has not begun', () => {
    expect(bars(rowOf(step('a', { status: 'skipped' })))).toEqual([]);
    expect(bars(rowOf(step('a', { status: 'pending' })))).toEqual([]);
  });

  it('add up to what was worked and waited', () => {
    const row = rowOf(
      step('a', { readyAt: at(0), endedAt: at(90), attempts: [attempt(1, 10, 20, 'faulted'), attempt(2, 60, 90, 'completed')] }),
    );
    expect(row?.type === 'step' && timesOf(row.bars)).toEqual({ runningMs: 40, waitingMs: 50 });
  });
});

describe('the rows of a run', () => {
  const nested = run([
    step('both', { type: 'parallel' }),
    step('both/left/check', {}),
    step('both/left/again', { type: 'loop' }),
    step('both/left/again/1/try', {}),
    step('both/left/again/2/try', {}),
    step('both/right/check2', {}),
    step('load~undo', {}),
  ]);

  it('tell every branch and round once, before its steps, one deeper each', () => {
    expect(timelineRows(nested, START).rows.map((row) => [row.type === 'block' ? row.block : 'step', row.key, row.depth])).toEqual([
      ['step', 'both', 0],
      ['branch', 'both/left', 1],
      ['step', 'both/left/check', 2],
      ['step', 'both/left/again', 2],
      ['round', 'both/left/again/1', 3],
      ['step', 'both/left/again/1/try', 4],
      ['round', 'both/left/again/2', 3],
      ['step', 'both/left/again/2/try', 4],
      ['branch', 'both/right', 1],
      ['step', 'both/right/check2', 2],
      ['step', 'load~undo', 0],
    ]);
  });

  it('span from the start to the end, or to now', () => {
    const span = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) => [fromMs - START, toMs - START];
    expect(span(timelineRows(run([]), START + 70))).toEqual([0, 70]);
    expect(span(timelineRows(run([], { status: 'completed', endedAt: at(30) }), START + 70))).toEqual([0, 30]);
    expect(span(timelineRows(run([]), START - 5))).toEqual([0, 1]);
  });
});

describe('ticks', () => {
  it('are round, begin at the start and are as many as asked for at most', () => {
    for (const span of [1, 3, 99, 1_500, 61_000, 3_600_000, 90_000_000, 400_000_000, 9e11]) {
      const ticks = timeTicks(span, 6);
      expect(ticks[0], String(span)).toBe(0);
      expect(ticks.length, String(span)).toBeLessThanOrEqual(7);
      expect(ticks.at(-1), String(span)).toBeLessThanOrEqual(span);
    }
    expect(timeTicks(95_000, 6)).toEqual([0, 30_000, 60_000, 90_000]);
  });
});

describe('drawn rows', () => {
  const text = (count: number, first: number, last: number, kept: number) =>
    drawnRows(count, { first, last }, kept)
      .map((drawn) => ('gap' in drawn ? `(${drawn.gap})` : String(drawn.index)))
      .join(' ');

  it('are those in view, and gaps of the size of the others', () => {
    expect(text(10, 3, 6, 4)).toBe('(3) 3 4 5 (4)');
    expect(text(3, 0, 3, 0)).toBe('0 1 2');
    expect(text(0, 0, 0, 0)).toBe('');
  });

  it('never lose the one that the focus is on', () => {
    expect(text(10, 3, 5, 8)).toBe('(3) 3 4 (3) 8 (1)');
    expect(text(10, 3, 5, 0)).toBe('0 (2) 3 4 (5)');
  });
});
