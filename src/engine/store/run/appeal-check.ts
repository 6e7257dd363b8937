/** Compares findings of appeals with what the audit trail says of them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { type Comparison, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { different, missing } from './comparison.ts';
import countAppeals from './sql/count-appeals.sql?raw';
import getRecordedAppeal from './sql/get-recorded-appeal.sql?raw';

type AppealRow = {
  readonly originalRun: string;
  readonly unit: string;
  readonly verdict: string;
  readonly view: string;
  readonly recordedAt: string;
  readonly entry: number;
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

export const appealCheck: ObjectCheck = {
  kinds: ['appeal.recorded'],
  begin: (reader) => {
    let recorded = 0;
    return {
      compare: (entry) => {
        recorded++;
        return compareAppeal(reader, entry);
      },
      leftOver: () =>
        reader.one<{ readonly count: number }>(countAppeals)?.count === recorded
          ? undefined
          : 'the number of appeals is not what the entries record',
    };
  },
};
