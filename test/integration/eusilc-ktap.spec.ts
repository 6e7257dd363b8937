/** Real input, end to end: a synthetic EU-SILC file of 58,654 persons imported for K-TAP, and K-TAP's law before and after two changes. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ImpactRequest } from '../../src/engine/impact/plan-impact.ts';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import type { ImpactResult } from '../../src/engine/model/impact-result.ts';
import type { Mapping, PolicyDocument } from '../../src/engine/model/index.ts';
import type { Json } from '../../src/engine/model/json.ts';
import type { PopulationOutcome, PopulationPart } from '../../src/engine/population/population-part.ts';
import { publishDocument } from '../../src/engine/store/document/document-store.ts';
import { populationWriter } from '../../src/engine/store/population/population-writer.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { scratchWorkspace } from '../engine/store/scratch-workspace.ts';
import { builtJobs } from '../support/built-entries.ts';
import { runImpactJob } from '../support/impact-workspace.ts';
import { sharedFolder } from '../support/shared-folder.ts';

const source = sharedFolder('data/eusilcP_58654.csv');
const project = resolve(import.meta.dirname, '../..');
const readJson = (path: string): Json => JSON.parse(readFileSync(join(project, path), 'utf8')) as Json;

const policy = readJson('templates/policies/ky-ktap.json') as unknown as PolicyDocument;
const mapping = readJson('test/support/eusilc-ktap.mapping.json') as unknown as Mapping;
const request: ImpactRequest = {
  population: 'eusilc',
  baseline: policy.id,
  date: '2023-01-01',
  reforms: ['2023-03-01', '2025-11-01'].map((date) => ({ reference: policy.id, date })),
  by: ['region', 'children'],
};

const runner = createChildRunner(await builtJobs());
afterAll(() => runner.close());

const importSource = async (store: Store, unitsPath: string) => {
  const writer = populationWriter((work) => store.change('ada', work), { id: 'eusilc', name: 'eusilc', secret: Buffer.alloc(32, 9) });
  const onPart = (part: PopulationPart): void => writer.take(part);
  const end = await runner.start<PopulationPart, PopulationOutcome>(
    { kind: 'import', unitsPath, mapping, policy },
    { onProgress: () => undefined, onPart },
  ).ended;
  if (end.type !== 'done') throw new Error(`the import ${end.type}: ${JSON.stringify(end)}`);
  return writer.seal(end.outcome);
};

const print = ({ outcomes, matrix, totals, resultHash }: ImpactResult): void => {
  const lines = matrix.flatMap((counts, reform) => {
    const figures = totals.reforms[reform];
    return [
      `${request.date} -> ${request.reforms[reform]?.date}: cost ${figures?.baselineCost} -> ${figures?.reformCost} (${figures?.costChange}), ` +
        `${figures?.gainers} gain ${figures?.gained}, ${figures?.losers} lose ${figures?.lost}`,
      ...outcomes.map((outcome, i) => `  ${outcome.padEnd(14)} ${(counts[i] ?? []).map((count) => String(count).padStart(7)).join('')}`),
    ];
  });
  console.log([`EU-SILC x K-TAP, ${totals.units} households, result ${resultHash}`, ...lines].join('\n'));
};

test.runIf(source !== undefined)(
  'K-TAP of 2023-01-01 against 2023-03-01 and 2025-11-01: 1, 2 and 4 workers give one result',
  async () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => {
      const { id, version, title } = policy;
      publishDocument(writer, { kind: 'policy', id, version, title, content: policy as unknown as Json });
    });
    const info = await importSource(store, source as string);
    expect(info.units + info.quarantined).toBeGreaterThanOrEqual(25_000);
    expect({ units: info.units, members: info.members, quarantined: info.quarantined }).toEqual({
      units: 25_000,
      members: 58_654,
      quarantined: 0,
    });

    const results: ImpactResult[] = [];
    for (const workers of [1, 2, 4]) results.push(await runImpactJob(runner, store, { run: `workers-${workers}`, request, workers }));
    const [one, ...others] = results.map(({ run: _, ...result }) => result);
    for (const other of others) expect(other).toEqual(one);
    const first = results[0] as ImpactResult;
    print(first);
    for (const counts of first.matrix) expect(counts.flat().reduce((a, b) => a + b)).toBe(info.units);
    expect(first.totals.reforms.map(({ undetermined }) => undetermined)).toEqual([0, 0]);
    expect(first.totals.reforms[0]?.gainers).toBeGreaterThan(0);
  },
  120_000,
);
