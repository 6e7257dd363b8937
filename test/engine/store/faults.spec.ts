/** Whatever statement of a change SQLite fails at: all of the change is there or nothing, the refusal says why, and the trail goes on unbroken. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/engine/model/problem.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import type { RunRecord } from '../../../src/engine/run/run-state.ts';
import { auditSize } from '../../../src/engine/store/audit/audit-store.ts';
import { eraseSalt } from '../../../src/engine/store/audit/erase-salt.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import type { Writer } from '../../../src/engine/store/handle.ts';
import { setMember } from '../../../src/engine/store/member/member-store.ts';
import { letterRedriven } from '../../../src/engine/store/run/letter-store.ts';
import { appendMove, readMoves } from '../../../src/engine/store/run/move-store.ts';
import { insertRun } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { type Faults, injectFaults } from './faults.ts';
import { reopen, scratchWorkspace } from './scratch-workspace.ts';

const template = { id: 't', version: '1.0.0', hash: 'h'.repeat(64) };
const started: RunRecord = { type: 'started', pins: [] };
const letter: RunRecord = { type: 'end', step: 'load', status: 'faulted', letter: true };
const done: RunRecord = { type: 'run-end', status: 'completed', output: null };
const failure = { kind: 'busy', message: 'later' } as const;

const start = (writer: Writer, id: string): void => {
  insertRun(writer, { id, template, title: 'Test', actor: 'ada', input: {} });
  appendMove(writer, { run: id, seq: 0, records: [started], status: 'running', statusBefore: 'running' });
};

/** Changes of every sort that runs are kept with; each goes with a workspace in which run "r" is under way and "old" has a letter. */
const CHANGES: Readonly<Record<string, (writer: Writer) => unknown>> = {
  'the start of a run': (writer) => start(writer, 'new'),
  'a move': (writer) => appendMove(writer, { run: 'r', seq: 1, records: [{ type: 'ready', step: 'load' }], status: 'waiting' }),
  'moves of several runs': (writer) => {
    start(writer, 'new');
    appendMove(writer, { run: 'r', seq: 1, records: [{ type: 'ready', step: 'load' }], status: 'running', statusBefore: 'running' });
    appendMove(writer, { run: 'new', seq: 1, records: [done], status: 'completed' });
  },
  'the end of a run, with a letter': (writer) =>
    appendMove(writer, { run: 'r', seq: 1, records: [letter, done], status: 'completed', letters: [{ step: 'load', task: 't', failure }] }),
  'a redrive': (writer) => letterRedriven(writer, { run: 'old', step: 'load', by: 'r' }),
  'an erased salt': (writer) => eraseSalt(writer, 2),
  'a member': (writer) => setMember(writer, { name: 'bob', roles: ['reviewer'] }),
  'a document': (writer) =>
    publishDocument(writer, {
      kind: 'policy',
      id: 'w',
      version: '1.0.0',
      title: 'W',
      content: { kind: 'policy', id: 'w', version: '1.0.0', title: 'W' },
    }),
};

const CODES: readonly (readonly [code: string, kind: Failure['kind']])[] = [
  ['SQLITE_FULL', 'unwritable'],
  ['SQLITE_IOERR_WRITE', 'unwritable'],
  ['SQLITE_IOERR_FSYNC', 'unwritable'],
  ['SQLITE_BUSY', 'busy'],
];

let faults: Faults;
beforeEach(() => {
  faults = injectFaults();
});
afterEach(() => faults.restore());

const prepared = (): Store => {
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    start(writer, 'r');
    start(writer, 'old');
    appendMove(writer, { run: 'old', seq: 1, records: [letter], status: 'running', letters: [{ step: 'load', task: 't', failure }] });
  });
  return store;
};

const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

const demandConsistent = async (store: Store): Promise<void> => {
  store.close();
  const context = { progress: () => undefined, signal: new AbortController().signal };
  const verdict = await reopen(store, { readOnly: true }).snapshot((reader) => verifyWorkspace(reader, context));
  expect(verdict.firstBad).toBeUndefined();
};

