/** Runs as moves: what is appended is read back, and a move that does not belong there is refused. */
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../src/engine/run/run-state.ts';
import { listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import type { Writer } from '../../../src/engine/store/handle.ts';
import { countLetters, letterRedriven, listLetters } from '../../../src/engine/store/run/letter-store.ts';
import { appendMove, readMoves } from '../../../src/engine/store/run/move-store.ts';
import {
  childrenOf,
  countRuns,
  findRunByKey,
  getRun,
  insertRun,
  listRuns,
  unfinishedRuns,
} from '../../../src/engine/store/run/run-store.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { scratchWorkspace } from './scratch-workspace.ts';

const template = { id: 't', version: '1.0.0', hash: 'h'.repeat(64) };
const start = (writer: Writer, id: string, more: Partial<Parameters<typeof insertRun>[1]> = {}): void =>
  insertRun(writer, { id, template, title: 'Test', actor: 'ada', input: { income: '1200.00' }, ...more });

const started: RunRecord = { type: 'started', pins: [] };
const ended: RunRecord = { type: 'end', step: 'load', status: 'completed', output: { secret: 1 } };
const done: RunRecord = { type: 'run-end', status: 'completed', output: { benefit: '80.00' } };

test('moves come back in their order, each with the time and the person that its entry names', () => {
  const store = scratchWorkspace();
  const at = '2026-03-01T12:00:00.000Z';
  store.change('ada', (writer) => {
    start(writer, 'r', { at });
    appendMove(writer, { run: 'r', seq: 0, at, records: [started], status: 'running', statusBefore: 'running' });
  });
  const entry = store.change('ada', (writer) =>
    appendMove(writer, { run: 'r', seq: 1, actor: 'bob', records: [ended], status: 'waiting', statusBefore: 'running' }),
  );
  expect(store.read((reader) => readMoves(reader, 'r'))).toEqual([
    { seq: 0, at, actor: 'ada', records: [started] },
    { seq: 1, at: entry.at, actor: 'bob', records: [ended] },
  ]);
  expect(store.read((reader) => readMoves(reader, 'r', 1))).toHaveLength(1);
  expect(store.read((reader) => readMoves(reader, 'other'))).toEqual([]);
  expect(store.read((reader) => getRun(reader, 'r'))).toMatchObject({ status: 'waiting', createdAt: at });
});

test('the last move ends the run', () => {
  const store = scratchWorkspace();
  const entry = store.change('ada', (writer) => {
    start(writer, 'r');
    appendMove(writer, { run: 'r', seq: 0, records: [started], status: 'running' });
    return appendMove(writer, { run: 'r', seq: 1, records: [ended, done], status: 'completed' });
  });
  expect(entry).toMatchObject({ kind: 'run.finished', detail: { status: 'completed', steps: { load: 'completed' } } });
  expect(store.read((reader) => getRun(reader, 'r'))).toMatchObject({
    status: 'completed',
    output: { benefit: '80.00' },
    endedAt: entry.at,
  });
  expect(store.read(unfinishedRuns)).toEqual([]);
});

test('entries name steps and statuses, never what went in or came out, and leave items and rounds out', () => {
  const store = scratchWorkspace();
  const items = Array.from({ length: 300 }, (_, i): RunRecord => ({ type: 'end', step: `decide/${i + 1}/score`, status: 'completed' }));
  const steps = Array.from({ length: 150 }, (_, i): RunRecord => ({ type: 'end', step: `step-${i}`, status: 'skipped' }));
  store.change('ada', (writer) => {
    start(writer, 'r', { startKey: 'case of Mrs Miller' });
    appendMove(writer, { run: 'r', seq: 0, records: [started, ...items, ended, ...steps], status: 'running' });
  });
  const [, first, second] = store.read((reader) => listEntries(reader, 0, 9));
  expect(JSON.stringify([first, second])).not.toMatch(/Miller|1200|secret/);
  const named = Object.keys(second?.detail?.steps as object);
  expect(named).toHaveLength(100);
  expect(named).toContain('load');
  expect(named.some((name) => name.includes('/'))).toBe(false);
});

describe('refused, with nothing left of it, is a move', () => {
  test.each([
    ['that leaves a gap', { seq: 2 }, /without gaps/],
    ['that is there already', { seq: 0 }, /without gaps/],
    ['of a run that is not there', { run: 'none', seq: 0 }, /not there/],
    ['that ends otherwise than it says', { records: [done], status: 'faulted' }, /was said to be/],
    ['whose letter its records do not name', { letters: [{ step: 'load', task: 't', failure: { kind: 'busy', message: '' } }] }, /letters/],
    ['whose records name a letter it lacks', { records: [{ type: 'end', step: 'load', status: 'faulted', letter: true }] }, /letters/],
  ] as const)('%s', (_, wrong, message) => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => {
      start(writer, 'r');
      appendMove(writer, { run: 'r', seq: 0, records: [started], status: 'running' });
    });
    const move = { run: 'r', seq: 1, records: [ended], status: 'waiting', ...wrong } as const;
    expect(() => store.change('ada', (writer) => appendMove(writer, move))).toThrow(message);
    expect(store.read((reader) => readMoves(reader, 'r'))).toHaveLength(1);
    expect(store.read((reader) => getRun(reader, 'r')).status).toBe('running');
  });

  test('of a run that has ended', () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => {
      start(writer, 'r');
      appendMove(writer, { run: 'r', seq: 0, records: [started, done], status: 'completed' });
    });
    for (const more of [{ status: 'running' }, { status: 'completed', statusBefore: 'completed' }] as const)
      expect(() => store.change('ada', (writer) => appendMove(writer, { run: 'r', seq: 1, records: [ended], ...more }))).toThrow(
        /has ended/,
      );
  });
});

