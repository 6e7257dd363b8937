/** Compares runs, their moves, and what earlier programs kept of them, with what the audit trail says. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { Comparison, ObjectCheck } from '../audit/object-check.ts';
import { compareLegacyAttempt, compareLegacyAttemptEnd, compareLegacyEnd } from './legacy/legacy-check.ts';
import { compareMove } from './move-check.ts';
import countRecorded from './sql/count-recorded.sql?raw';
import { compareStart } from './start-check.ts';

/** What is counted. Every row names its entry, so that as many entries as rows means one for each. */
const TABLES = ['runs', 'ended runs', 'moves', 'dead letters', 'steps', 'attempts', 'ended attempts'] as const;
type Counts = { [table in (typeof TABLES)[number]]: number };

const stepCount = ({ detail }: AuditEntry): number => (Array.isArray(detail?.steps) ? detail.steps.length : 0);

export const runCheck: ObjectCheck = {
  kinds: ['run.started', 'run.moved', 'run.finished', 'run.ended', 'attempt.started', 'attempt.ended'],
  begin: (reader) => {
    const counts: Counts = { runs: 0, 'ended runs': 0, moves: 0, 'dead letters': 0, steps: 0, attempts: 0, 'ended attempts': 0 };
    const moved = (entry: AuditEntry): Comparison => {
      const { letters, ...comparison } = compareMove(reader, entry);
      counts.moves++;
      counts['dead letters'] += letters;
      return comparison;
    };
    return {
      compare: (entry) => {
        switch (entry.kind) {
          case 'run.started':
            counts.runs++;
            counts.steps += stepCount(entry);
            return compareStart(reader, entry);
          case 'run.moved':
            return moved(entry);
          case 'run.finished':
            counts['ended runs']++;
            return moved(entry);
          case 'run.ended':
            counts['ended runs']++;
            return compareLegacyEnd(reader, entry);
          case 'attempt.started':
            counts.attempts++;
            return compareLegacyAttempt(reader, entry);
          default:
            counts['ended attempts']++;
            return compareLegacyAttemptEnd(reader, entry);
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
