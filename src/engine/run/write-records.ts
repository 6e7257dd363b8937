/** Writes what is added when a run moves on, inside of the caller's transaction. */
import { assertNever } from '../model/problem.ts';
import type { Writer } from '../store/handle.ts';
import { beginAttempt, endAttempt, setStepStatus } from '../store/run/attempt-store.ts';
import { endRun } from '../store/run/run-store.ts';
import type { RunRecord } from './run-state.ts';

const writeRecord = (writer: Writer, run: string, record: RunRecord): void => {
  switch (record.type) {
    case 'attempt-started':
      beginAttempt(writer, { run, step: record.step, number: record.number }, record.input);
      return;
    case 'attempt-ended':
      endAttempt(writer, { run, step: record.step, number: record.number }, record);
      return;
    case 'step-changed':
      setStepStatus(writer, { run, name: record.step, status: record.status });
      return;
    case 'run-ended':
      endRun(writer, run, record);
      return;
    default:
      assertNever(record);
  }
};

export const writeRecords = (writer: Writer, run: string, records: readonly RunRecord[]): void => {
  for (const record of records) writeRecord(writer, run, record);
};
