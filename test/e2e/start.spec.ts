/** The start screen where things are not as they should be, and the way past it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { shellPage } from './pages/shell-page.ts';
import { startPage } from './pages/start-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { inspect } from './support/inspect.ts';
import { launchApp } from './support/launch-app.ts';

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-start-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file that is no workspace, and one that is gone, are met with the next step', async () => {
  const running = await launchApp(folder);
  const { app, page } = running;
  const start = startPage(page);
  const broken = join(folder, 'broken.probity');
  writeFileSync(broken, 'not a workspace');
  await start.isShown();
  await answerDialogs(app, [broken]);
  await start.open();
  await expect(start.alert()).toContainText('Check that the file is complete');
  await inspect(page, '31-start-unreadable');

  const gone = join(folder, 'gone.probity');
  await answerDialogs(app, [gone]);
  await start.create('Gone');
  await shellPage(page).closeWorkspace();
  await start.isShown();
  for (const suffix of ['', '-wal', '-shm']) rmSync(gone + suffix, { force: true });
  await page.reload();
  await expect(start.recent('Gone')).toContainText('The file is no longer there');
  await expect(start.recent('Gone').getByRole('button', { name: 'Open Gone' })).toBeDisabled();
  await inspect(page, '32-start-gone');
  expect(running.complaints).toEqual([]);
  await running.close();
});

test('a workspace named on the command line is opened at once, or the reason is given why not', async () => {
  const workspace = join(folder, 'named.probity');
  const maker = await launchApp(folder);
  await answerDialogs(maker.app, [workspace]);
  await startPage(maker.page).create('Named');
  await expect(shellPage(maker.page).heading('Populations')).toBeVisible();
  await maker.close();

  const opener = await launchApp(folder, workspace);
  await expect(shellPage(opener.page).heading('Populations')).toBeVisible();
  expect(opener.complaints).toEqual([]);
  await opener.close();

  writeFileSync(workspace, 'overwritten');
  const refused = await launchApp(folder, workspace);
  await expect(startPage(refused.page).alert()).toContainText('Check that the file is complete');
  await refused.close();
});
