/**
 * `npm run bench -- ktap [--units 1000000] [--json]`: K-TAP before and after the reform of February 2023, over a million made-up households with 2.3
 * million persons. First the whole path: two CSV files are imported, both sides are evaluated, and matrix, totals and every case's result are stored
 * and committed to, by one and by two workers. Then its parts, on one thread over columns in memory. The files are written once and kept in the
 * folder for temporary files.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { amountColumn } from '../../src/engine/impact/amount-column.ts';
import { CaseLeaves } from '../../src/engine/impact/case-leaves.ts';
import { listCases } from '../../src/engine/impact/case-list.ts';
import { createCaseRows } from '../../src/engine/impact/case-row.ts';
import { outcomesOf } from '../../src/engine/impact/outcomes.ts';
import { resultRoot } from '../../src/engine/impact/result-tree.ts';
import { createSidesEvaluator } from '../../src/engine/impact/sides-evaluator.ts';
import { hex } from '../../src/engine/model/hex.ts';
import type { ImpactResult, PopulationInfo } from '../../src/engine/model/index.ts';
import { compileColumns } from '../../src/engine/policy/column-program.ts';
import { openPopulation } from '../../src/engine/population/open-population.ts';
import { ID_COLUMN } from '../../src/engine/population/population-part.ts';
import { populationSecret } from '../../src/engine/store/population/population-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { runImpactJob } from '../support/impact-workspace.ts';
import { importHouseholds, ktap, measure, openWorkspace, type Phase, phaseLine, runner } from './bench-workspace.ts';
import { writeHouseholds } from './write-households.ts';

const UNITS_DEFAULT = 1_000_000;
const DATES = ['2023-01-01', '2023-03-01'] as const;
/** The parts are measured so often; the median is told. */
const ROUNDS = 5;

/** Changed whenever the files are written differently. */
const FILES_VERSION = 1;

/** A folder stands only once its files are whole. */
const householdFiles = (units: number): { readonly units: string; readonly members: string } => {
  const folder = join(tmpdir(), `probity-bench-ktap-${FILES_VERSION}-${units}`);
  const paths = { units: join(folder, 'units.csv'), members: join(folder, 'members.csv') };
  if (existsSync(folder)) return paths;
  const writing = `${folder}.${process.pid}`;
  mkdirSync(writing);
  writeHouseholds({ units: join(writing, 'units.csv'), members: join(writing, 'members.csv') }, units);
  renameSync(writing, folder);
  return paths;
};

const request = (population: string) => ({
  population,
  baseline: ktap.id,
  date: DATES[0],
  reforms: [{ reference: ktap.id, date: DATES[1] }],
  by: ['spm_unit_size'],
});

const runPath = async (
  store: Store,
  phases: Phase[],
  units: number,
): Promise<{ readonly info: PopulationInfo; readonly result: ImpactResult }> => {
  const info = await measure(phases, 'import', units, () => importHouseholds(store, householdFiles(units)));
  const results: ImpactResult[] = [];
  for (const workers of [1, 2]) {
    const name = `impact, ${workers} worker${workers === 1 ? '' : 's'}`;
    const run = { run: `workers-${workers}`, request: request(info.id), workers };
    results.push(await measure(phases, name, units, () => runImpactJob(runner, store, run)));
  }
  const [first, second] = results as [ImpactResult, ImpactResult];
  if (first.resultHash !== second.resultHash) throw new Error(`different results: ${first.resultHash}, ${second.resultHash}`);
  return { info, result: first };
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;

/** Milliseconds on this thread's processor: others' work on the machine does not count. */
const cpuMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** The parts of an evaluation, over columns that were loaded before. */
const runParts = (store: Store, population: string) =>
  store.read((reader) => {
    const view = openPopulation(reader, population);
    const chunks = Array.from({ length: view.chunkCount }, (_, index) => view.chunk(index));
    const sides = DATES.map((date) => ({ policy: ktap, date }));
    const outcomes = outcomesOf([ktap]);
    const decide = createSidesEvaluator(sides, outcomes, () => []);
    const everything = Object.keys(ktap.decisions);
    const keepingAll = DATES.map((date) => compileColumns(ktap, date, { decisions: everything }));
    const load = cpuMs(() => {
      for (const chunk of chunks) decide(chunk.table());
    });
    const backEnds = keepingAll.map((program) => program.backEnd(chunks[0]?.table() as ReturnType<(typeof chunks)[0]['table']>));
    const decideMs: number[] = [];
    const keepAllMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      decideMs.push(cpuMs(() => chunks.map((chunk) => decide(chunk.table()))));
      keepAllMs.push(cpuMs(() => chunks.map((chunk) => keepingAll.map((program) => program.evaluate(chunk.table())))));
    }
    const leaves = new CaseLeaves(populationSecret(reader, population) as Uint8Array);
    const decided = chunks.map((chunk) => decide(chunk.table()));
    let roots: Uint8Array[] = [];
    const treeMs = cpuMs(() => {
      roots = decided.map(({ baseline, reforms, units }, index) => {
        const keys = chunks[index]?.column(ID_COLUMN).texts as ReturnType<(typeof chunks)[0]['column']>['texts'];
        const rows = [baseline, ...reforms].map((side) => ({
          outcomes: { cells: side.outcomes, texts: outcomes },
          amounts: ktap.amounts.map((name) => ({ name, column: amountColumn(side, name) })),
        }));
        return leaves.chunkRoot(units, keys, createCaseRows(keys, rows));
      });
    });
    const householdMonths = view.info.units * DATES.length;
    const rate = (ms: number): number => Math.round((householdMonths * 1000) / ms);
    return {
      backEnds,
      firstRoundWithLoadingMs: Math.round(load),
      householdMonths,
      evaluateMs: Math.round(median(decideMs)),
      householdMonthsPerSecond: rate(median(decideMs)),
      keepAllDecisionsMs: Math.round(median(keepAllMs)),
      householdMonthsPerSecondKeepingAll: rate(median(keepAllMs)),
      resultTreeMs: Math.round(treeMs),
      resultTreeMicrosecondsPerCase: Math.round((treeMs * 100_000) / view.info.units) / 100,
      root: hex(resultRoot(roots)),
    };
  });

