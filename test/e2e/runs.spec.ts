/** Durable runs in the hands of whoever has to see them through: started, decided, held, tried again, forked and redriven. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { JsonObject } from '../../src/engine/model/json.ts';
import { chooseOption } from './pages/choose-option.ts';
import { runsPage } from './pages/runs-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { ask } from './support/ask.ts';
import { makeWorkspace } from './support/command-line.ts';
import { inspect } from './support/inspect.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { publishTemplates, runTemplates } from './support/run-templates.ts';
import { tabTo } from './support/tab-to.ts';

let made: string;
let folder: string;
let running: RunningApp;

test.beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), 'probity-runs-'));
  makeWorkspace(join(made, 'runs.probity'), { name: 'Runs', units: 0 });
});

test.afterAll(() => rmSync(made, { recursive: true, force: true }));

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-runs-'));
  const workspace = join(folder, 'runs.probity');
  copyFileSync(join(made, 'runs.probity'), workspace);
  running = await launchApp(folder, workspace);
  await expect(shellPage(running.page).heading('Populations')).toBeVisible();
});

test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const openRuns = (page: Page): Promise<void> => shellPage(page).goTo('Runs');

/** Makes the population that look-ups ask for. */
const makePopulation = async (page: Page, name: string): Promise<void> => {
  await ask(page, 'population.generate', { name, policy: 'housing-support', units: 5, seed: '1' });
  await expect.poll(async () => (await ask(page, 'population.list', {})).map((population) => population.name)).toContain(name);
};