/** How many statements the change runs, with those of its transaction. */
const statementsOf = (change: (writer: Writer) => unknown): readonly string[] => {
  const store = prepared();
  faults.plan(undefined);
  store.change('ada', change);
  const { seen } = faults;
  store.close();
  return seen;
};

describe.each(Object.entries(CHANGES))('%s', (_, change) => {
  test('is undone by a failure at any statement of it, and done when it is asked for again', async () => {
    const statements = statementsOf(change);
    expect(statements[0]).toContain('BEGIN');
    const commit = statements.indexOf('COMMIT');
    expect(commit).toBeGreaterThan(2);
    const store = prepared();
    const size = store.read(auditSize);
    for (let at = 0; at <= commit; at++) {
      const [code, kind] = CODES[at % CODES.length] as (typeof CODES)[number];
      faults.plan({ code, at });
      const error = thrown(() => store.change('ada', change));
      faults.plan(undefined);
      expect(error, statements[at]).toBeInstanceOf(Refusal);
      expect((error as Refusal).failure.kind, statements[at]).toBe(kind);
      expect(store.read(auditSize)).toBe(size);
    }
    store.change('ada', change);
    expect(store.read(auditSize)).toBeGreaterThan(size);
    await demandConsistent(store);
  });
});

test.each(CODES)('every sort of failure is told apart at every statement of a move: %s', async (code, kind) => {
  const change = CHANGES['a move'] as (writer: Writer) => unknown;
  const count = statementsOf(change).indexOf('COMMIT') + 1;
  const store = prepared();
  for (let at = 0; at < count; at++) {
    faults.plan({ code, at });
    const error = thrown(() => store.change('ada', change));
    faults.plan(undefined);
    expect((error as Refusal).failure.kind).toBe(kind);
    expect(store.read((reader) => readMoves(reader, 'r'))).toHaveLength(1);
  }
  store.change('ada', change);
  await demandConsistent(store);
});

test.each(Object.keys(CHANGES))(
  'a commit that succeeded although it seemed to fail is there, and the next change goes on from it: %s',
  async (name) => {
    const change = CHANGES[name] as (writer: Writer) => unknown;
    const commit = statementsOf(change).indexOf('COMMIT');
    const store = prepared();
    const size = store.read(auditSize);
    faults.plan({ code: 'SQLITE_IOERR_FSYNC', at: commit, after: true });
    expect(thrown(() => store.change('ada', change))).toBeInstanceOf(Refusal);
    faults.plan(undefined);
    const kept = store.read(auditSize);
    expect(kept).toBeGreaterThan(size);
    store.change('ada', (writer) => setMember(writer, { name: 'eve', roles: ['reviewer'] }));
    expect(store.read(auditSize)).toBe(kept + 1);
    await demandConsistent(store);
  },
);

test('a move that was committed although it seemed to fail is found, and is not taken a second time', () => {
  const store = prepared();
  const move = CHANGES['a move'] as (writer: Writer) => unknown;
  faults.plan({ code: 'SQLITE_IOERR_FSYNC', at: statementsOf(move).indexOf('COMMIT'), after: true });
  expect(thrown(() => store.change('ada', move))).toBeInstanceOf(Refusal);
  faults.plan(undefined);
  expect(store.read((reader) => readMoves(reader, 'r'))).toHaveLength(2);
  expect(() => store.change('ada', move)).toThrow(/without gaps/);
  expect(store.read((reader) => readMoves(reader, 'r'))).toHaveLength(2);
});

test('a failed checkpoint is none of the change that was made before it', async () => {
  const store = prepared();
  const statements = statementsOf((writer) => setMember(writer, { name: 'bob', roles: ['reviewer'] }));
  const look = statements.findIndex((sql) => sql.includes('wal_checkpoint'));
  for (const member of ['bob', 'eve', 'kim']) {
    faults.plan(look === -1 ? undefined : { code: 'SQLITE_IOERR_WRITE', at: look });
    store.change('ada', (writer) => setMember(writer, { name: member, roles: ['reviewer'] }));
  }
  faults.plan(undefined);
  await demandConsistent(store);
});
