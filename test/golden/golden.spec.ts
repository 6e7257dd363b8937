/**
 * Workspaces that released programs left stay what they are: they open, verify and read the same in every later program. Once a version is released, its
 * file is never made anew; before that, `PROBITY_WRITE_GOLDEN=1` with this file's tests makes the one of the newest version.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listAnchors } from '../../src/engine/store/audit/anchor-store.ts';
import { auditSize, listEntries } from '../../src/engine/store/audit/audit-store.ts';
import { newestCheckpoint } from '../../src/engine/store/audit/checkpoint-store.ts';
import { logKeys, logOrigin } from '../../src/engine/store/audit/log-keys.ts';
import { verifyJob } from '../../src/engine/store/audit/verify-job.ts';
import { readImpactResult } from '../../src/engine/store/impact/impact-store.ts';
import { listMembers, rolesOf, setMember } from '../../src/engine/store/member/member-store.ts';
import { openStore } from '../../src/engine/store/open-store.ts';
import { findAppeal } from '../../src/engine/store/run/appeal-store.ts';
import { listLegacySteps } from '../../src/engine/store/run/legacy/legacy-steps.ts';
import { listLetters } from '../../src/engine/store/run/letter-store.ts';
import { appendMove, readMoves } from '../../src/engine/store/run/move-store.ts';
import { childrenOf, countRuns, findRunByKey, getRun, listRuns, unfinishedRuns } from '../../src/engine/store/run/run-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { memoryLogKeyring } from '../support/memory-log-keyring.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { testWorld } from '../support/test-world.ts';
import { makeGolden, WHOLE } from './golden-records.ts';

const golden = (version: number): string => join(import.meta.dirname, `workspace-v${version}.probity`);

if (process.env.PROBITY_WRITE_GOLDEN === '1') {
  rmSync(golden(9), { force: true });
  makeGolden(golden(9));
}

const copyOf = (version: number): string => {
  const path = join(scratchFolder(), 'copy.probity');
  copyFileSync(golden(version), path);
  return path;
};

const readOnly = (path: string): Store => {
  const store = openStore(path, { readOnly: true });
  onTestFinished(() => store.close());
  return store;
};

const opened = (version: number): Store => {
  const store = openStore(copyOf(version), { ...testWorld(), logKeys: memoryLogKeyring() });
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

describe.each([8, 9])('version %i', (version) => {
  test('opens, verifies, and every sort of record is read as it was written', async () => {
    const store = opened(version);
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
});

describe('version 8, from before checkpoints were signed', () => {
  test('gets a log key when it is opened for writing, and a checkpoint when it is closed', async () => {
    const store = opened(8);
    expect(store.version).toBe(9);
    const size = store.read(auditSize);
    const added = store.read((reader) => listEntries(reader, size - 2, 2));
    expect(added).toMatchObject([
      { actor: 'system', kind: 'workspace.migrated', subject: { from: 8, to: 9 } },
      { actor: 'system', kind: 'log-key.made', subject: { log: store.read(logOrigin) } },
    ]);
    const [key, ...others] = store.read(logKeys);
    expect(others).toEqual([]);
    expect(key).toEqual({ key: added[1]?.detail?.logKey, entry: size - 1 });
    expect(added[1]?.detail).not.toHaveProperty('replaces');
    store.close();
    const closed = openStore(store.path, { readOnly: true });
    onTestFinished(() => closed.close());
    expect(closed.read(newestCheckpoint)?.size).toBe(size);
    await demandConsistent(closed);
  });
});

describe('version 9', () => {
  test('has its key from entry 0, checkpoints over its trail, and an anchor', () => {
    const store = readOnly(copyOf(9));
    const [genesis] = store.read((reader) => listEntries(reader, 0, 1));
    expect(store.read(logKeys)).toEqual([{ key: genesis?.detail?.logKey, entry: 0 }]);
    expect(store.read(newestCheckpoint)?.size).toBe(store.read(auditSize));
    expect(store.read(listAnchors)).toMatchObject([{ anchor: { kind: 'cosignature', by: 'witness' } }]);
  });

  test('goes on under another key on a machine that does not hold its own, from the first change that is made there', async () => {
    const store = opened(9);
    const size = store.read(auditSize);
    store.change('bob', (writer) => setMember(writer, { name: 'eve', roles: ['viewer'] }));
    const [first, second] = store.read(logKeys);
    expect(second?.entry).toBe(size + 1);
    expect(store.read(newestCheckpoint)?.size).toBe(size + 2);
    expect(store.read((reader) => listEntries(reader, second?.entry ?? 0, 1))).toMatchObject([
      { kind: 'log-key.made', detail: { logKey: second?.key, replaces: first?.key } },
    ]);
    await demandConsistent(store);
  });

  test('the same made today leaves the same trail, but for the entry that names the program', () => {
    const path = join(scratchFolder(), 'made.probity');
    makeGolden(path);
    const entries = (store: Store) => store.read((reader) => listEntries(reader, 1, 999));
    const made = readOnly(path);
    expect(entries(made).length).toBeGreaterThan(20);
    expect(entries(made)).toEqual(entries(readOnly(copyOf(9))));
  });
});
