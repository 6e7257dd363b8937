/** A move that was made in memory, on its way into the store. */
import type { Failure } from '../model/problem.ts';
import type { RunStatus } from '../model/run.ts';
import type { Writer } from '../store/handle.ts';
import { appendMove, type NewLetter } from '../store/run/move-store.ts';
import { insertRun, type NewRun } from '../store/run/run-store.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import { graphCall } from './graph-step.ts';
import type { Attempt, LiveRun } from './live-run.ts';
import { isFinalRun, type Path, type RunEvent, type RunRecord } from './run-state.ts';

export type RunMove = {
  readonly live: LiveRun;
  readonly seq: number;
  readonly at: string;
  readonly records: readonly RunRecord[];
  readonly status: RunStatus;
  readonly statusBefore: RunStatus;
  readonly madeMs: number;
  readonly event: RunEvent;
  /** Whose result the event is. */
  readonly attempt: Attempt | undefined;
  /** Somebody waits for it to be written, and is told where it cannot be. */
  readonly commanded: boolean;
  /** The run's row, with its first move. */
  readonly insert: NewRun | undefined;
  /** What is written after the move. */
  readonly alongside: ((writer: Writer) => void) | undefined;
  /** Called once it is written, or with why it was not. */
  readonly told: ((failure: Failure | undefined) => void) | undefined;
  /** Why it was not written. */
  failure?: Failure;
};

/** To be called for a move that was not written and will not be. */
export const failMove = (made: RunMove, failure: Failure): void => {
  made.failure = failure;
  made.told?.(failure);
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

export const writeMove = (writer: Writer, { live, seq, at, records, status, statusBefore, insert, alongside }: RunMove): void => {
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
  alongside?.(writer);
};
