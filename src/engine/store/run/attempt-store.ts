/** Steps and attempts of a run in the workspace. An attempt's beginning and its end are rows of their own, written once. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import type { AttemptView, StepStatus } from '../../model/run.ts';
import type { Reader, Writer } from '../handle.ts';
import { type Ending, endingPayload, endingRow } from './ending.ts';
import insertAttempt from './sql/insert-attempt.sql?raw';
import insertAttemptEnd from './sql/insert-attempt-end.sql?raw';
import listAttempts from './sql/list-attempts.sql?raw';
import listStepsSql from './sql/list-steps.sql?raw';
import setStepStatusSql from './sql/set-step-status.sql?raw';

/** Which attempt: of a run, at a step, counted from 1. */
export type AttemptKey = { readonly run: string; readonly step: string; readonly number: number };

export type AttemptEnding = Ending<'completed' | 'faulted' | 'cancelled' | 'interrupted'>;

export const setStepStatus = (writer: Writer, step: { readonly run: string; readonly name: string; readonly status: StepStatus }): void => {
  writer.run(setStepStatusSql, step);
};

/** Begins an attempt. The audit entry commits to its input. */
export const beginAttempt = (writer: Writer, { run, step, number }: AttemptKey, input: Json): void => {
  const entry = writer.record({ kind: 'attempt.started', subject: { run, step, attempt: number }, payload: input });
  writer.run(insertAttempt, { run, step, number, startedAt: entry.at, input: canonicalJson(input), entry: entry.index });
};

/** Ends an attempt; a second end is refused by the table, as a fault. The audit entry commits to the output or the failure. */
export const endAttempt = (writer: Writer, { run, step, number }: AttemptKey, ending: AttemptEnding): void => {
  const entry = writer.record({
    kind: 'attempt.ended',
    subject: { run, step, attempt: number },
    detail: { status: ending.status },
    ...endingPayload(ending),
  });
  writer.run(insertAttemptEnd, { run, step, number, ...endingRow(ending), endedAt: entry.at, entry: entry.index });
};

export type StoredStep = { readonly name: string; readonly status: StepStatus; readonly attempts: readonly AttemptView[] };

type AttemptRow = {
  readonly step: string;
  readonly number: number;
  readonly startedAt: string;
  readonly input: string;
  readonly status: AttemptEnding['status'] | null;
  readonly endedAt: string | null;
  readonly output: string | null;
  readonly failure: string | null;
};

const attemptOf = (row: AttemptRow): AttemptView => ({
  number: row.number,
  status: row.status ?? 'running',
  startedAt: row.startedAt,
  ...(row.endedAt !== null && { endedAt: row.endedAt }),
  input: JSON.parse(row.input) as Json,
  ...(row.output !== null && { output: JSON.parse(row.output) as Json }),
  ...(row.failure !== null && { failure: JSON.parse(row.failure) as Failure }),
});

/** The steps of a run, each after those that it waits for, and each with its attempts from the first to the newest. */
export const listSteps = (reader: Reader, run: string): readonly StoredStep[] => {
  const rows = Map.groupBy(reader.all<AttemptRow>(listAttempts, { run }), (row) => row.step);
  return reader
    .all<{ readonly name: string; readonly status: StepStatus }>(listStepsSql, { run })
    .map(({ name, status }) => ({ name, status, attempts: (rows.get(name) ?? []).map(attemptOf) }));
};
