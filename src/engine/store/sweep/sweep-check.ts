/** Compares the stored plans and results of sweeps with what the audit trail says of them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { contentHash } from '../../model/content-hash.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { SweepResult } from '../../model/sweep-result.ts';
import { type Comparison, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import countRows from './sql/count-rows.sql?raw';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';

const comparePlan = (reader: Reader, { index, detail }: AuditEntry, run: string): Comparison => {
  const row = reader.one<{ plan: string; entry: number }>(getRun, { run });
  if (row === undefined) return { checked: 0, wrong: `the plan of sweep ${run} is missing` };
  const same = sha256Hex(row.plan) === detail?.plan && row.entry === index;
  return same ? { checked: 1 } : { checked: 1, wrong: `the plan of sweep ${run} is not what was recorded` };
};

/** The hash that a result names must be that of its content, whoever wrote both. */
const hashOf = (text: string): string => {
  const { run: _, elapsedMs: __, resultHash: ___, ...found } = JSON.parse(text) as SweepResult;
  return contentHash(found);
};

const compareResult = (reader: Reader, entry: AuditEntry, run: string): Comparison => {
  const what = `the result of sweep ${run}`;
  const row = reader.one<{ result: string; resultHash: string; entry: number }>(getResult, { run });
  if (row === undefined) return { checked: 0, wrong: `${what} is missing` };
  if (row.resultHash !== entry.detail?.resultHash || row.entry !== entry.index)
    return { checked: 1, wrong: `${what} is not what was recorded` };
  const committed = compareCommittedText(reader, entry, row.result, what);
  if (committed.wrong !== undefined) return committed;
  return hashOf(row.result) === row.resultHash ? committed : { checked: 1, wrong: `${what} does not have its hash` };
};

export const sweepCheck: ObjectCheck = {
  kinds: ['sweep.planned', 'sweep.completed'],
  begin: (reader) => {
    const recorded = { runs: 0, results: 0 };
    return {
      compare: (entry) => {
        const run = String(entry.subject.run);
        if (entry.kind === 'sweep.planned') {
          recorded.runs++;
          return comparePlan(reader, entry, run);
        }
        recorded.results++;
        return compareResult(reader, entry, run);
      },
      leftOver: () => {
        const stored = reader.one<typeof recorded>(countRows);
        const same = stored?.runs === recorded.runs && stored.results === recorded.results;
        return same ? undefined : 'sweeps hold rows that no entry records';
      },
    };
  },
};