const PAGE_CASES = 50;

/** How long the last page of the gainers takes, of all lists the one that has to pass over most. */
const lastPageMs = (store: Store, run: string): number => {
  const gainers = { run, reform: 0, change: 'gain', limit: PAGE_CASES } as const;
  return store.read((reader) => {
    const { total } = listCases(reader, { ...gainers, after: 0 });
    const startMs = performance.now();
    const { cases } = listCases(reader, { ...gainers, after: Math.max(0, total - PAGE_CASES) });
    if (cases.length !== Math.min(PAGE_CASES, total)) throw new Error(`the last page has ${cases.length} cases`);
    return Math.round(performance.now() - startMs);
  });
};

/** The path from files to stored results, by two workers. */
const wholePath = ([importing, , two]: readonly Phase[], treeMs: number) => {
  if (importing === undefined || two === undefined) throw new Error('a phase is missing');
  const ms = importing.ms + two.ms;
  const peaks = [importing, two].flatMap(({ ownPeakMiB, childPeakMiB }) => [ownPeakMiB ?? 0, childPeakMiB ?? 0]);
  return { ms, withoutResultTreeMs: Math.round(ms - treeMs / 2), peakMiB: Math.max(...peaks) };
};

const runAll = async (units: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const files = householdFiles(units);
  const phases: Phase[] = [];
  try {
    const store = openWorkspace(folder);
    const { info, result } = await runPath(store, phases, units);
    const parts = runParts(store, info.id);
    if (parts.root !== result.resultHash) throw new Error('the parts give another root than the whole path');
    const pageMs = lastPageMs(store, result.run);
    store.close();
    return {
      units: info.units,
      members: info.members,
      csvBytes: statSync(files.units).size + statSync(files.members).size,
      phases,
      whole: wholePath(phases, parts.resultTreeMs),
      parts,
      lastPageMs: pageMs,
      resultHash: result.resultHash,
      totals: result.totals,
      workspaceBytes: statSync(store.path).size,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const describe = ({ phases, whole, parts, totals, ...found }: Awaited<ReturnType<typeof runAll>>): string =>
  [
    `${found.units} households, ${found.members} persons (${Math.round(found.csvBytes / 1e6)} MB of CSV), K-TAP at ${DATES.join(' and ')}`,
    ...phases.map(phaseLine),
    `  CSV to stored results with two workers: ${whole.ms} ms, ${whole.withoutResultTreeMs} ms but for the result tree, ${whole.peakMiB} MiB at most`,
    `  one thread, columns in memory (${parts.backEnds.map(({ kind }) => kind).join(', ')}), ${parts.householdMonths} household-months:`,
    `    outcome and amounts  ${parts.evaluateMs} ms, ${parts.householdMonthsPerSecond} household-months/s`,
    `    every decision kept  ${parts.keepAllDecisionsMs} ms, ${parts.householdMonthsPerSecondKeepingAll} household-months/s`,
    `    result tree          ${parts.resultTreeMs} ms, ${parts.resultTreeMicrosecondsPerCase} us per case`,
    `  last page of the gainers: ${found.lastPageMs} ms`,
    `  cost ${totals.reforms[0]?.baselineCost} -> ${totals.reforms[0]?.reformCost}, workspace ${Math.round(found.workspaceBytes / 1024 / 1024)} MiB`,
    `  result ${found.resultHash}, the same each time`,
  ].join('\n');

const { values } = parseArgs({ options: { units: { type: 'string' }, json: { type: 'boolean', default: false } } });
const found = await runAll(Number(values.units ?? UNITS_DEFAULT));
console.log(values.json ? JSON.stringify({ cores: availableParallelism(), ...found }) : describe(found));
