/** Opening, closing and taking up workspaces, through the engine's public face. */
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogKeyring } from '../../../src/engine/identity/log-keyring.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { beginPopulation } from '../../../src/engine/store/population/population-store.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { makeTown, testWorkspace } from '../../support/workspace.ts';

it('that cannot be opened leave the open one as it was', async () => {
  const test = await testWorkspace();
  const junk = join(scratchFolder(), 'junk.probity');
  writeFileSync(junk, 'this is no workspace');
  expect(await test.refused('workspace.open', { path: junk })).toMatchObject({ kind: 'unreadable' });
  expect(await test.refused('workspace.create', { path: test.path, name: 'Again' })).toMatchObject({ kind: 'conflict' });
  const missing = join(scratchFolder(), 'no', 'such', 'folder.probity');
  expect(await test.refused('workspace.create', { path: missing, name: 'Lost' })).toMatchObject({ kind: 'unwritable' });
  expect(existsSync(missing)).toBe(false);
  expect(await test.ask('workspace.info', {})).toMatchObject({ name: 'Test' });
});

it('that are open are not opened again, by whatever name', async () => {
  const test = await testWorkspace();
  const told = test.events.length;
  const alias = join(scratchFolder(), 'alias.probity');
  symlinkSync(test.path, alias);
  for (const path of [test.path, alias])
    expect(await test.ask('workspace.open', { path })).toMatchObject({ name: 'Test', readOnly: false });
  expect(test.events).toHaveLength(told);
});

it('drop at their opening what a crash left half-done', async () => {
  const test = await testWorkspace();
  await test.ask('workspace.close', {});
  const store = openStore(test.path, { ...testWorld('crash'), logKeys: createLogKeyring(test.port.machineFolder) });
  store.change('ada', (writer) => beginPopulation(writer, { id: 'p', name: 'Half', secret: Buffer.alloc(32) }));
  store.close();
  await test.ask('workspace.open', { path: test.path });
  const { entries } = await test.ask('audit.list', { limit: 1_000 });
  expect(entries.slice(-2).map(({ kind }) => kind)).toEqual(['population.begun', 'population.discarded']);
  await makeTown(test, 10, 'half');
  expect(await test.ask('population.list', {})).toHaveLength(1);
});

it('are told of when they open, change and close', async () => {
  const test = await testWorkspace();
  await test.ask('workspace.close', {});
  const told = test.events.filter((event) => event.type === 'workspace.changed');
  expect(told[0]).toMatchObject({ workspace: { name: 'Test', policies: 0 } });
  expect(told.at(-2)).toMatchObject({ workspace: { policies: 5 } });
  expect(told.at(-1)).toEqual({ type: 'workspace.changed', workspace: null });
});

it('have the shipped workflows from the beginning, once', async () => {
  const test = await testWorkspace();
  await test.ask('workspace.close', {});
  await test.ask('workspace.open', { path: test.path });
  const workflows = await test.ask('document.list', { kind: 'workflow' });
  expect(workflows.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
    'appeal-processing published',
    'appeal-with-approval published',
    'eligibility-check published',
    'impact-analysis published',
    'parameter-sweep published',
    'population-check published',
    'reviewed-eligibility published',
  ]);
});
