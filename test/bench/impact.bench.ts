/**
 * `npm run bench -- impact [--units 100000] [--json]`: a made-up CSV of households with persons is imported, K-TAP is evaluated at two dates by
 * one and by two workers, and all results are stored. Then the same for 500 households.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ImpactResult } from '../../src/engine/model/index.ts';
import { runImpactJob } from '../support/impact-workspace.ts';
import { importHouseholds, ktap, measure, openWorkspace, type Phase, phaseLine, runner } from './bench-workspace.ts';
import { writeHouseholds } from './write-households.ts';

const UNITS_DEFAULT = 100_000;
const FEW_UNITS = 500;
const DATES = ['2023-01-01', '2025-11-01'] as const;

/** All phases over so many households; with each number of workers once. */
const runAll = async (units: number, workerCounts: readonly number[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const paths = { units: join(folder, 'units.csv'), members: join(folder, 'members.csv') };
  const phases: Phase[] = [];
  try {
    const { members } = await measure(phases, 'write CSV', units, () => writeHouseholds(paths, units));
    const store = openWorkspace(folder);
    const info = await measure(phases, 'import', units, () => importHouseholds(store, paths));
    const [date, later] = DATES;
    const request = {
      population: info.id,
      baseline: ktap.id,
      date,
      reforms: [{ reference: ktap.id, date: later }],
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
    ...phases.map(phaseLine),
    `  cost ${totals.reforms[0]?.baselineCost} -> ${totals.reforms[0]?.reformCost}, workspace ${Math.round(workspaceBytes / 1024 / 1024)} MiB`,
    `  result ${resultHash}, the same each time`,
  ].join('\n');

const { values } = parseArgs({ options: { units: { type: 'string' }, json: { type: 'boolean', default: false } } });
const large = await runAll(Number(values.units ?? UNITS_DEFAULT), [1, 2]);
const small = await runAll(FEW_UNITS, [1]);
console.log(values.json ? JSON.stringify({ cores: availableParallelism(), large, small }) : [describe(large), describe(small)].join('\n'));
