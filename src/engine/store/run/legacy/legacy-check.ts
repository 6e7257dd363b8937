/** Compares steps and attempts of runs from before runs were kept as moves with what the audit trail says of them. */
import type { AuditEntry } from '../../../model/audit-entry.ts';
import { type Comparison, compareCommittedText } from '../../audit/object-check.ts';
import type { Reader } from '../../handle.ts';
import { different, missing, sameJson } from '../comparison.ts';
import type { EndingRow } from '../ending.ts';
import { recordedRun } from '../recorded-run.ts';
import getRecordedAttempt from './sql/get-recorded-attempt.sql?raw';
import getRecordedEnd from './sql/get-recorded-end.sql?raw';
import listStepsSql from './sql/list-steps.sql?raw';

type RecordedEnd = EndingRow & { readonly endedAt: string; readonly entry: number };
type AttemptRow = { readonly startedAt: string; readonly input: string; readonly entry: number };

const stepsOf = (reader: Reader, run: string): readonly { readonly name: string; readonly status: string }[] =>
  reader.all(listStepsSql, { run });

/** The steps in the order in which the run's first entry names them. */
export const legacyStepNames = (reader: Reader, run: string): readonly string[] => stepsOf(reader, run).map(({ name }) => name);

export const compareLegacyEnd = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const row = recordedRun(reader, run);
  if (row === undefined) return missing(`run ${run}`);
  const steps = Object.fromEntries(stepsOf(reader, run).map(({ name, status }) => [name, status]));
  const same = sameJson({ status: row.status, steps }, entry.detail) && row.endedAt === entry.at && row.endEntry === entry.index;
  return same ? compareEnding(reader, entry, row, `the end of run ${run}`) : different(`the end of run ${run}`);
};

const attemptOf = ({ subject }: AuditEntry): { readonly run: string; readonly step: string; readonly attempt: number } => ({
  run: String(subject.run),
  step: String(subject.step),
  attempt: Number(subject.attempt),
});

const attemptName = (entry: AuditEntry): string => {
  const { run, step, attempt } = attemptOf(entry);
  return `attempt ${attempt} of step ${step} of run ${run}`;
};

export const compareLegacyAttempt = (reader: Reader, entry: AuditEntry): Comparison => {
  const what = attemptName(entry);
  const row = reader.one<AttemptRow>(getRecordedAttempt, attemptOf(entry));
  if (row === undefined) return missing(what);
  const same = row.startedAt === entry.at && row.entry === entry.index;
  return same ? compareCommittedText(reader, entry, row.input, `the input of ${what}`) : different(what);
};

export const compareLegacyAttemptEnd = (reader: Reader, entry: AuditEntry): Comparison => {
  const what = `the end of ${attemptName(entry)}`;
  const row = reader.one<RecordedEnd>(getRecordedEnd, attemptOf(entry));
  if (row === undefined) return missing(what);
  const same = row.status === entry.detail?.status && row.endedAt === entry.at && row.entry === entry.index;
  return same ? compareEnding(reader, entry, row, what) : different(what);
};

/** Output and failure exclude each other; the entry commits to the one there is, and to nothing where there is none. */
const compareEnding = (reader: Reader, entry: AuditEntry, { output, failure }: EndingRow, what: string): Comparison => {
  if (output !== null && failure !== null) return different(what);
  const text = output ?? failure;
  if (text === null && entry.commitment === undefined) return { checked: 1 };
  return compareCommittedText(reader, entry, text ?? undefined, what);
};
