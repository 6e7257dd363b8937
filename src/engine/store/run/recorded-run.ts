/** A run's row as the audit trail recorded it. */
import type { Reader } from '../handle.ts';
import type { RunRow } from './run-store.ts';
import getRecordedRun from './sql/get-recorded-run.sql?raw';

export type RecordedRun = Omit<RunRow, 'id'> & {
  readonly entry: number;
  readonly endEntry: number | null;
  readonly startKey: string | null;
};

export const recordedRun = (reader: Reader, run: string): RecordedRun | undefined => reader.one<RecordedRun>(getRecordedRun, { run });
