/** The processes beside main: they may die, be cancelled or lose their window at any time, and nothing half-done is left. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import type { StepView } from '../../src/engine/model/index.ts';
import { shellPage } from './pages/shell-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { ask, startAndAwait } from './support/ask.ts';
import { commandLine, makeWorkspace } from './support/command-line.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';

/** Several chunks, so that work is under way for a second or more. */
const UNITS = 300_000;

const IMPACT = {
  name: 'impact.start',
  input: {
    population: 'Households',
    baseline: 'housing-support',
    reforms: [{ reference: 'housing-support-higher-limit' }],
    date: '2025-03-01',
    workers: 1,
  },
} as const;

const GENERATION = {
  name: 'population.generate',
  input: { name: 'More', policy: 'housing-support', units: 2_000_000, seed: 'x' },
} as const;

/** Ids of the processes that do jobs. */
const jobProcesses = (app: ElectronApplication): Promise<readonly number[]> =>
  app.evaluate(({ app: inside }) =>
    inside
      .getAppMetrics()
      .filter(({ name }) => name === 'Probity evaluation')
      .map(({ pid }) => pid),
  );

let folder: string;
let workspace: string;
let running: RunningApp;

const launch = async (): Promise<void> => {
  running = await launchApp(folder, workspace);
  await expect(shellPage(running.page).heading('Populations')).toBeVisible();
};

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-job-'));
  workspace = join(folder, 'jobs.probity');
});
test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves with the next word of a job on what it has done. */
const nextProgress = (page: Page): Promise<unknown> =>
  page.evaluate(
    () => new Promise((resolve) => window.probity.subscribe((event) => event.type === 'task.progress' && event.done > 0 && resolve(null))),
  );

/** Kills the next process that does a job, other than one killed before, once it is in the middle of its work. Gives its id. */
const killJobProcess = async ({ app, page }: RunningApp, killed?: number): Promise<number> => {
  // A process that has little left to do may be gone before somebody begins to listen.
  const working = nextProgress(page);
  const others = async (): Promise<readonly number[]> => (await jobProcesses(app)).filter((pid) => pid !== killed);
  await expect.poll(others, { intervals: [20] }).toHaveLength(1);
  await working;
  const [pid] = await others();
  process.kill(pid as number, 'SIGKILL');
  return pid as number;
};

const evaluation = async (page: Page, run: string): Promise<StepView> => {
  const { steps } = await ask(page, 'run.show', { run });
  return steps.find(({ name }) => name === 'evaluate') as StepView;
};

const EARLY_END = { kind: 'fault', message: expect.stringMatching(/^A process ended early \(out of memory, or ended from outside\)/) };

test('a run goes on when its job process is killed, to the same result; killed again, it faults, and nothing else does', async () => {
  makeWorkspace(workspace, { name: 'Killed', units: UNITS });
  await launch();
  const { app, page } = running;
  const undisturbed = await startAndAwait(page, IMPACT, 'task.ended');
  const { resultHash } = await ask(page, 'impact.result', { run: undisturbed.task });

  const [once] = await Promise.all([startAndAwait(page, IMPACT, 'task.ended'), killJobProcess(running)]);
  expect(once.end).toMatchObject({ status: 'completed' });
  expect((await ask(page, 'impact.result', { run: once.task })).resultHash).toBe(resultHash);
  expect((await evaluation(page, once.task)).attempts).toMatchObject([{ status: 'faulted', failure: EARLY_END }, { status: 'completed' }]);

  const [twice] = await Promise.all([
    startAndAwait(page, IMPACT, 'task.ended'),
    killJobProcess(running).then((killed) => killJobProcess(running, killed)),
  ]);
  expect(twice.end).toMatchObject({ status: 'failed', failure: EARLY_END });
  expect((await evaluation(page, twice.task)).status).toBe('faulted');
  expect(await jobProcesses(app)).toEqual([]);
  await shellPage(page).goTo('Runs');
  await expect(shellPage(page).heading('Runs')).toBeVisible();

  const next = await startAndAwait(page, IMPACT, 'task.ended');
  expect((await ask(page, 'impact.result', { run: next.task })).resultHash).toBe(resultHash);
});

test('a job that is cancelled has ended within a second, and its process with it', async () => {
  makeWorkspace(workspace, { name: 'Cancelled', units: 0 });
  await launch();
  const { app, page } = running;
  const { task } = await startAndAwait(page, GENERATION, 'task.progress');
  const [pid] = await jobProcesses(app);
  expect(pid).toBeDefined();
  const tookMs = await page.evaluate(async (id) => {
    const ended = new Promise((resolve) => {
      window.probity.subscribe((event) => event.type === 'task.ended' && event.task === id && resolve(event.end));
    });
    const startedMs = performance.now();
    await window.probity.call('task.cancel', { task: id });
    await ended;
    return performance.now() - startedMs;
  }, task);
  expect(tookMs).toBeLessThan(1_000);
  await expect.poll(() => jobProcesses(app)).toEqual([]);
  expect(await ask(page, 'population.list', {})).toEqual([]);
});

test('a report whose page dies, while it is laid out or printed, is refused, and the next one is made', async () => {
  makeWorkspace(workspace, { name: 'Printed', units: 100 });
  await launch();
  const { app, page } = running;
  const { task: run } = await startAndAwait(page, IMPACT, 'task.ended');
  const path = join(folder, 'report.pdf');
  await answerDialogs(app, [path]);
  await page.evaluate(() => window.probity.shell('pickSave', { kind: 'pdf', suggestedName: 'report' }));

  const report = { name: 'report.export', input: { run, outPath: path } } as const;
  for (const moment of ['dom-ready', 'did-finish-load']) {
    await app.evaluate(({ app: inside }, reached) => {
      inside.once('web-contents-created', (_, contents) => contents.once(reached as 'dom-ready', () => contents.forcefullyCrashRenderer()));
    }, moment);
    const { end } = await startAndAwait(page, report, 'task.ended');
    expect(end).toMatchObject({ status: 'failed', failure: { message: 'The process that prints ended before the report was ready.' } });
    expect(existsSync(path)).toBe(false);
  }
  const { end } = await startAndAwait(page, report, 'task.ended');
  expect(end).toMatchObject({ status: 'completed', answer: { report: { bytes: statSync(path).size, signed: false } } });
});

const ends: { readonly [how: string]: (running: RunningApp) => Promise<unknown> } = {
  'its window is closed': ({ app }) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  'it is told to end': async ({ app }) => app.process().kill('SIGTERM'),
  'it is killed': async ({ app }) => app.process().kill('SIGKILL'),
};

for (const [how, end] of Object.entries(ends)) {
  test(`the program ends in the middle of an import, because ${how}, and the workspace is as it was`, async () => {
    makeWorkspace(workspace, { name: 'Ended', units: 0 });
    await launch();
    const { app, page } = running;
    await startAndAwait(page, GENERATION, 'task.progress');
    const [pid] = await jobProcesses(app);
    const exited = new Promise((resolve) => app.process().once('exit', (code, signal) => resolve(signal ?? code)));
    await end(running);
    expect(await exited).toBe(how === 'it is killed' ? 'SIGKILL' : 0);
    await expect.poll(() => isAlive(pid as number)).toBe(false);

    expect(JSON.parse(commandLine('audit', 'verify', workspace, '--json'))).toMatchObject({ verdict: 'consistent' });
    await launch();
    expect(await ask(running.page, 'population.list', {})).toEqual([]);
    await expect(running.page.getByText('No population yet')).toBeVisible();
  });
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
