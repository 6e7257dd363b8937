/** The demonstration: the same figures each time, and no harm to what is not its own. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockWorkspace } from '../../../src/engine/store/workspace-lock.ts';
import type { Demo } from '../../../src/main/command-line/demo/run-demo.ts';
import { commandLineIn } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const folder = fileFolder();
const { run, answer, refusal } = commandLineIn(folder);

const OWN = ['demo.probity', 'mapping.json', 'members.csv', 'report.pdf', 'units.csv'];

/** What a demonstration found, without what belongs to the one run of it: ids, times, and hashes that rest on the population's own secret. */
const figures = ({ tests, mutations, population, result, sweep, explained, appeal, verdict }: Demo) => ({
  tests,
  mutations,
  population: { ...population, id: '', sealedAt: '' },
  result: { ...result, run: '', elapsedMs: 0, resultHash: '', population: { ...result.population, id: '' } },
  sweep: { ...sweep, run: '', elapsedMs: 0, resultHash: '', population: { ...sweep.population, id: '' } },
  explained: { ...explained, run: '' },
  appeal: { ...appeal, run: '', originalRun: '' },
  // How many entries there are follows from which moves of a run fell into one transaction.
  verdict: { verdict: verdict.verdict, statements: verdict.statements.map(({ kind }) => kind), limits: verdict.limits },
});

test('twice in one folder finds the same, and leaves alone what was there', async () => {
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out/mine.txt'), 'mine');
  const first = await answer<Demo>('demo', '--units', '600', '--out', 'out');
  expect(first).toMatchObject({ population: { units: 600, quarantined: 0 }, verdict: { verdict: 'consistent' } });
  expect(first.tests.passed).toBe(first.tests.total);
  expect(first.mutations).toMatchObject({ unnoticed: [], noticed: first.mutations.tried });
  expect(first.sweep.points.map(({ at }) => at)).toEqual([['0.9'], ['1'], ['1.1']]);
  expect(first.result.totals.reforms[0]?.gainers).toBeGreaterThan(0);
  expect(first.explained?.flips[0]?.length).toBeGreaterThan(0);
  expect(first.appeal).toMatchObject({ verdict: 'changed', original: { outcome: 'NOT_ELIGIBLE' } });
  expect(readFileSync(first.files.report).toString('latin1', 0, 5)).toBe('%PDF-');

  const again = await run('demo', '--units', '600', '--out', 'out');
  expect({ exitCode: again.exitCode, stderr: again.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(again.stdout).toContain('Population "Generated households": 600 households,');
  expect(again.stdout).toContain(`workspace  ${join('out', 'demo.probity')}`);
  expect(figures(await answer<Demo>('demo', '--units', '600', '--out', 'out'))).toEqual(figures(first));
  expect(readdirSync(join(folder, 'out'))).toEqual([...OWN, 'mine.txt'].toSorted());
  expect(readFileSync(join(folder, 'out/mine.txt'), 'utf8')).toBe('mine');
});

test("somebody's own files of the same names are not replaced", async () => {
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'own/units.csv'), 'my only copy');
  symlinkSync('nowhere', join(folder, 'own/report.pdf'));
  expect(await refusal('demo', '--units', '10', '--out', 'own')).toMatch(/holds units\.csv, report\.pdf, and no demonstration/);
  expect(readFileSync(join(folder, 'own/units.csv'), 'utf8')).toBe('my only copy');
  expect(readdirSync(join(folder, 'own'))).toEqual(['report.pdf', 'units.csv']);
});

test('a workspace of an earlier demonstration that is open elsewhere is not taken away', async () => {
  mkdirSync(join(folder, 'used'));
  const workspace = join(folder, 'used/demo.probity');
  await answer('workspace', 'create', workspace, '--name', 'Open');
  const before = readFileSync(workspace);
  const lock = lockWorkspace(workspace);
  try {
    expect(await refusal('demo', '--units', '10', '--out', 'used')).toMatch(/demo\.probity" is open in another process/);
  } finally {
    lock.release();
  }
  expect(readFileSync(workspace).equals(before)).toBe(true);
});

test('a folder that cannot be one, and a count that is none, are refused', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await refusal('demo', '--units', '10', '--out', 'file/below')).toMatch(/cannot be written \(ENOTDIR\). Choose another with --out/);
  expect(await refusal('demo', '--units', 'many')).toMatch(/--units is "many"/);
  expect(readdirSync(folder)).not.toContain('demo-out');
});
