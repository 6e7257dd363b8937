/**
 * `npm run bench -- impact [--units 100000] [--json]`: a made-up CSV of households with persons is imported, K-TAP is evaluated at two dates by
 * one and by two workers, and all results are stored. Then the same for 500 households. Times are wall clock of the whole phase, processes
 * started and results on disk; memory is the largest resident set of any process.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import type { JobRunner } from '../../src/engine/job/protocol.ts';
import type { ImpactResult, Json, PolicyDocument, PopulationInfo } from '../../src/engine/model/index.ts';
import type { PopulationOutcome, PopulationPart } from '../../src/engine/population/population-part.ts';
import { createStore } from '../../src/engine/store/create-store.ts';
import { publishDocument } from '../../src/engine/store/document/document-store.ts';
import { populationWriter } from '../../src/engine/store/population/population-writer.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { createSystemPort } from '../../src/main/system-port.ts';
import { runImpactJob } from '../support/impact-workspace.ts';
import { watchMemory } from './watch-memory.ts';
import { householdMapping, writeHouseholds } from './write-households.ts';

const UNITS_DEFAULT = 100_000;
const FEW_UNITS = 500;
const DATES = ['2023-01-01', '2025-11-01'] as const;

/** Always the same, so that the result hash is the same in every run of the bench. */
const SECRET = new Uint8Array(32).fill(1);

type Phase = { readonly phase: string; readonly ms: number; readonly unitsPerSecond: number; readonly peakMiB: number | null };

const policy = JSON.parse(readFileSync('templates/policies/ky-ktap.json', 'utf8')) as PolicyDocument;
const runner: JobRunner = createChildRunner(join(import.meta.dirname, 'jobs.js'));
const port = createSystemPort({
  jobs: runner,
  printPdf: () => {
    throw new Error('a bench prints nothing');
  },
});

const measure = async <T>(phases: Phase[], phase: string, units: number, work: () => T | Promise<T>): Promise<T> => {
  const memory = watchMemory();
  const startMs = performance.now();
  const result = await work();
  const ms = performance.now() - startMs;
  phases.push({ phase, ms: Math.round(ms), unitsPerSecond: Math.round((units * 1000) / ms), peakMiB: memory.stop() });
  return result;
};

const openWorkspace = (folder: string): Store => {
  const store = createStore(join(folder, 'bench.probity'), { name: 'Bench', actor: 'bench', ...port });
  const { id, version, title } = policy;
  store.change('bench', (writer) => publishDocument(writer, { kind: 'policy', id, version, title, content: policy as unknown as Json }));
  return store;
};

const importFiles = async (store: Store, unitsPath: string, membersPath: string): Promise<PopulationInfo> => {
  const writer = populationWriter((work) => store.change('bench', work), {
    id: port.newId(),
    name: 'people',
    secret: SECRET,
  });
  const handlers = { onProgress: () => undefined, onPart: (part: PopulationPart) => writer.take(part) };
  const job = { kind: 'import', unitsPath, membersPath, mapping: householdMapping, policy } as const;
  const end = await runner.start<PopulationPart, PopulationOutcome>(job, handlers).ended;
  if (end.type !== 'done') throw new Error(`the import ${end.type}: ${JSON.stringify(end)}`);
  return writer.seal(end.outcome);
};

/** All phases over so many households; with each number of workers once. */
const runAll = async (units: number, workerCounts: readonly number[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const paths = { units: join(folder, 'units.csv'), members: join(folder, 'members.csv') };
  const phases: Phase[] = [];
  try {
    const { members } = await measure(phases, 'write CSV', units, () => writeHouseholds(paths, units));
    const store = openWorkspace(folder);
    const info = await measure(phases, 'import', units, () => importFiles(store, paths.units, paths.members));
    const [date, later] = DATES;
    const request = {
      population: info.id,
      baseline: policy.id,
      date,
      reforms: [{ reference: policy.id, date: later }],
      by: ['spm_unit_size'],
    };
    const results: ImpactResult[] = [];
    for (const workers of workerCounts) {
      const name = `impact, ${workers} worker${workers === 1 ? '' : 's'}`;
      results.push(await measure(phases, name, units, () => runImpactJob(runner, store, { run: `workers-${workers}`, request, workers })));
    }
    store.close();
    const hashes = new Set(results.map(({ resultHash }) => resultHash));
    if (hashes.size !== 1) throw new Error(`${hashes.size} different results: ${[...hashes].join(', ')}`);
    const [result] = results as [ImpactResult];
    return {
      units: info.units,
      members,
      quarantined: info.quarantined,
      phases,
      resultHash: result.resultHash,
      totals: result.totals,
      workspaceBytes: statSync(store.path).size,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const describe = ({ units, members, phases, resultHash, workspaceBytes, totals }: Awaited<ReturnType<typeof runAll>>): string =>
  [
    `${units} households, ${members} persons, K-TAP at ${DATES.join(' and ')}`,
    ...phases.map(
      ({ phase, ms, unitsPerSecond, peakMiB }) =>
        `  ${phase.padEnd(18)}${String(ms).padStart(8)} ms${String(unitsPerSecond).padStart(10)} households/s${String(peakMiB ?? '?').padStart(7)} MiB at most`,
    ),
    `  cost ${totals.reforms[0]?.baselineCost} -> ${totals.reforms[0]?.reformCost}, workspace ${Math.round(workspaceBytes / 1024 / 1024)} MiB`,
    `  result ${resultHash}, the same each time`,
  ].join('\n');

const { values } = parseArgs({ options: { units: { type: 'string' }, json: { type: 'boolean', default: false } } });
const large = await runAll(Number(values.units ?? UNITS_DEFAULT), [1, 2]);
const small = await runAll(FEW_UNITS, [1]);
console.log(values.json ? JSON.stringify({ cores: availableParallelism(), large, small }) : [describe(large), describe(small)].join('\n'));
