/** Compares runs, their steps and attempts, and appeals, with what the audit trail says of them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { type Comparison, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import type { EndingRow } from './ending.ts';
import type { RunRow } from './run-store.ts';
import countRecorded from './sql/count-recorded.sql?raw';
import getRecordedAppeal from './sql/get-recorded-appeal.sql?raw';
import getRecordedAttempt from './sql/get-recorded-attempt.sql?raw';
import getRecordedEnd from './sql/get-recorded-end.sql?raw';
import getRecordedRun from './sql/get-recorded-run.sql?raw';
import listStepsSql from './sql/list-steps.sql?raw';

type RecordedRun = Omit<RunRow, 'id'> & { readonly entry: number; readonly endEntry: number | null };
type RecordedEnd = EndingRow & { readonly endedAt: string; readonly entry: number };
type AttemptRow = { readonly startedAt: string; readonly input: string; readonly entry: number };
type AppealRow = {
  readonly originalRun: string;
  readonly unit: string;
  readonly verdict: string;
  readonly view: string;
  readonly recordedAt: string;
  readonly entry: number;
};

/** What is counted. Every row names its entry, so that as many entries as rows means one for each. */
const TABLES = ['runs', 'ended runs', 'steps', 'attempts', 'ended attempts', 'appeals'] as const;
type Counts = { [table in (typeof TABLES)[number]]: number };

export const runCheck: ObjectCheck = {
  kinds: ['run.started', 'run.ended', 'attempt.started', 'attempt.ended', 'appeal.recorded'],
  begin: (reader) => {
    const counts: Counts = { runs: 0, 'ended runs': 0, steps: 0, attempts: 0, 'ended attempts': 0, appeals: 0 };
    return {
      compare: (entry) => {
        switch (entry.kind) {
          case 'run.started':
            counts.runs++;
            counts.steps += stepNames(entry).length;
            return compareStart(reader, entry);
          case 'run.ended':
            counts['ended runs']++;
            return compareEnd(reader, entry);
          case 'attempt.started':
            counts.attempts++;
            return compareAttempt(reader, entry);
          case 'attempt.ended':
            counts['ended attempts']++;
            return compareAttemptEnd(reader, entry);
          default:
            counts.appeals++;
            return compareAppeal(reader, entry);
        }
      },
      leftOver: () => {
        const stored = reader.one<Counts>(countRecorded);
        const differing = TABLES.find((table) => stored?.[table] !== counts[table]);
        return differing === undefined ? undefined : `the number of ${differing} is not what the entries record`;
      },
    };
  },
};

const missing = (what: string): Comparison => ({ checked: 0, wrong: `${what} is missing` });
const different = (what: string): Comparison => ({ checked: 1, wrong: `${what} is not what was recorded` });

const stepNames = ({ detail }: AuditEntry): readonly Json[] => (Array.isArray(detail?.steps) ? detail.steps : []);
const stepsOf = (reader: Reader, run: string): readonly { readonly name: string; readonly status: string }[] =>
  reader.all(listStepsSql, { run });

const compareStart = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const row = reader.one<RecordedRun>(getRecordedRun, { run });
  if (row === undefined) return missing(`run ${run}`);
  const steps = stepsOf(reader, run).map((step) => step.name);
  const detail: Json = {
    template: row.template,
    version: row.templateVersion,
    hash: row.templateHash,
    title: row.title,
    steps,
    ...(row.originalRun !== null && { originalRun: row.originalRun }),
  };
  const same = sameJson(detail, entry.detail) && row.actor === entry.actor && row.createdAt === entry.at && row.entry === entry.index;
  return same ? compareCommittedText(reader, entry, row.input, `the input of run ${run}`) : different(`run ${run}`);
};

const compareEnd = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const row = reader.one<RecordedRun>(getRecordedRun, { run });
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

const compareAttempt = (reader: Reader, entry: AuditEntry): Comparison => {
  const what = attemptName(entry);
  const row = reader.one<AttemptRow>(getRecordedAttempt, attemptOf(entry));
  if (row === undefined) return missing(what);
  const same = row.startedAt === entry.at && row.entry === entry.index;
  return same ? compareCommittedText(reader, entry, row.input, `the input of ${what}`) : different(what);
};

const compareAttemptEnd = (reader: Reader, entry: AuditEntry): Comparison => {
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

const compareAppeal = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const what = `the finding of appeal ${run}`;
  const row = reader.one<AppealRow>(getRecordedAppeal, { run });
  if (row === undefined) return missing(what);
  const committed = compareCommittedText(reader, entry, row.view, what);
  if (committed.wrong !== undefined) return committed;
  const { unit } = JSON.parse(row.view) as { readonly unit?: unknown };
  const same = row.originalRun === entry.subject.originalRun && row.verdict === entry.detail?.verdict && row.unit === unit;
  return same && row.recordedAt === entry.at && row.entry === entry.index ? committed : different(what);
};

const sameJson = (a: Json, b: Json | undefined): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b);