test('a run is started by a form, and whoever started it may not decide its approval', async () => {
  const { page } = running;
  const runs = runsPage(page);
  const shell = shellPage(page);
  await publishTemplates(page, [runTemplates.deskCheck]);
  await openRuns(page);
  await runs.startForm();
  await runs.chooseTemplate(/^Desk check/);
  await page.getByRole('textbox', { name: 'Income' }).fill('much');
  await page.getByRole('textbox', { name: 'Further' }).fill('{ "notes": [1, }');
  await runs.start();
  await expect(page.getByRole('textbox', { name: 'Applicant' })).toBeFocused();
  await expect(page.getByText('A number is needed here.')).toBeVisible();
  await expect(page.getByText(/^This is not JSON/)).toBeVisible();
  await inspect(page, '80-start-run');

  await page.getByRole('textbox', { name: 'Applicant' }).fill('Ada');
  await page.getByRole('textbox', { name: 'Income' }).fill('-5');
  await page.getByRole('textbox', { name: 'Further' }).fill('{ "notes": [1] }');
  await chooseOption(page, 'Region', 'rural');
  await chooseOption(page, 'Urgent', 'No');
  await page.getByRole('textbox', { name: 'Key' }).fill('file 7');
  await runs.start();
  // What only the engine can tell stands at its field too, with the place inside of it.
  await expect(page.getByText(/^\/notes\/0: /)).toBeVisible();
  await page.getByRole('textbox', { name: 'Income' }).fill('1200.50');
  await page.getByRole('textbox', { name: 'Further' }).fill('{ "notes": ["by post"] }');
  await runs.start();

  await expect(shell.heading('Desk check')).toBeVisible();
  await expect(runs.status()).toContainText('Waiting');
  await expect(runs.status()).toContainText('It goes on once somebody has decided.');
  await runs.openStep(/^Check by a second person/);
  await expect(runs.detail()).toContainText('It waits for the decision of somebody who is "reviewer"');
  await inspect(page, '81-run-waiting');
  await runs.detail().getByRole('button', { name: 'Decide…' }).click();
  await expect(page.getByText('Is what Ada says right?')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('This decision is for somebody else');
  await expect(page.getByRole('alert')).toContainText('Whoever started the run may not decide this step.');
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await inspect(page, '82-approval-refused');

  // The same key starts nothing anew.
  await openRuns(page);
  await expect(runs.rows()).toHaveCount(2);
  await expect(runs.rows().nth(1)).toContainText('It waits for the decision of somebody who is "reviewer"');
  const { runs: listed } = await ask(page, 'run.list', {});
  const { id: run, input } = await ask(page, 'run.show', { run: listed[0]?.id ?? '' });
  const again = { template: 'desk-check@1.0.0', input: input as JsonObject, key: 'file 7' };
  expect(await ask(page, 'run.start', again)).toEqual({ run });
  expect(running.complaints).toEqual([]);
});

test('an approval that one may decide is counted, overdue, and decided with a form and a note', async () => {
  const { page } = running;
  const runs = runsPage(page);
  const shell = shellPage(page);
  await publishTemplates(page, [runTemplates.ownCheck]);
  await ask(page, 'run.start', { template: 'own-check', input: { name: 'Ada' } });
  await expect(shell.section('Approvals')).toContainText('1 waits for a decision');
  await shell.goTo('Approvals');
  await expect(page.getByRole('table', { name: 'Approvals' })).toContainText('Overdue since');
  await inspect(page, '83-approvals');
  await page.getByRole('button', { name: 'Check it oneself' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('textbox', { name: 'Why' })).toBeFocused();
  await inspect(page, '84-approval');
  await page.getByRole('textbox', { name: 'Why' }).fill('It is in order.');
  await chooseOption(page, 'Evidence was seen', 'Yes');
  await page.getByRole('textbox', { name: 'Note' }).fill('Called back.');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Approved' })).toBeFocused();
  await page.getByRole('button', { name: 'Go to the run' }).click();
  await expect(runs.status()).toContainText('Completed');
  const [run] = (await ask(page, 'run.list', {})).runs;
  const view = await ask(page, 'run.show', { run: run?.id ?? '' });
  expect(view.steps[0]?.output).toMatchObject({
    decision: 'approved',
    by: userInfo().username,
    note: 'Called back.',
    form: { reason: 'It is in order.', seen: true },
  });
  await expect(shell.section('Approvals')).not.toContainText('waits');
  expect(running.complaints).toEqual([]);
});

test('a run is suspended, resumed, sent a signal and cancelled, each after a word on what will happen', async () => {
  const { page } = running;
  const runs = runsPage(page);
  await publishTemplates(page, [runTemplates.callBack]);
  const { run } = await ask(page, 'run.start', { template: 'call-back', input: { name: 'Ada' } });
  await openRuns(page);
  await runs.open('Call back');
  await expect(runs.status()).toContainText('It goes on once a signal has come.');

  await page.getByRole('button', { name: 'Suspend…' }).click();
  await expect(page.getByRole('dialog')).toContainText('Nothing further begins until somebody resumes the run.');
  await page.getByRole('textbox', { name: 'Reason' }).fill('The file is with the court.');
  await inspect(page, '85-suspend');
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(runs.status()).toContainText('The file is with the court.');
  await openRuns(page);
  await chooseOption(page, 'Status', 'Suspended');
  await expect(runs.rows().nth(1)).toContainText('Somebody to resume it');
  await runs.open('Call back');
  await runs.act('Resume');
  await expect(runs.status()).toContainText('Waiting');

  await page.getByRole('button', { name: 'Send signal…' }).click();
  await expect(page.getByRole('combobox', { name: 'Signal' })).toHaveValue('paid');
  await page.getByRole('textbox', { name: 'Data' }).fill('{ "sum": ');
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('This is not JSON');
  await page.getByRole('textbox', { name: 'Data' }).fill('{ "sum": "12.50" }');
  await inspect(page, '86-signal');
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(runs.status()).toContainText('Completed');
  await runs.openStep(/^Wait for the payment/);
  await inspect(page, '87-run-completed');
  await page.getByRole('button', { name: 'Show entries' }).click();
  await expect(page.getByRole('table', { name: 'Audit entries' })).toContainText('both/answer/paid completed');
  await page.getByRole('table', { name: 'Audit entries' }).scrollIntoViewIfNeeded();
  // What the pointer now stands on would tell its name.
  await page.mouse.move(0, 0);
  await inspect(page, '87-run-entries');
  await page.getByRole('radiogroup', { name: 'How the steps are shown' }).getByText('Table').click();
  await expect(runs.timeline()).toContainText('both/answer/paid');
  await inspect(page, '88-run-table');
  expect((await ask(page, 'run.show', { run })).steps.find(({ name }) => name === 'paid')?.output).toEqual({ sum: '12.50' });

  await ask(page, 'run.start', { template: 'call-back', input: { name: 'Bea' } });
  await openRuns(page);
  await chooseOption(page, 'Status', 'Waiting');
  await runs.open('Call back');
  await page.getByRole('button', { name: 'Cancel run…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(runs.status()).toContainText('Waiting');
  await runs.act('Cancel run');
  await expect(runs.status()).toContainText('Cancelled');
  await expect(page.getByRole('button', { name: 'Suspend…' })).toHaveCount(0);
  expect(running.complaints).toEqual([]);
});

test('a step whose attempts are used up is tried again, and a run is forked on other facts', async () => {
  const { page } = running;
  const runs = runsPage(page);
  const shell = shellPage(page);
  await publishTemplates(page, [runTemplates.lookUp]);
  await ask(page, 'run.start', { template: 'look-up', input: { name: 'Households' } });
  await openRuns(page);
  await runs.open('Look up');
  await expect(runs.status()).toContainText('It goes on once somebody has a failed step tried again.');
  await runs.openStep(/^Find the population/);
  await expect(runs.detail()).toContainText('No population "Households" in this workspace.');
  await inspect(page, '89-run-person');
  await makePopulation(page, 'Households');
  await runs.act('Retry step');
  await expect(runs.status()).toContainText('Completed');
  await expect(runs.detail()).toContainText('2 attempts');

  await makePopulation(page, 'Others');
  await page.getByRole('button', { name: 'Fork from here…' }).click();
  await page.getByRole('switch', { name: 'On other facts' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Others');
  await inspect(page, '90-fork');
  await page.getByRole('dialog').getByRole('button', { name: 'Fork', exact: true }).click();
  await expect(page.getByText('Forked from', { exact: true })).toBeVisible();
  await expect(runs.status()).toContainText('Completed');
  await openRuns(page);
  await expect(runs.rows()).toHaveCount(3);
  await expect(shell.heading('Runs')).toBeVisible();
  expect(running.complaints).toEqual([]);
});

test('the failed items of a map are listed first and done again, and so is a dead letter', async () => {
  const { app, page } = running;
  const runs = runsPage(page);
  await publishTemplates(page, [runTemplates.lookUpEach, runTemplates.lookAside]);
  await makePopulation(page, 'First');
  const names = ['First', 'Second', 'First', 'First', 'Third', ...Array.from({ length: 145 }, () => 'First')];
  await ask(page, 'run.start', { template: 'look-up-each', input: { names } });
  await openRuns(page);
  await runs.open('Look up each');
  await expect(runs.status()).toContainText('Completed');
  await expect(runs.timeline()).toContainText('150 of 150 items, 2 failed');
  await runs.openStep(/^Find each population/);
  const items = page.getByRole('table', { name: 'Items' });
  await expect(items.getByRole('row')).toHaveCount(3);
  await expect(items).toContainText('No population "Second" in this workspace.');
  await inspect(page, '91-map');
  await items.getByRole('button', { name: 'Item 2' }).click();
  await expect(page.getByRole('dialog')).toContainText('No population "Second" in this workspace.');
  await inspect(page, '92-item');
  await page.keyboard.press('Escape');
  await page.getByRole('radiogroup', { name: 'Which items' }).getByText('All (150)').click();
  await expect(page.getByText('1 to 100 of 150')).toBeVisible();

  await makePopulation(page, 'Second');
  await makePopulation(page, 'Third');
  await page.getByRole('button', { name: 'Redrive 2 failed items…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive', exact: true }).click();
  await expect(page.getByText('Forked from', { exact: true })).toBeVisible();
  await expect(runs.timeline()).toContainText('150 of 150 items, 0 failed');
  await expect(runs.status()).toContainText('Completed');

  await ask(page, 'run.start', { template: 'look-aside', input: { name: 'Nobody' } });
  await openRuns(page);
  await runs.list('Dead letters');
  const letters = page.getByRole('table', { name: 'Dead letters' });
  await expect(letters).toContainText('No population "Nobody" in this workspace.');
  await inspect(page, '93-letters');
  await makePopulation(page, 'Nobody');
  await page.getByRole('button', { name: 'Redrive find…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive', exact: true }).click();
  await expect(runs.status()).toContainText('Completed');
  await openRuns(page);
  await runs.list('Dead letters');
  await expect(letters.getByRole('button', { name: 'Redriven' })).toBeVisible();

  await runs.list('Figures');
  await expect(page.getByRole('table', { name: 'By task function' })).toContainText('population.pin');
  await inspect(page, '94-figures');
  await page.getByText('Time of an attempt').scrollIntoViewIfNeeded();
  await inspect(page, '95-figures-process');

  const trace = join(folder, 'trace.json');
  await answerDialogs(app, [trace]);
  await runs.list('Runs');
  await runs.open('Look up each');
  await page.getByRole('button', { name: 'Export trace…' }).click();
  await expect(page.getByText(`Written to ${trace}`)).toBeVisible();
  const { resourceSpans } = JSON.parse(readFileSync(trace, 'utf8'));
  // The newest run of that name: what it took over from the one before was not done in it.
  const spans: readonly { readonly name: string }[] = resourceSpans[0].scopeSpans[0].spans;
  expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['run look-up-each', 'step each']));
  expect(spans.length).toBeLessThan(20);
  expect(running.complaints).toEqual([]);
});

test('a thousand steps are gone through by keyboard alone, and only those in view are drawn', async () => {
  const { page } = running;
  const runs = runsPage(page);
  await publishTemplates(page, [runTemplates.manySteps]);
  const { run } = await ask(page, 'run.start', { template: 'many-steps', input: {} });
  await expect.poll(async () => (await ask(page, 'run.show', { run })).status, { timeout: 60_000 }).toBe('completed');
  await openRuns(page);
  await runs.open('Many steps');
  await expect(runs.steps().first()).toBeVisible();
  expect(await runs.steps().count()).toBeLessThan(100);
  await runs.steps().first().focus();
  await page.keyboard.press('End');
  await expect(runs.timeline().getByRole('button', { name: 'Step number 1000' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(runs.timeline().getByRole('button', { name: 'Step number 999', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(runs.detail()).toContainText('step999');
  await page.keyboard.press('Home');
  await expect(runs.timeline().getByRole('button', { name: 'Step number 1', exact: true })).toBeFocused();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const zoomed = await runs.timeline().evaluate((table) => table.clientWidth / (table.parentElement?.clientWidth ?? 1));
  expect(zoomed).toBeGreaterThan(2);
  await page.keyboard.press('0');
  await expect.poll(() => runs.timeline().evaluate((table) => table.clientWidth <= (table.parentElement?.clientWidth ?? 0))).toBe(true);
  await inspect(page, '96-thousand-steps');
  expect(running.complaints).toEqual([]);
});

test('a run is started, looked into, suspended and resumed without a mouse, and the focus is never lost', async () => {
  const { page } = running;
  const runs = runsPage(page);
  const shell = shellPage(page);
  await publishTemplates(page, [runTemplates.callBack]);
  await tabTo(page, shell.section('Runs'));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Runs')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Start a run' }));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Start a run')).toBeFocused();
  await tabTo(page, page.getByRole('combobox', { name: 'Template and version' }));
  await page.keyboard.type('Call');
  await expect(page.getByRole('option', { name: /^Call back/ })).toBeVisible();
  // A list that opens forgets in a timer of its own which of its options was pointed at: no finger is faster, but a test can be.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('Ada');
  await tabTo(page, page.getByRole('button', { name: 'Start run' }));
  await page.keyboard.press('Enter');
  await expect(shell.heading('Call back')).toBeFocused();

  await expect(runs.status()).toContainText('Waiting');
  await tabTo(page, runs.timeline().getByRole('button', { name: 'Prepare the letter' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(runs.timeline().getByRole('button', { name: 'Wait for the payment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(runs.detail()).toContainText('It waits for the signal "paid".');
  await expect(runs.timeline().getByRole('button', { name: 'Wait for the payment' })).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Suspend…' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Suspend…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }));
  await page.keyboard.press('Enter');
  await expect(runs.status()).toContainText('Suspended');
  // Its button is gone: the work goes on from the heading.
  await expect(shell.heading('Call back')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Resume…' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Resume', exact: true }));
  await page.keyboard.press('Enter');
  await expect(runs.status()).toContainText('Waiting');
  await expect(shell.heading('Call back')).toBeFocused();
  expect(running.complaints).toEqual([]);
});

test('members get roles, and templates are written beside their outline and compared', async () => {
  const { page } = running;
  const shell = shellPage(page);
  await shell.goTo('Members');
  await expect(page.getByRole('table', { name: 'Members' })).toContainText('(you)');
  await page.getByRole('button', { name: 'Add member' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('grace');
  await page.getByRole('combobox', { name: 'Roles' }).fill('reviewer');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await inspect(page, '97-member');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText('grace');
  await inspect(page, '98-members');

  await publishTemplates(page, [runTemplates.callBack]);
  await shell.goTo('Policies');
  await page.getByRole('table', { name: 'Policies' }).getByRole('button', { name: 'Call back' }).click();
  await page.getByRole('button', { name: /Wait for the payment/ }).click();
  await inspect(page, '99-template');
  await page.getByRole('button', { name: 'Write a new version' }).click();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(
    runTemplates.callBack
      .replace('"1.0.0"', '"1.1.0"')
      .replace('"needs": [\n        "prepare"', '"needs": [\n        "prepar"')
      .replace('"Close the file"', '"File it"'),
  );
  await expect(page.getByText('The document has 1 problem.')).toBeVisible();
  await inspect(page, '99-template-mistake');
  await page.getByRole('button', { name: 'Write prepare', exact: true }).click();
  await expect(page.getByText('No mistakes')).toBeVisible();
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByText('call-back@1.1.0')).toBeVisible();
  await page.getByRole('tab', { name: 'Compare versions' }).click();
  await expect(page.getByRole('list', { name: 'What has changed from call-back@1.0.0 to call-back@1.1.0' })).toContainText('close');
  await inspect(page, '99-template-compare');
  expect(running.complaints).toEqual([]);
});
