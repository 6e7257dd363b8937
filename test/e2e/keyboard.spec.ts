/** The app by keyboard alone: everything is reached, the focus is where the work goes on, and the check that all of this rests on finds faults. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { auditPage } from './pages/audit-page.ts';
import { policiesPage } from './pages/policies-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { startPage } from './pages/start-page.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { ask } from './support/ask.ts';
import { holdAnswers } from './support/hold-answers.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { tabTo } from './support/tab-to.ts';

// Each goes on where the one before has led.
test.describe.configure({ mode: 'serial' });

let folder: string;
let running: RunningApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-keyboard-'));
  running = await launchApp(folder);
  await startPage(running.page).isShown();
});

test.afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('axe finds what is planted for it', async () => {
  const { page } = running;
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.evaluate(() => {
    const planted = document.createElement('button');
    planted.id = 'planted';
    document.querySelector('main')?.append(planted);
  });
  expect((await accessibilityFaults(page)).map(({ rule }) => rule)).toContain('button-name');
  await page.evaluate(() => document.getElementById('planted')?.remove());
});

test('a workspace is made, and a dialog opened and left, without a mouse', async () => {
  const { app, page } = running;
  const shell = shellPage(page);
  await answerDialogs(app, [join(folder, 'keyboard.probity')]);

  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('By keyboard');
  await tabTo(page, page.getByRole('button', { name: 'Choose: File' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'File' })).toHaveValue(/keyboard\.probity$/);
  await tabTo(page, page.getByRole('button', { name: 'Create workspace' }));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Populations')).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Policies' }));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Policies')).toBeFocused();
  await expect(page).toHaveTitle('Policies – Probity');

  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await tabTo(page, skip);
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  const opener = page.getByRole('button', { name: 'Shipped documents…' });
  await tabTo(page, opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Shipped documents' });
  await expect(dialog).toBeVisible();
  const publish = page.getByRole('button', { name: 'Publish Housing support', exact: true });
  await tabTo(page, publish);
  await page.keyboard.press('Enter');
  await expect(publish).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a list leads into its rows, and back leads to the list', async () => {
  const { page } = running;
  const shell = shellPage(page);
  const row = page.getByRole('table', { name: 'Policies' }).getByRole('button', { name: 'Housing support', exact: true });
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  await expect(shell.heading('Housing support')).toBeFocused();

  await tabTo(page, page.getByRole('tab', { name: 'Overview' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Inputs' })).toBeFocused();
  await expect(page.getByRole('table', { name: 'Inputs' })).toBeVisible();

  await policiesPage(page).tab('JSON');
  await tabTo(page, page.getByRole('textbox', { name: 'Housing support' }));

  await tabTo(page, page.getByRole('button', { name: 'Back' }));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Policies')).toBeFocused();
});

test('a dialog stays until the command in it is answered, and sends it once', async () => {
  const { app, page } = running;
  const letGo = await holdAnswers(app, 'member.set');
  await shellPage(page).goTo('Members');
  await page.getByRole('button', { name: 'Add member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add member' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await dialog.getByRole('combobox', { name: 'Roles' }).fill('reviewer');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeDisabled();
  await letGo();
  await expect(dialog).toBeHidden();
  await shellPage(page).goTo('Audit');
  await expect(auditPage(page).entries().getByText('member.set')).toHaveCount(1);
});

test('who has gone elsewhere while a command was on its way is left there; a result that was put away stays where it is shown', async () => {
  const { app, page } = running;
  const shell = shellPage(page);
  const letGo = await holdAnswers(app, 'audit.verify');
  await auditPage(page).verify();
  await shell.goTo('Members');
  await letGo();
  const result = shell.tasks().getByRole('button', { name: 'Show result' });
  await expect(result).toBeVisible();
  await expect(shell.heading('Members')).toBeVisible();
  await result.click();
  await expect(auditPage(page).verdict()).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss: Verify the audit trail' }).click();
  await expect(shell.tasks()).toBeHidden();
  await expect(auditPage(page).verdict()).toBeVisible();
});

test('a second dialog of the system is not opened over the first', async () => {
  const { app, page } = running;
  await answerDialogs(app, [join(folder, 'first.probity-key'), join(folder, 'second.probity-key')], 300);
  await auditPage(page).tab('Log key');
  await page.getByRole('button', { name: 'Import key…' }).click();
  const dialog = page.getByRole('dialog');
  const file = dialog.getByRole('textbox', { name: 'File', exact: true });
  await dialog.getByRole('button', { name: 'Choose: File' }).dblclick();
  await expect(file).toHaveValue(/first/);
  await dialog.getByRole('button', { name: 'Choose: File' }).click();
  await expect(file).toHaveValue(/second/);
  await page.keyboard.press('Escape');
});

test('what is typed while a draft is being saved stays', async () => {
  const { app, page } = running;
  const shell = shellPage(page);
  const draft = (title: string): string =>
    JSON.stringify(
      { kind: 'workflow', dsl: '1', id: 'typed', version: '1.0.0', title, steps: { done: { type: 'set', value: 1 } } },
      null,
      2,
    );
  await ask(page, 'document.add', { body: draft('Begun'), unfinished: true });
  await shell.goTo('Policies');
  await page.getByRole('table', { name: 'Policies' }).getByRole('button', { name: 'Begun', exact: true }).click();
  const editor = page.getByRole('textbox', { name: 'Text of Begun' });
  const save = page.getByRole('button', { name: 'Save as draft' });
  const write = async (text: string): Promise<void> => {
    await page.getByRole('main').locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  };
  await expect(editor).toBeVisible();
  await write(draft('Saved'));
  const letGo = await holdAnswers(app, 'document.add');
  await save.click();
  await write(draft('Typed on'));
  await letGo();
  await expect(shell.heading('Saved')).toBeVisible();
  await expect(page.getByRole('main').locator('.cm-content')).toContainText('Typed on');
  await expect(save).toBeEnabled();
  // Saved under another name it is another document, and the way back leads to the one before.
  await write(draft('Renamed').replace('"typed"', '"renamed"'));
  await save.click();
  await expect(shell.heading('Renamed')).toBeVisible();
  await shell.back();
  await expect(shell.heading('Saved')).toBeVisible();
});
