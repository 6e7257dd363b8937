/** Compares dead letters with the entries that kept and redrove them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { type Comparison, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { different, missing } from './comparison.ts';
import type { LetterRow } from './letter-store.ts';
import countRedriven from './sql/count-redriven-letters.sql?raw';
import getLetter from './sql/get-letter.sql?raw';

type RecordedLetter = LetterRow & { readonly entry: number; readonly redriveEntry: number | null };

const compareLetter = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const step = String(entry.subject.step);
  const row = reader.one<RecordedLetter>(getLetter, { run, step });
  if (entry.kind === 'letter.redriven') {
    const same = row !== undefined && row.redrivenBy === entry.detail?.by && row.redriveEntry === entry.index;
    return same ? { checked: 1 } : different(`where step ${step} of run ${run} was redriven`);
  }
  const what = `the dead letter of step ${step} of run ${run}`;
  if (row === undefined) return missing(what);
  const same = row.task === entry.detail?.task && row.at === entry.at && row.entry === entry.index;
  return same ? compareCommittedText(reader, entry, row.failure, what) : different(what);
};

/** How many letters there are is counted with the moves, whose records name them. */
export const letterCheck: ObjectCheck = {
  kinds: ['letter.kept', 'letter.redriven'],
  begin: (reader) => {
    let redriven = 0;
    return {
      compare: (entry) => {
        if (entry.kind === 'letter.redriven') redriven++;
        return compareLetter(reader, entry);
      },
      leftOver: () =>
        reader.one<{ readonly total: number }>(countRedriven)?.total === redriven
          ? undefined
          : 'the number of redriven letters is not what the entries record',
    };
  },
};
