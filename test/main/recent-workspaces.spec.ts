/** The list of recent workspaces: it holds the last ones, and no state of its file stops anything. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRecentWorkspaces } from '../../src/main/recent-workspaces.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const openedAt = '2026-03-01T12:00:00.000Z';
const quiet = (): void => undefined;

const inScratch = () => {
  const folder = scratchFolder();
  const file = join(folder, 'recent.json');
  const workspace = (name: string): string => join(folder, `${name}.probity`);
  return { folder, file, workspace, recent: createRecentWorkspaces(file, quiet) };
};

it('holds what was opened, the last one first, and tells which are still there', async () => {
  const { file, workspace, recent } = inScratch();
  expect(await recent.list()).toEqual([]);
  writeFileSync(workspace('there'), '');
  recent.remember({ path: workspace('gone'), name: 'Gone', openedAt });
  recent.remember({ path: workspace('there'), name: 'There', openedAt });
  expect(await createRecentWorkspaces(file, quiet).list()).toEqual([
    { path: workspace('there'), name: 'There', openedAt, present: true },
    { path: workspace('gone'), name: 'Gone', openedAt, present: false },
  ]);
});

it('holds a workspace once, and twelve at most', async () => {
  const { workspace, recent } = inScratch();
  for (let number = 1; number <= 15; number += 1) recent.remember({ path: workspace(String(number)), name: 'W', openedAt });
  recent.remember({ path: workspace('8'), name: 'Renamed', openedAt });
  const list = await recent.list();
  expect(list).toHaveLength(12);
  expect(list[0]).toMatchObject({ path: workspace('8'), name: 'Renamed' });
  expect(list.filter(({ path }) => path === workspace('8'))).toHaveLength(1);
  expect(list.map(({ path }) => path)).not.toContain(workspace('3'));
});

it('forgets what it is told to', async () => {
  const { workspace, recent } = inScratch();
  for (const name of ['a', 'b']) recent.remember({ path: workspace(name), name, openedAt });
  recent.forget(workspace('a'));
  recent.forget(workspace('never there'));
  expect((await recent.list()).map(({ name }) => name)).toEqual(['b']);
});

it.each(['', '{', 'null', '{"path":"x"}', '[{"path":1}]', '[{"path":"x","name":"y","openedAt":"z","more":1}]', '\u0000'])(
  'takes a file of %j for an empty list, and goes on from there',
  async (content) => {
    const { file, workspace, recent } = inScratch();
    writeFileSync(file, content);
    expect(await recent.list()).toEqual([]);
    recent.remember({ path: workspace('a'), name: 'A', openedAt });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([{ path: workspace('a'), name: 'A', openedAt }]);
  },
);

it('logs that it cannot be written, by the code alone, and stops nobody', async () => {
  const { folder, workspace } = inScratch();
  const file = join(folder, 'folder.json');
  mkdirSync(join(file, 'full'), { recursive: true });
  const lines: unknown[] = [];
  const recent = createRecentWorkspaces(file, (...line) => lines.push(line));
  recent.remember({ path: workspace('a'), name: 'A', openedAt });
  expect(await recent.list()).toEqual([]);
  expect(lines).toEqual([['warn', 'recent.unwritable', { code: 'EISDIR' }]]);
});
