/** What holds of every workspace at any time, whatever happened to it: checked after each test of runs. */
import { expect } from 'vitest';
import type { Move, RunRecord } from '../../../src/engine/run/run-state.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { readMoves } from '../../../src/engine/store/run/move-store.ts';
import { listRuns } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';

const RUNS_MAX = 10_000;

/** What the records of one run break, in words. */
export const brokenBy = (records: readonly RunRecord[]): readonly string[] => {
  const broken: string[] = [];
  const attempts = new Map<string, { number: number; open: boolean; completed: boolean }>();
  const ended = new Set<string>();
  if (records[0]?.type !== 'started') broken.push(`the first record is ${records[0]?.type}`);
  for (const [at, record] of records.entries()) {
    if (record.type === 'run-end' && at !== records.length - 1) broken.push('something follows the end of the run');
    else if (record.type === 'attempt') {
      const before = attempts.get(record.step);
      if (before?.open) broken.push(`attempt ${record.number} at ${record.step} begins beside another`);
      if (before?.completed) broken.push(`attempt ${record.number} at ${record.step} begins after one that completed`);
      if (record.number !== (before?.number ?? 0) + 1) broken.push(`attempt ${record.number} at ${record.step} follows ${before?.number}`);
      attempts.set(record.step, { number: record.number, open: true, completed: false });
    } else if (record.type === 'attempt-end') {
      const open = attempts.get(record.step);
      if (open?.number !== record.number || !open.open) broken.push(`attempt ${record.number} at ${record.step} ends and is not open`);
      attempts.set(record.step, { number: record.number, open: false, completed: record.status === 'completed' });
    } else if (record.type === 'end') {
      if (ended.has(record.step)) broken.push(`step ${record.step} ends twice`);
      if (attempts.get(record.step)?.open && record.status !== 'completed') broken.push(`step ${record.step} ends with an open attempt`);
      ended.add(record.step);
    }
  }
  return broken;
};

const gaps = (moves: readonly Move[]): readonly string[] =>
  moves.flatMap(({ seq }, at) => (seq === at ? [] : [`move ${seq} stands at ${at}`]));

/** Fails the test where a run of the store, or its audit trail, is not sound. */
export const expectSound = async (store: Store): Promise<void> => {
  const runs = store.read((reader) =>
    listRuns(reader, { after: 0, limit: RUNS_MAX }).map(({ id, status }) => ({ id, status, moves: readMoves(reader, id) })),
  );
  for (const { id, status, moves } of runs) {
    const records = moves.flatMap((move) => move.records);
    expect([...gaps(moves), ...brokenBy(records)], `run ${id}`).toEqual([]);
    const end = records.at(-1);
    expect(end?.type === 'run-end' ? end.status : undefined, `run ${id} is ${status}`).toBe(
      ['completed', 'faulted', 'cancelled'].includes(status) ? status : undefined,
    );
  }
  // Nothing more is written meanwhile: what is due is signed now.
  store.checkpoint();
  const reader = store.read((open) => open);
  const verdict = await verifyWorkspace(reader, { progress: () => undefined, signal: new AbortController().signal });
  expect(verdict).toMatchObject({ verdict: 'consistent' });
};
