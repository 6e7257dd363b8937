/** The built job process does every kind of job, and says in full what is wrong with bad input. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createChildRunner } from '../../../src/engine/job/child-runner.ts';
import type { Job } from '../../../src/engine/job/protocol.ts';
import type { Mapping } from '../../../src/engine/model/index.ts';
import { builtJobs } from '../../support/built-entries.ts';
import { fillWorkspace, grantPolicy } from '../../support/impact-workspace.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const runner = createChildRunner(await builtJobs());
afterAll(() => runner.close());

const carryOut = async (job: Job) => {
  const parts: unknown[] = [];
  const end = await runner.start<unknown, unknown>(job, { onProgress: () => undefined, onPart: (part) => parts.push(part) }).ended;
  return { end, parts };
};

const mapping: Mapping = {
  kind: 'mapping',
  units: { key: 'id' },
  members: { key: 'id', fields: { age: 'age' } },
  inputs: { income: 'income', region: 'region' },
};

const importJob = (units: string): Job => {
  const folder = scratchFolder();
  const [unitsPath, membersPath] = [join(folder, 'units.csv'), join(folder, 'members.csv')];
  writeFileSync(unitsPath, units);
  writeFileSync(membersPath, 'id,age\n1,40\n1,7\n2,71\n');
  return { kind: 'import', unitsPath, membersPath, mapping, policy: grantPolicy };
};

test('import', async () => {
  const { end, parts } = await carryOut(importJob('id,income,region\n1,900.50,north\n2,,south\n'));
  expect(end).toMatchObject({ type: 'done', outcome: { units: 2, members: 3, quarantined: 0 } });
  expect(parts).toMatchObject([{ kind: 'chunk', columns: expect.arrayContaining([expect.objectContaining({ column: 'age', rows: 3 })]) }]);
});

test('an import of a file that is not what the mapping says fails with its problems', async () => {
  const { end, parts } = await carryOut(importJob('id,salary\n1,900.50\n'));
  expect(end).toMatchObject({ type: 'failed', failure: { kind: 'invalid', problems: expect.arrayContaining([expect.anything()]) } });
  expect(parts).toEqual([]);
});

test('a look into a file', async () => {
  const { unitsPath } = importJob('id,income,region\n1,900.50,north\n') as Extract<Job, { kind: 'import' }>;
  const preview = await carryOut({ kind: 'preview', path: unitsPath, rows: 5 });
  expect(preview.end).toMatchObject({ type: 'done', outcome: { columns: ['id', 'income', 'region'], rows: [['1', '900.50', 'north']] } });
  const headers = await carryOut({ kind: 'headers', inputs: grantPolicy.inputs, unitsPath });
  expect(headers.end).toMatchObject({ type: 'done', outcome: { units: { name: 'units.csv', columns: ['id', 'income', 'region'] } } });
});

test('generate', async () => {
  const { end, parts } = await carryOut({ kind: 'generate', policy: grantPolicy, units: 50, seed: 'a' });
  expect(end).toMatchObject({ type: 'done', outcome: { units: 50 } });
  expect(parts).toHaveLength(1);
});

test('verify', async () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 20, chunkUnits: 16 });
  const { end } = await carryOut({ kind: 'verify', workspacePath: store.path, anchors: [], workers: 1 });
  expect(end).toMatchObject({ type: 'done', outcome: { verdict: 'consistent' } });
});
