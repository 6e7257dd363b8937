/** Ends a run that this program cannot go on with: from what is stored alone, without its template. */
import type { Failure } from '../model/problem.ts';
import { appendMove, readMoves } from '../store/run/move-store.ts';
import type { Store } from '../store/store.ts';
import type { Move, Path, RunRecord } from './run-state.ts';

/** What is open at the end of the moves is ended, blocks after what is in them. */
export const abandonRecords = (moves: readonly Move[], failure: Failure): readonly RunRecord[] => {
  const attempts = new Map<Path, number>();
  const steps = new Set<Path>();
  const blocks = new Set<Path>();
  for (const record of moves.flatMap(({ records }) => records)) {
    if (record.type === 'block') blocks.add(record.block);
    else if (record.type === 'block-end') blocks.delete(record.block);
    else if (record.type === 'attempt-end') attempts.delete(record.step);
    else if (record.type === 'end') steps.delete(record.step);
    else if (record.type === 'ready' || record.type === 'waiting') steps.add(record.step);
    else if (record.type === 'attempt') {
      steps.add(record.step);
      attempts.set(record.step, record.number);
    }
  }
  const ends = [...steps].flatMap((step): RunRecord[] => {
    const number = attempts.get(step);
    if (number === undefined) return [{ type: 'end', step, status: 'cancelled' }];
    return [
      { type: 'attempt-end', step, number, status: 'interrupted' },
      { type: 'end', step, status: 'faulted', failure },
    ];
  });
  const blockEnds = [...blocks].reverse().map((block): RunRecord => ({ type: 'block-end', block, status: 'cancelled' }));
  return [...ends, ...blockEnds, { type: 'run-end', status: 'faulted', failure }];
};

/** Writes that. Of a run of an earlier program nothing else was kept as moves. */
export const abandonRun = (store: Store, actor: string, run: string, failure: Failure): void => {
  const moves = store.read((reader) => readMoves(reader, run));
  store.change(actor, (writer) =>
    appendMove(writer, { run, seq: moves.length, records: abandonRecords(moves, failure), status: 'faulted' }),
  );
};
