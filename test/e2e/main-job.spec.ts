/** The main job as a person does it: from an empty start screen to a verified audit trail, every screen looked at on the way. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { auditPage } from './pages/audit-page.ts';
import { casePage } from './pages/case-page.ts';
import { impactPage } from './pages/impact-page.ts';
import { importPage } from './pages/import-page.ts';
import { policiesPage } from './pages/policies-page.ts';
import { populationsPage } from './pages/populations-page.ts';
import { reportPage } from './pages/report-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { startPage } from './pages/start-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { holdAnswers } from './support/hold-answers.ts';
import { writeHouseholds } from './support/household-files.ts';
import { inspect, PICTURES } from './support/inspect.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';

const WORKSPACE = 'Housing review';
const POPULATION = 'Households of March';
const HOUSING = /housing-support@1\.0\.0/;

let folder: string;
let running: RunningApp;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-e2e-'));
  running = await launchApp(folder);
});

test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('create, publish, import, analyse, explain, appeal, report, verify', async () => {
  // Some thirty screens, each searched twice: minutes on a busy machine.
  test.setTimeout(300_000);
  const { app, page } = running;
  const shell = shellPage(page);
  const files = writeHouseholds(folder, 400);
  const workspacePath = join(folder, 'review.probity');

  await test.step('create a workspace', async () => {
    const start = startPage(page);
    await start.isShown();
    await inspect(page, '01-start');
    await answerDialogs(app, [workspacePath]);
    await start.create(WORKSPACE);
    await expect(shell.heading('Populations')).toBeVisible();
    await inspect(page, '02-populations-empty');
  });

  await test.step('publish what comes with the program', async () => {
    const policies = policiesPage(page);
    await shell.goTo('Policies');
    await inspect(page, '03-policies-empty');
    await policies.openShipped();
    await inspect(page, '04-shipped');
    await policies.publishAllShipped();
    await policies.open('Housing support');
    for (const tab of ['Inputs', 'Parameters', 'Decisions', 'JSON']) {
      await policies.tab(tab);
      await inspect(page, `05-policy-${tab.toLowerCase()}`);
    }
    await policies.tab('Tests');
    await policies.runTests();
    await expect(policies.testSummary()).toHaveText(/^(\d+) of \1 passed$/);
    await inspect(page, '05-policy-tests');
  });

  await test.step('import a population, with a mistake in the mapping first', async () => {
    const populations = populationsPage(page);
    const importing = importPage(page);
    await shell.goTo('Populations');
    await populations.startImport();
    await answerDialogs(app, [files.units, files.members]);
    // The rows of the files come while a list below them is open, and it stays open.
    const letGo = await holdAnswers(app, 'source.preview');
    await importing.chooseFiles();
    await importing.policy().click();
    await expect(page.getByRole('option', { name: HOUSING })).toBeVisible();
    await letGo();
    await expect(importing.preview('Units')).toContainText('H0001');
    await expect(importing.preview('Members')).toContainText('H0001');
    await expect(page.getByRole('option', { name: HOUSING })).toBeVisible();
    await importing.choosePolicy(HOUSING);
    await expect(importing.expression('income')).toHaveValue('income');

    await expect(importing.mappingState()).toHaveText('The mapping fits the files and the policy.');
    await importing.expression('income').fill('incme');
    await expect(importing.mappingState()).toHaveText('1 problem is left in the mapping.');
    await expect(importing.expression('income')).toHaveAttribute('aria-invalid', 'true');
    await expect(importing.expressionRow('income')).toContainText('Did you mean "income"?');
    await importing.start(POPULATION);
    await expect(page.getByRole('alert')).toContainText('The mapping has a mistake');
    await inspect(page, '06-import-problem');

    await importing.mend('income');
    await expect(importing.expression('income')).toHaveValue('income');
    await expect(importing.mappingState()).toHaveText('The mapping fits the files and the policy.');
    await importing.start(POPULATION);
    await expect(importing.result(POPULATION)).toBeVisible();
    await expect(importing.summary()).toContainText(`${files.households} units`);
    await expect(importing.summary()).toContainText(`${files.refused} rows are in quarantine`);
    await inspect(page, '07-import-result');

    await importing.openPopulation();
    await expect(populations.columns()).toContainText('members.earned');
    await inspect(page, '08-population');
    await populations.tab(/^Quarantine/);
    await expect(populations.quarantine()).toContainText('B0002,100.00,lunar,false');
    await inspect(page, '09-quarantine');
  });

  await test.step('analyse the impact of the reform', async () => {
    const impact = impactPage(page);
    await shell.goTo('Impact');
    await inspect(page, '10-impacts-empty');
    await impact.startNew();
    await impact.fill({
      population: new RegExp(POPULATION),
      baseline: HOUSING,
      date: '2025-03-01',
      reform: /housing-support-higher-limit/,
      by: [/^region/, /^size/],
    });
    await inspect(page, '11-impact-setup');
    await impact.start();
    await expect(impact.matrix()).toBeVisible();
    await expect(impact.figure('Gainers')).not.toHaveText('0');
    await expect(impact.figure('Losers')).toHaveText('0');
    await expect(impact.resultHash()).toBeVisible();
    await inspect(page, '12-impact');
    await impact.tab('Groups');
    await expect(impact.groups()).toContainText('metropolitan');
    await inspect(page, '13-groups-cost');
    await impact.drawing('Gained and lost');
    await inspect(page, '13-groups-change');

    const report = reportPage(page);
    const reportPath = join(folder, 'report.pdf');
    await report.open();
    await expect(report.preview().getByRole('heading', { level: 1 })).toBeVisible();
    await inspect(page, '14-report');
    await answerDialogs(app, [reportPath]);
    await report.write('Write unsigned');
    await expect(report.unsigned()).toBeVisible({ timeout: 60_000 });
    expect(statSync(reportPath).size).toBeGreaterThan(10_000);
    await inspect(page, '14-report-written');
    await shell.back();
    await expect(impact.groups()).toBeVisible();
  });

  await test.step('explain a case and appeal it', async () => {
    const impact = impactPage(page);
    const single = casePage(page);
    await impact.tab('Cases');
    await impact.showGains();
    await expect(impact.cases()).toBeVisible();
    await inspect(page, '15-cases');
    await impact.nextPage();
    await expect(page.getByText(/^101 to 200 of \d+$/)).toBeAttached();
    await expect(impact.cases().getByRole('columnheader').first()).toBeInViewport();
    await impact.openFirstCase();
    await expect(shell.heading(/^Case H\d{4}$/)).toBeVisible();
    await expect(single.sameAsStored()).toBeVisible();
    await expect(single.side('Baseline')).toContainText(/\d EUR/);
    await expect(single.side('Reform')).toContainText(/\d EUR.*\+\d/s);
    await expect(single.why('Reform')).toContainText('Income limit');
    await inspect(page, '16-case');

    await single.startAppeal();
    await single.correct('(income)', 'plenty');
    await single.file();
    await expect(single.dialog()).toContainText('is no number');
    await inspect(page, '17-appeal-problem');
    await single.correct('(income)', '99999.00');
    await single.note('The employer corrected the statement.');
    await single.file();
    await expect(single.dialog()).toContainText('Changed: with the corrected facts');
    await inspect(page, '18-appeal-decided');
    await single.closeDialog();
    await expect(single.appeals()).toContainText('The employer corrected the statement.');
    await expect(single.sameAsStored()).toBeVisible();

    await shell.back();
    await expect(impact.cases()).toBeVisible();
  });

  await test.step('see the runs', async () => {
    const runs = runsPage(page);
    await shell.goTo('Runs');
    // The header, the analysis and the appeal that was decided; the refused one left no run.
    await expect(runs.rows()).toHaveCount(3);
    await inspect(page, '19-runs');
    await runs.open(/^Housing support, 2025-03-01 → .+ · Households of March$/);
    await expect(runs.steps().first()).toBeVisible();
    await inspect(page, '20-run');
  });

  await test.step('verify the audit trail', async () => {
    const audit = auditPage(page);
    await shell.goTo('Audit');
    await audit.verify();
    const entries = Number(/\d+/.exec(await audit.consistent().innerText())?.[0]);
    expect(entries).toBeGreaterThan(20);
    await expect(audit.size()).toHaveText(`${entries} entries`);
    await expect(shell.section('Audit')).toContainText(String(entries));
    await expect(audit.limits()).toBeVisible();
    await expect(audit.entries()).toContainText('population.sealed');
    await inspect(page, '21-audit');
  });

  await test.step('close, and find the workspace among the recent ones', async () => {
    const start = startPage(page);
    await shell.closeWorkspace();
    await start.isShown();
    await inspect(page, '22-start-recent');
    await start.openRecent(WORKSPACE);
    await expect(populationsPage(page).row(POPULATION)).toBeVisible();
  });

  expect(running.complaints).toEqual([]);
});

test('a long task shows its progress, and a cancelled one leaves nothing', async () => {
  const { app, page } = running;
  const shell = shellPage(page);
  const policies = policiesPage(page);
  const populations = populationsPage(page);
  await answerDialogs(app, [join(folder, 'cancelled.probity')]);
  await startPage(page).create('Cancelled');
  await shell.goTo('Policies');
  await policies.openShipped();
  await policies.publishAllShipped();
  await shell.goTo('Populations');

  await populations.generate({ name: 'Everybody', policy: HOUSING, units: 5_000_000, seed: 'a' });
  await expect(shell.tasks()).toContainText(/[\d,]+ of 5,000,000 · [\d,]+ per second/);
  await inspect(page, '40-progress');
  await shell.tasks().getByRole('button', { name: 'Cancel: Generate: Everybody' }).click();
  await expect(page.getByText('Cancelled. Nothing of it was kept.')).toBeVisible({ timeout: 3_000 });

  await shell.back();
  await expect(page.getByText('No population yet')).toBeVisible();
  await populations.generate({ name: 'A few', policy: HOUSING, units: 50, seed: 'a' });
  await expect(populations.sealed('A few')).toBeVisible();
  await shell.goTo('Populations');
  await expect(populations.row('A few')).toContainText('50');
  await populations.generate({ name: 'Many', policy: HOUSING, units: 1_000_000, seed: 'a' });
  await expect(populations.sealed('Many')).toBeVisible({ timeout: 90_000 });

  const impact = impactPage(page);
  await shell.goTo('Impact');
  await impact.startNew();
  await impact.fill({ population: /Many/, baseline: HOUSING, date: '2025-03-01', reform: /housing-support-higher-limit/, by: [] });
  await impact.start();
  await expect(impact.progress()).toBeVisible();
  await page.screenshot({ path: join(PICTURES, '41-impact-progress.png') });
  await impact.cancel();
  await expect(page.getByText('Cancelled. No result was kept.')).toBeVisible({ timeout: 3_000 });
  expect(running.complaints).toEqual([]);
});

test('problems of a policy stand with their pointers before it is stored, and with its draft', async () => {
  const { app, page } = running;
  const policies = policiesPage(page);
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, JSON.stringify({ kind: 'policy', id: 'bad', version: '1.0.0', title: 'Bad', unit: 'household', period: 'week' }));
  await answerDialogs(app, [join(folder, 'problems.probity'), bad]);
  await startPage(page).create('Problems');
  await shellPage(page).goTo('Policies');
  await policies.chooseFile();
  await expect(policies.problems().filter({ hasText: '/period' })).toBeVisible();
  await inspect(page, '30-policy-problems');
  await policies.closeDialog();
  await expect(page.getByText('No policy yet')).toBeVisible();

  await answerDialogs(app, [bad]);
  await policies.chooseFile();
  await policies.saveDraft();
  await expect(shellPage(page).heading('Bad')).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Mistakes' })).toContainText('/period');
  await inspect(page, '30-unfinished-draft');
  await shellPage(page).goTo('Policies');
  await expect(page.getByRole('row', { name: 'Bad' })).toContainText('Draft, 4 mistakes');
  expect(running.complaints).toEqual([]);
});
