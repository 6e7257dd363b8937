/** Writes moves. Those of one run that happened at one time, and are written in one transaction, are one move in the store: its records are theirs. */
import type { Failure } from '../model/problem.ts';
import type { RunStatus } from '../model/run.ts';
import type { Writer } from '../store/handle.ts';
import { appendMove, type NewLetter } from '../store/run/move-store.ts';
import { insertRun, type NewRun } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import { graphCall } from './graph-step.ts';
import type { LiveRun } from './live-run.ts';
import type { RunMove } from './run-move.ts';
import { isFinalRun, type Path, type RunRecord } from './run-state.ts';

type WrittenMove = {
  readonly live: LiveRun;
  readonly seq: number;
  readonly at: string;
  readonly records: RunRecord[];
  status: RunStatus;
  readonly statusBefore: RunStatus;
  readonly insert: NewRun | undefined;
  readonly alongside: ((writer: Writer) => void)[];
};

const begin = ({ live, at, records, status, statusBefore, insert, alongside }: RunMove, seq: number): WrittenMove => ({
  live,
  seq,
  at,
  records: [...records],
  status,
  statusBefore,
  insert,
  alongside: alongside === undefined ? [] : [alongside],
});

/** The fold is the same: `evolve` is given the records in their order, with the time that they have. */
const join = (moves: readonly RunMove[]): readonly WrittenMove[] => {
  const all: WrittenMove[] = [];
  const newest = new Map<LiveRun, WrittenMove>();
  for (const made of moves) {
    const { live } = made;
    const before = newest.get(live);
    if (before !== undefined && before.at === made.at) {
      for (const record of made.records) before.records.push(record);
      before.status = made.status;
      if (made.alongside !== undefined) before.alongside.push(made.alongside);
      continue;
    }
    const next = begin(made, before === undefined ? live.seq : before.seq + 1);
    newest.set(live, next);
    all.push(next);
  }
  return all;
};

/** Of a step with attempts the failure stands in the last of them, which this move ended. */
const failureAt = (records: readonly RunRecord[], step: Path): Failure => {
  const told = records.findLast(
    (record) => (record.type === 'end' || record.type === 'attempt-end') && record.step === step && record.failure !== undefined,
  );
  if (told?.type !== 'end' && told?.type !== 'attempt-end') throw new Error(`the dead letter of step "${step}" has no failure`);
  return told.failure as Failure;
};

const lettersOf = (graph: TemplateGraph, records: readonly RunRecord[]): readonly NewLetter[] | undefined => {
  let letters: NewLetter[] | undefined;
  for (const record of records) {
    if (record.type !== 'end' || record.letter === undefined) continue;
    const { step } = record;
    letters ??= [];
    letters.push({ step, task: graphCall(graph, step)?.task.name ?? '', failure: failureAt(records, step) });
  }
  return letters;
};

const writeJoined = (writer: Writer, { live, seq, at, records, status, statusBefore, insert, alongside }: WrittenMove): void => {
  // A run may end with its first move; its row ends with that, too.
  const begins = isFinalRun(status) ? 'running' : status;
  if (insert !== undefined) insertRun(writer, { ...insert, at, status: begins });
  const letters = lettersOf(live.graph, records);
  appendMove(writer, {
    run: live.id,
    seq,
    at,
    records,
    status,
    statusBefore: insert === undefined ? statusBefore : begins,
    ...(letters !== undefined && { letters }),
  });
  for (const write of alongside) write(writer);
};

/** Writes a move in a transaction that the caller makes. Its run goes on counting once that has come off: see `countWritten`. */
export const writeMove = (writer: Writer, made: RunMove): void => {
  for (const move of join([made])) writeJoined(writer, move);
};

/** To be called once moves are found to be in the store, with all of one transaction. Gives how many they are there. */
export const countWritten = (moves: readonly RunMove[]): number => {
  const joined = join(moves);
  for (const { live } of joined) live.seq++;
  return joined.length;
};

/** All in one transaction. Gives how many moves they are in the store. */
export const writeMoves = (store: Store, actor: string, moves: readonly RunMove[]): number => {
  const joined = join(moves);
  store.change(actor, (writer) => {
    for (const move of joined) writeJoined(writer, move);
  });
  for (const { live } of joined) live.seq++;
  return joined.length;
};
