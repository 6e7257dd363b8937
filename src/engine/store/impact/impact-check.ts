/** Compares the stored plans, chunks and results of impact runs with what the audit trail says of them. */
import { CaseLeaves } from '../../impact/case-leaves.ts';
import type { ImpactPlan } from '../../impact/impact-plan.ts';
import { resultRoot } from '../../impact/result-tree.ts';
import { storedRoot } from '../../impact/stored-root.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { hex } from '../../model/hex.ts';
import { Refusal } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import { openPopulation, type PopulationView } from '../../population/open-population.ts';
import { ID_COLUMN } from '../../population/population-part.ts';
import { type Comparison, compareCommitment, compareCommittedText, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { populationSecret } from '../population/population-store.ts';
import { chunkPayload, storedChunks } from './impact-store.ts';
import { readResultSides, resultColumnKeys } from './result-sides.ts';
import countRows from './sql/count-rows.sql?raw';
import getChunk from './sql/get-chunk.sql?raw';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';
import getSums from './sql/get-sums.sql?raw';

/** A run whose plan was found good, and what its chunks are recomputed with: nothing once the population's secret was erased. */
type OpenRun = { readonly plan: ImpactPlan; readonly population: PopulationView; readonly leaves: CaseLeaves | undefined };

type RowCounts = { readonly [table in 'runs' | 'chunks' | 'columns' | 'sums' | 'results']: number };
type SumsRow = { readonly sha256: string; readonly data: Uint8Array | null };
type ChunkRow = { readonly units: number; readonly root: Uint8Array; readonly transitions: string; readonly entry: number };

/**
 * A chunk counts as right if its columns and sums have the recorded hashes and its root, computed again from them and the population's secret, is the
 * recorded one: then the stored outcomes and amounts are those whose root is the result hash.
 */
export const impactCheck: ObjectCheck = {
  kinds: ['impact.planned', 'impact.chunk', 'impact.chunk-repeated', 'impact.completed'],
  begin: (reader) => {
    const runs = new Map<string, OpenRun>();
    const recorded = { runs: 0, chunks: 0, columns: 0, sums: 0, results: 0 };

    const compareEntry = (entry: AuditEntry): Comparison => {
      const run = String(entry.subject.run);
      if (entry.kind === 'impact.planned') {
        recorded.runs++;
        return comparePlan(reader, entry, run, runs);
      }
      if (entry.kind === 'impact.completed') {
        recorded.results++;
        return compareResult(reader, entry, run);
      }
      if (entry.kind === 'impact.chunk') {
        recorded.chunks++;
        recorded.columns += Number(entry.detail?.columns);
        if (reader.one(getSums, { run, chunk: Number(entry.subject.chunk) }) !== undefined) recorded.sums++;
      }
      return compareChunk(reader, entry, run, runs.get(run));
    };

    return {
      compare: (entry) => {
        try {
          return compareEntry(entry);
        } catch (error) {
          // What was tampered with is refused by whoever reads it first.
          if (error instanceof Refusal) return { checked: 1, wrong: error.message };
          throw error;
        }
      },
      leftOver: () => {
        const stored = reader.one<RowCounts>(countRows);
        const same = stored !== undefined && Object.entries(recorded).every(([table, count]) => stored[table as keyof RowCounts] === count);
        return same ? undefined : 'impact runs hold rows that no entry records';
      },
    };
  },
};

const comparePlan = (reader: Reader, { index, detail }: AuditEntry, run: string, runs: Map<string, OpenRun>): Comparison => {
  const row = reader.one<{ plan: string; entry: number }>(getRun, { run });
  if (row === undefined) return { checked: 0, wrong: `the plan of impact run ${run} is missing` };
  if (sha256Hex(row.plan) !== detail?.plan || row.entry !== index)
    return { checked: 1, wrong: `the plan of impact run ${run} is not what was recorded` };
  const plan = JSON.parse(row.plan) as ImpactPlan;
  const population = openPopulation(reader, plan.population.id);
  const secret = populationSecret(reader, plan.population.id);
  runs.set(run, { plan, population, leaves: secret === undefined ? undefined : new CaseLeaves(secret) });
  return { checked: 1 };
};

const compareChunk = (reader: Reader, entry: AuditEntry, run: string, open: OpenRun | undefined): Comparison => {
  const { kind, index, subject, detail } = entry;
  const chunk = Number(subject.chunk);
  const what = `chunk ${chunk} of impact run ${run}`;
  const row = reader.one<ChunkRow>(getChunk, { run, chunk });
  if (row === undefined || open === undefined) return { checked: 0, wrong: `${what} is missing` };
  const keys = resultColumnKeys(reader, { run, chunk });
  const same =
    hex(row.root) === detail?.root &&
    row.units === detail.units &&
    keys.length === detail.columns &&
    (kind === 'impact.chunk-repeated' || row.entry === index);
  if (!same) return { checked: 1, wrong: `${what} is not what was recorded` };
  const hashes = keys.map((key) => key.sha256);
  const sums = reader.one<SumsRow>(getSums, { run, chunk });
  const committed = compareCommitment(reader, entry, chunkPayload(hashes, JSON.parse(row.transitions), sums?.sha256), what);
  if (committed.wrong !== undefined) return committed;
  if (sums?.data && sha256Hex(sums.data) !== sums.sha256) return { checked: 1, wrong: `the sums of ${what} are not what was recorded` };
  const sides = readResultSides(reader, keys, { run, chunk });
  if (open.leaves === undefined) return { checked: 0, erased: 1 };
  const units = open.population.chunk(chunk).column(ID_COLUMN).texts;
  const root = storedRoot(sides, row.units, units, open.leaves);
  return hex(root) === detail?.root ? committed : { checked: 1, wrong: `the results in ${what} do not give its root` };
};

const compareResult = (reader: Reader, entry: AuditEntry, run: string): Comparison => {
  const { index, detail } = entry;
  const what = `the result of impact run ${run}`;
  const row = reader.one<{ result: string; resultHash: string; entry: number }>(getResult, { run });
  if (row === undefined) return { checked: 0, wrong: `${what} is missing` };
  if (row.resultHash !== detail?.resultHash || row.entry !== index) return { checked: 1, wrong: `${what} is not what was recorded` };
  const committed = compareCommittedText(reader, entry, row.result, what);
  if (committed.wrong !== undefined) return committed;
  const root = hex(resultRoot(storedChunks(reader, run).map((chunk) => chunk.root)));
  return root === detail.resultHash ? committed : { checked: 1, wrong: `the chunks of impact run ${run} do not give its result hash` };
};