test('a key names one run of a template', () => {
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    start(writer, 'r', { startKey: 'k' });
    start(writer, 'other', { startKey: 'k', template: { ...template, id: 'u' } });
    start(writer, 'none');
    start(writer, 'none either');
  });
  expect(store.read((reader) => findRunByKey(reader, 't', 'k'))).toBe('r');
  expect(store.read((reader) => findRunByKey(reader, 't', 'l'))).toBeUndefined();
  expect(() => store.change('ada', (writer) => start(writer, 'again', { startKey: 'k' }))).toThrow(/UNIQUE/);
});

test('runs are listed and counted by template and status, newest first', () => {
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    for (let i = 0; i < 12; i++) {
      start(writer, `r${i}`, { template: { ...template, id: i % 2 === 0 ? 't' : 'u' } });
      if (i % 3 === 0) appendMove(writer, { run: `r${i}`, seq: 0, records: [started, done], status: 'completed' });
    }
  });
  const ids = (filter: Parameters<typeof countRuns>[1], after = 0, limit = 3): readonly string[] =>
    store.read((reader) => listRuns(reader, { ...filter, after, limit })).map(({ id }) => id);
  const count = (filter: Parameters<typeof countRuns>[1]): number => store.read((reader) => countRuns(reader, filter));
  expect([ids({}), count({})]).toEqual([['r11', 'r10', 'r9'], 12]);
  expect([ids({ template: 't' }, 1), count({ template: 't' })]).toEqual([['r8', 'r6', 'r4'], 6]);
  expect([ids({ status: 'completed' }), count({ status: 'completed' })]).toEqual([['r9', 'r6', 'r3'], 4]);
  expect([ids({ template: 'u', status: 'completed' }), count({ template: 'u', status: 'completed' })]).toEqual([['r9', 'r3'], 2]);
  expect([ids({ template: 'u', status: 'faulted' }), count({ template: 'none' })]).toEqual([[], 0]);
  expect(store.read(unfinishedRuns)).toEqual(['r1', 'r2', 'r4', 'r5', 'r7', 'r8', 'r10', 'r11']);
});

test('children and forks know where they come from', () => {
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    start(writer, 'r');
    start(writer, 'child 1', { parent: { run: 'r', step: 'sub' } });
    start(writer, 'child 2', { parent: { run: 'r', step: 'both/left/sub' } });
    start(writer, 'fork', { forkOf: { run: 'r', step: 'load' } });
  });
  expect(store.read((reader) => childrenOf(reader, 'r'))).toMatchObject([
    { id: 'child 1', parent: { run: 'r', step: 'sub' } },
    { id: 'child 2', parent: { run: 'r', step: 'both/left/sub' } },
  ]);
  expect(store.read((reader) => getRun(reader, 'fork')).forkOf).toEqual({ run: 'r', step: 'load' });
});

test('a dead letter is kept with the move that makes it, and redriven once', () => {
  const store = scratchWorkspace();
  const failure = { kind: 'unavailable', message: 'the register of Mrs Miller' } as const;
  const at = '2026-03-01T12:00:00.000Z';
  store.change('ada', (writer) => {
    start(writer, 'r');
    start(writer, 'again', { forkOf: { run: 'r', step: 'load' } });
    appendMove(writer, {
      run: 'r',
      seq: 0,
      at,
      records: [started, { type: 'end', step: 'load', status: 'faulted', letter: true }],
      status: 'running',
      letters: [{ step: 'load', task: 'case.load', failure }],
    });
  });
  const letter = { run: 'r', step: 'load', task: 'case.load', at, failure };
  expect(store.read((reader) => listLetters(reader, { after: 0, limit: 9 }))).toEqual([letter]);
  store.change('ada', (writer) => letterRedriven(writer, { run: 'r', step: 'load', by: 'again' }));
  expect(store.read((reader) => listLetters(reader, { after: 0, limit: 9 }))).toEqual([{ ...letter, redrivenBy: 'again' }]);
  expect(store.read(countLetters)).toBe(1);
  const redrive = (step: string) => () => store.change('ada', (writer) => letterRedriven(writer, { run: 'r', step, by: 'again' }));
  expect(thrownRefusal(redrive('load')).kind).toBe('conflict');
  expect(thrownRefusal(redrive('other')).kind).toBe('not-found');
  expect(JSON.stringify(store.read((reader) => listEntries(reader, 0, 99)))).not.toContain('Miller');
});
