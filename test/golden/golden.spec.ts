/**
 * Workspaces that released programs left stay what they are: they open, verify and read the same in every later program. Once a version is released, its
 * file is never made anew; before that, `PROBITY_WRITE_GOLDEN=1` with this file's tests makes the one of the newest version.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listEntries } from '../../src/engine/store/audit/audit-store.ts';
import { verifyJob } from '../../src/engine/store/audit/verify-job.ts';
import { readImpactResult } from '../../src/engine/store/impact/impact-store.ts';
import { listMembers, rolesOf } from '../../src/engine/store/member/member-store.ts';
import { openStore } from '../../src/engine/store/open-store.ts';
import { findAppeal } from '../../src/engine/store/run/appeal-store.ts';
import { listLegacySteps } from '../../src/engine/store/run/legacy/legacy-steps.ts';
import { listLetters } from '../../src/engine/store/run/letter-store.ts';
import { appendMove, readMoves } from '../../src/engine/store/run/move-store.ts';
import { childrenOf, countRuns, findRunByKey, getRun, listRuns, unfinishedRuns } from '../../src/engine/store/run/run-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { testWorld } from '../support/test-world.ts';
import { makeGoldenV8, WHOLE } from './golden-v8.ts';

const golden = (version: number): string => join(import.meta.dirname, `workspace-v${version}.probity`);

if (process.env.PROBITY_WRITE_GOLDEN === '1') {
  rmSync(golden(8), { force: true });
  makeGoldenV8(golden(8));
}

const opened = (version: number): Store => {
  const path = join(scratchFolder(), 'copy.probity');
  copyFileSync(golden(version), path);
  const store = openStore(path, testWorld());
  onTestFinished(() => store.close());
  return store;
};

const demandConsistent = async (store: Store): Promise<void> => {
  store.close();
  const verdict = await verifyJob({ workspacePath: store.path }, { progress: () => undefined, signal: new AbortController().signal });
  expect(verdict.firstBad).toBeUndefined();
  expect(verdict.limits.join()).not.toContain('no object to compare');
};

describe('version 6, from before runs were kept as moves', () => {
  test('opens, verifies, and its runs are read as they were', async () => {
    const store = opened(6);
    const runs = store.read((reader) => listRuns(reader, { after: 0, limit: 99 }));
    expect(runs.map(({ template, status }) => `${template.id} ${status}`)).toEqual([
      'eligibility-check running',
      'appeal-processing completed',
      'eligibility-check completed',
      'impact-analysis completed',
    ]);
    const [unfinished, appeal, check, impact] = runs.map(({ id }) => id) as [string, string, string, string];
    expect(store.read(unfinishedRuns)).toEqual([unfinished]);
    expect(store.read((reader) => listLegacySteps(reader, check)).map(({ name, status }) => `${name} ${status}`)).toEqual(
      expect.arrayContaining(['policy completed', 'decide completed', 'route completed', 'grant completed', 'decline skipped']),
    );
    expect(store.read((reader) => getRun(reader, check)).output).toMatchObject({ outcome: 'ELIGIBLE', amounts: { benefit: '307.5' } });
    expect(store.read((reader) => readImpactResult(reader, impact)).population.units).toBe(20);
    expect(store.read((reader) => findAppeal(reader, appeal))).toMatchObject({ originalRun: impact, unit: '00000002', verdict: 'changed' });
    for (const { id } of runs) expect(store.read((reader) => readMoves(reader, id))).toEqual([]);
    await demandConsistent(store);
  });

  test('its unfinished run can be ended by a move, and the file still verifies', async () => {
    const store = opened(6);
    const [run] = store.read(unfinishedRuns) as [string];
    const failure = { kind: 'interrupted', message: 'An earlier program began it.' } as const;
    store.change('ada', (writer) =>
      appendMove(writer, { run, seq: 0, status: 'faulted', records: [{ type: 'run-end', status: 'faulted', failure }] }),
    );
    expect(store.read((reader) => getRun(reader, run))).toMatchObject({ status: 'faulted', failure });
    await demandConsistent(store);
  });

  test('whoever made it is its owner', () => {
    const store = opened(6);
    const [owner, ...others] = store.read(listMembers);
    expect(others).toEqual([]);
    expect(owner?.roles).toEqual(['owner']);
  });
});

describe('version 8', () => {
  test('opens, verifies, and every sort of record is read as it was written', async () => {
    const store = opened(8);
    expect(store.read((reader) => readMoves(reader, 'whole')).map(({ records }) => records)).toEqual(WHOLE);
    expect(store.read((reader) => readMoves(reader, 'whole', 13))[0]).toMatchObject({ seq: 13, actor: 'bob' });
    expect(store.read((reader) => getRun(reader, 'whole'))).toMatchObject({ status: 'faulted', failure: { kind: 'unavailable' } });
    expect(store.read((reader) => findRunByKey(reader, 'every-feature', 'case-1'))).toBe('whole');
    expect(store.read((reader) => childrenOf(reader, 'whole'))).toMatchObject([{ id: 'child', status: 'completed' }]);
    expect(store.read((reader) => getRun(reader, 'fork'))).toMatchObject({ status: 'waiting', forkOf: { run: 'whole', step: 'last' } });
    expect(store.read((reader) => listLetters(reader, { after: 0, limit: 9 }))).toMatchObject([
      { run: 'whole', step: 'last', redrivenBy: 'fork' },
    ]);
    expect(store.read((reader) => [rolesOf(reader, 'ada'), rolesOf(reader, 'bob'), rolesOf(reader, 'eve')])).toEqual([
      ['owner'],
      ['clerk', 'reviewer'],
      [],
    ]);
    expect(store.read((reader) => countRuns(reader))).toBe(3);
    await demandConsistent(store);
  });

  test('the same made today leaves the same trail, but for the entry that names the program', () => {
    const path = join(scratchFolder(), 'made.probity');
    makeGoldenV8(path);
    const entries = (store: Store) => store.read((reader) => listEntries(reader, 1, 999));
    const made = openStore(path, testWorld());
    onTestFinished(() => made.close());
    expect(entries(made).length).toBeGreaterThan(20);
    expect(entries(made)).toEqual(entries(opened(8)).slice(0, entries(made).length));
  });
});
