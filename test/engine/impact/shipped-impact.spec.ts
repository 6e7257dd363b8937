/** K-TAP over made-up households: by columns it comes to what every case decided alone comes to, and to the hash that it always came to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planImpact } from '../../../src/engine/impact/plan-impact.ts';
import type { Json, PolicyDocument } from '../../../src/engine/model/index.ts';
import { importPopulation } from '../../../src/engine/population/import-job.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { householdMapping, writeHouseholds } from '../../bench/write-households.ts';
import { PROJECT } from '../../support/bundle.ts';
import { gatherParts, storeImported } from '../../support/import-csv.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { plainCases, plainResult, plainResultHash } from '../../support/plain-impact.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const UNITS = 400;

const readDocument = (path: string): Json => JSON.parse(readFileSync(join(PROJECT, 'templates', path), 'utf8')) as Json;

test('before and after the reform of 2023, and with maxima of 2023 kept in 2025', async () => {
  const policy = readDocument('policies/ky-ktap.json') as unknown as PolicyDocument;
  const reform = readDocument('reforms/ky-ktap-keep-maxima.json') as {
    readonly id: string;
    readonly version: string;
    readonly title: string;
  };
  const folder = scratchFolder();
  const files = { units: join(folder, 'units.csv'), members: join(folder, 'members.csv') };
  writeHouseholds(files, UNITS);
  const store = scratchWorkspace();
  store.change('ada', (writer) => {
    publishDocument(writer, { ...policy, kind: 'policy', content: policy as unknown as Json });
    publishDocument(writer, { ...reform, kind: 'reform', content: reform as Json });
  });
  const job = { kind: 'import', unitsPath: files.units, membersPath: files.members, mapping: householdMapping, policy } as const;
  storeImported(store, await gatherParts((context) => importPopulation(job, context)), { id: 'p1', name: 'people' });

  const request = {
    population: 'people',
    baseline: 'ky-ktap',
    date: '2023-01-01',
    reforms: [
      { reference: 'ky-ktap', date: '2023-03-01' },
      { reference: reform.id, date: '2025-12-01' },
    ],
    by: ['spm_unit_size', 'ky_ktap_eligible'],
  };
  const { resultHash, totals, matrix, groups } = runImpactHere(store, 'r', request);
  const plan = store.read((reader) => planImpact(reader, request));
  const cases = plainCases(store, plan);
  const plain = plainResult(plan, cases);
  expect(resultHash).toBe(plainResultHash(store, plan, cases));
  expect(totals).toMatchObject(plain.totals);
  expect(matrix).toEqual(plain.matrix);
  expect(groups).toHaveLength(plain.groups.length);
  for (const { by, value, units, figures } of plain.groups) {
    expect(groups.find((group) => group.by === by && group.value === value)).toMatchObject({ units, figures });
  }
  expect(resultHash).toBe('9909b6e3f1f10089edbff4407763434659a2702898e99e75591b85312b29cb47');
});
