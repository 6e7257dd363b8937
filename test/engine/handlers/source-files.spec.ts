/** Source files are looked into by jobs: their beginning may be large, and the thread that everything waits for reads none of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobRunner } from '../../../src/engine/job/protocol.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorkspace } from '../../support/workspace.ts';

const files = () => {
  const folder = scratchFolder();
  const paths = { unitsPath: join(folder, 'units.csv'), membersPath: join(folder, 'members.csv') };
  writeFileSync(paths.unitsPath, 'household,income,region,disabled\nH1,900.50,urban,false\n');
  writeFileSync(paths.membersPath, 'household,age,earned\nH1,40,0\n');
  return paths;
};

const watched = async () => {
  const kinds: string[] = [];
  const wrapJobs = (jobs: JobRunner): JobRunner => ({
    ...jobs,
    start: (job, listener) => {
      kinds.push(job.kind);
      return jobs.start(job, listener);
    },
  });
  return { kinds, test: await testWorkspace({ wrapJobs }) };
};

it('for a preview', async () => {
  const { kinds, test } = await watched();
  expect(await test.ask('source.preview', { path: files().unitsPath })).toMatchObject({ rows: [['H1', '900.50', 'urban', 'false']] });
  expect(kinds).toEqual(['preview']);
});

it('for a mapping to begin with, and to check it', async () => {
  const { kinds, test } = await watched();
  const asked = { policy: 'housing-support', ...files() };
  const mapping = await test.ask('population.suggestMapping', asked);
  expect(mapping).toMatchObject({ units: { key: 'household' }, members: { key: 'household' } });
  expect(await test.ask('mapping.check', { ...asked, mapping: JSON.stringify(mapping) })).toEqual({ problems: [] });
  expect(kinds).toEqual(['headers', 'headers']);
});

it('and are refused from there', async () => {
  const { test } = await watched();
  expect(await test.refused('source.preview', { path: join(scratchFolder(), 'none.csv') })).toMatchObject({ kind: 'unreadable' });
  const { unitsPath } = files();
  writeFileSync(unitsPath, '');
  const asked = { policy: 'housing-support', unitsPath };
  expect(await test.refused('population.suggestMapping', asked)).toMatchObject({ kind: 'invalid', problems: [{ row: 1 }] });
});
