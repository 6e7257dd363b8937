/** Compares the stored plans, chunks and results of sweeps with what the audit trail says of them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { contentHash } from '../../model/content-hash.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { SweepResult } from '../../model/sweep-result.ts';
import { type Comparison, compareCommitment, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import countRows from './sql/count-rows.sql?raw';
import getChunk from './sql/get-chunk.sql?raw';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';
import { sweepChunkPayload } from './sweep-store.ts';

const comparePlan = (reader: Reader, { index, detail }: AuditEntry, run: string): Comparison => {
  const row = reader.one<{ plan: string; entry: number }>(getRun, { run });
  if (row === undefined) return { checked: 0, wrong: `the plan of sweep ${run} is missing` };
  const same = sha256Hex(row.plan) === detail?.plan && row.entry === index;
  return same ? { checked: 1 } : { checked: 1, wrong: `the plan of sweep ${run} is not what was recorded` };
};

type ChunkRow = { readonly units: number; readonly sha256: string; readonly data: Uint8Array | null; readonly entry: number };

const compareChunk = (reader: Reader, entry: AuditEntry, run: string): Comparison => {
  const { kind, index, subject, detail } = entry;
  const what = `chunk ${String(subject.chunk)} of sweep ${run}`;
  const row = reader.one<ChunkRow>(getChunk, { run, chunk: Number(subject.chunk) });
  if (row === undefined) return { checked: 0, wrong: `${what} is missing` };
  const same =
    row.units === detail?.units &&
    (kind === 'sweep.chunk-repeated' || row.entry === index) &&
    (row.data === null || sha256Hex(row.data) === row.sha256);
  return same
    ? compareCommitment(reader, entry, sweepChunkPayload(row.sha256), what)
    : { checked: 1, wrong: `${what} is not what was recorded` };
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
  kinds: ['sweep.planned', 'sweep.chunk', 'sweep.chunk-repeated', 'sweep.completed'],
  begin: (reader) => {
    const recorded = { runs: 0, chunks: 0, results: 0 };
    return {
      compare: (entry) => {
        const run = String(entry.subject.run);
        if (entry.kind === 'sweep.planned') {
          recorded.runs++;
          return comparePlan(reader, entry, run);
        }
        if (entry.kind === 'sweep.completed') {
          recorded.results++;
          return compareResult(reader, entry, run);
        }
        if (entry.kind === 'sweep.chunk') recorded.chunks++;
        return compareChunk(reader, entry, run);
      },
      leftOver: () => {
        const stored = reader.one<typeof recorded>(countRows);
        const same = stored?.runs === recorded.runs && stored.chunks === recorded.chunks && stored.results === recorded.results;
        return same ? undefined : 'sweeps hold rows that no entry records';
      },
    };
  },
};
