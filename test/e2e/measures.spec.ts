/** What an analyst asks beyond totals: a weighted population from JSON Lines, two reforms at once, and every further measure, looked at on screen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { impactPage } from './pages/impact-page.ts';
import { importPage } from './pages/import-page.ts';
import { populationsPage } from './pages/populations-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { sweepPage } from './pages/sweep-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { makeWorkspace } from './support/command-line.ts';
import { writeHouseholdLines } from './support/household-files.ts';
import { inspect } from './support/inspect.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';

// Each goes on where the one before has led.
test.describe.configure({ mode: 'serial' });

const HOUSING = /housing-support@1\.0\.0/;
const HOUSEHOLDS = 600;

let folder: string;
let running: RunningApp;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-measures-'));
  const workspace = join(folder, 'measures.probity');
  makeWorkspace(workspace, { name: 'Measures', units: 0 });
  running = await launchApp(folder, workspace);
});

test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a population comes from JSON Lines, with a weight that the policy does not ask for', async () => {
  const { app, page } = running;
  const importing = importPage(page);
  await populationsPage(page).startImport();
  await answerDialogs(app, [writeHouseholdLines(folder, HOUSEHOLDS)]);
  await importing.chooseUnits();
  await expect(importing.preview('Units')).toContainText('H0001');
  await importing.choosePolicy(HOUSING);
  await expect(importing.expression('earned')).toHaveValue('earned');
  await importing.keepColumn('weight');
  await expect(importing.keptColumns()).toContainText('weight');
  await expect(importing.mappingState()).toHaveText('The mapping fits the files and the policy.');
  await inspect(page, '50-import-json-lines');
  await importing.start('Sample');
  await expect(importing.summary()).toContainText(`${HOUSEHOLDS} units`);
  await importing.setUpImpact();
  await expect(impactPage(page).population()).toHaveValue(/^Sample/);
});

test('two reforms are compared at once, weighted, with every measure; what cannot be is said at its field', async () => {
  const { page } = running;
  const impact = impactPage(page);
  await shellPage(page).goTo('Impact');
  await impact.startNew();
  await impact.fill({
    population: /Sample/,
    baseline: HOUSING,
    date: '2025-03-01',
    reform: /housing-support-higher-limit/,
    by: [/^region/, /income .*\(fifths\)/],
  });
  await impact.addSide(2, /the baseline itself/, '2026-03-01');
  await impact.combine(/^region/, /^size/);
  await impact.choose('Weight', 'weight');
  await impact.askFor('Inequality and poverty');
  await impact.start();
  await expect(impact.fieldProblem('A value is needed here.')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Resource' })).toBeFocused();
  await impact.choose('Resource', /^total_income/);
  await impact.choose('Counted by (persons)', /^size/);
  await impact.askFor('Cases near a limit');
  await impact.choose('Value 1', /^total_income/);
  await impact.enter('Limit 1', 'limt');
  await impact.askFor('Marginal effective rate');
  await impact.choose('Income', /^income/);
  await impact.start();
  await expect(impact.fieldProblem('There is no field "limt"')).toContainText('Did you mean "limit"?');
  await inspect(page, '51-impact-measures-setup');
  await impact.enter('Limit 1', 'limit');
  await impact.start();

  await expect(impact.table('Reforms side by side')).toContainText('eight per cent higher');
  await expect(impact.table('All figures')).toContainText('Caseload after');
  await inspect(page, '52-impact-two-reforms');
  await impact.table('All figures').scrollIntoViewIfNeeded();
  await inspect(page, '52-impact-all-figures');
  await impact.showReform(/2026/);
  await expect(impact.figure('Gainers')).not.toHaveText('0');
});

test('the measures stand in tables beside their drawings, with their definitions', async () => {
  const { page } = running;
  const impact = impactPage(page);
  await impact.tab('Groups');
  await impact.choose('Group by', 'region + size');
  await expect(impact.groups()).toContainText('rural + 1');
  await impact.choose('Group by', 'income (5 groups of equal size)');
  await expect(impact.groups()).toContainText(/5 \(above [\d,.]+ to [\d,.]+\)/);
  await impact.drawing('Weighted by weight');
  await inspect(page, '53-groups-quantiles');

  await impact.tab('Gainers and losers');
  await expect(impact.table('By amount')).toContainText('above 0 to below 10');
  await inspect(page, '54-sizes');

  await impact.tab('Inequality and poverty');
  await expect(impact.table('Inequality')).toContainText('Gini coefficient');
  await expect(impact.table('Poverty')).toContainText('60% of each side’s own median');
  await inspect(page, '55-distribution');
  const definition = await impact.definition('Gini coefficient');
  await expect(definition).toContainText('Gini, C. (1912)');
  await inspect(page, '55-distribution-definition');
  await page.keyboard.press('Escape');

  await impact.tab('Limits and rates');
  await expect(impact.table('Cases near a limit')).toContainText('total_income below limit, within 10%');
  await expect(impact.table('Marginal effective rate')).toContainText('Mean rate');
  await inspect(page, '56-limits');
});

test('a parameter goes over a range, then two, and the curves mark what holds today', async () => {
  const { page } = running;
  const shell = shellPage(page);
  const sweep = sweepPage(page);
  await shell.goTo('Impact');
  await sweep.startNew();
  await sweep.start();
  await expect(page.getByText('Choose the policy or reform.')).toBeVisible();
  await sweep.fill({ population: /Sample/, policy: HOUSING, date: '2025-03-01' });
  await sweep.parameter(1, /^support_rate/);
  await expect(page.getByText('In force: 0.375', { exact: true })).toBeVisible();
  await sweep.byValue(1, { from: '0.3', to: '0.25', step: '0.05' });
  await sweep.start();
  await expect(page.getByText(/a range goes up/)).toBeVisible();
  await inspect(page, '60-sweep-setup');
  await sweep.byValue(1, { from: '0.25', to: '0.5', step: '0.025' });
  await sweep.start();
  await expect(sweep.points()).toContainText('0.375');
  await expect(sweep.todayRow()).toContainText('158,451.11');
  await inspect(page, '61-sweep-curve');

  await shell.back();
  await sweep.fill({ population: /Sample/, policy: HOUSING, date: '2025-03-01' });
  await sweep.parameter(1, /^base_limit · .* all 6 entries/);
  await sweep.add();
  await sweep.parameter(2, /^support_rate/);
  await sweep.list(2, ['0.35', '0.375', '0.4']);
  await sweep.start();
  await expect(sweep.grid('Cost')).toContainText('In force');
  await sweep.figure('Caseload');
  await expect(sweep.grid('Caseload')).toContainText('376');
  await inspect(page, '62-sweep-grid');

  await shell.goTo('Impact');
  await sweep.showList();
  await expect(sweep.listed().getByRole('row')).toHaveCount(3);
  await inspect(page, '63-sweeps');
});
