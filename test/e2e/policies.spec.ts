/** Policies in the hands of their author: mistakes mended by a click, tests of a file, and the gaps that the tests leave. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { policiesPage } from './pages/policies-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { makeWorkspace } from './support/command-line.ts';
import { inspect } from './support/inspect.ts';
import { launchApp, projectRoot, type RunningApp } from './support/launch-app.ts';

const HOUSEHOLD =
  'input: { income: 0, region: rural, disabled: false, members: { one: { age: 30, earned: 0 }, two: { age: 7, earned: 0 } } }';
const TESTS = `- name: A child is counted
  period: 2025-03
  ${HOUSEHOLD}
  output: { children: 1 }
- name: Two children are counted
  period: 2025-03
  ${HOUSEHOLD}
  output: { children: 2 }
`;

let folder: string;
let running: RunningApp;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-policies-'));
  const workspace = join(folder, 'policies.probity');
  makeWorkspace(workspace, { name: 'Policies', units: 0 });
  running = await launchApp(folder, workspace);
  await shellPage(running.page).goTo('Policies');
});

test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('mistakes are underlined in the text and mended by a click, until the policy can be published', async () => {
  const { app, page } = running;
  const policies = policiesPage(page);
  const text = readFileSync(join(projectRoot, 'templates/policies/housing-support.json'), 'utf8');
  const spoilt = join(folder, 'spoilt.json');
  writeFileSync(spoilt, text.replace('"1.0.0"', '"1.0.1"').replace('"income + sum(members.earned)"', '"incme + sum(members.earned)"'));
  await answerDialogs(app, [spoilt]);
  await policies.chooseFile();
  await expect(policies.problems().first()).toContainText('Did you mean "income"?');
  await expect(policies.underlined()).toHaveText('incme');
  await inspect(page, '70-mistakes-underlined');
  await policies.mend('income');
  await expect(page.getByText(/The document is sound/)).toBeVisible();
  await policies.publishChosen();
  await expect(page.getByText('housing-support@1.0.1')).toBeVisible();
  expect(readFileSync(spoilt, 'utf8')).toContain('incme');
  expect(running.complaints).toEqual([]);
});

test('tests of a file are run, and what no test would notice is named', async () => {
  const { app, page } = running;
  const policies = policiesPage(page);
  await policies.open('Housing support');
  await policies.tab('Tests');
  await policies.findGaps();
  await expect(page.getByText(/^\d+ of \d+ changes were noticed by a test\.$/)).toBeVisible({ timeout: 60_000 });
  await shellPage(page).goTo('Runs');
  await shellPage(page).tasks().getByRole('button', { name: 'Show result' }).click();
  await expect(page.getByText(/^\d+ of \d+ changes were noticed by a test\.$/)).toBeVisible();
  await inspect(page, '71-mutations');

  const file = join(folder, 'mine.yaml');
  writeFileSync(file, TESTS);
  await answerDialogs(app, [file]);
  await policies.chooseTests();
  await expect(policies.testSummary()).toHaveText('mine.yaml · 1 of 2 passed');
  await expect(policies.tests()).toContainText('children: expected 2, came out as 1.');
  await policies.findGaps();
  await expect(page.getByRole('alert')).toContainText('1 of 2 tests fail already');
  await inspect(page, '72-tests-of-file');

  writeFileSync(file, TESTS.replaceAll('children: 2', 'children: 1'));
  await answerDialogs(app, [file]);
  await policies.chooseTests();
  await expect(policies.testSummary()).toHaveText('mine.yaml · 2 of 2 passed');
  await policies.findGaps();
  await expect(policies.gaps()).toContainText('All tests still pass', { timeout: 60_000 });
  await inspect(page, '73-mutations-of-file');
  expect(running.complaints).toEqual([]);
});
