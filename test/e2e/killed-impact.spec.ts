/** The program is killed in the middle of an impact, again and again: each run goes on where it was, comes to the same result, and hardly anything is done twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as afterMs } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
import type { EngineEvent } from '../../src/engine/contract.ts';
import { CHUNK_UNITS } from '../../src/engine/model/population.ts';
import { shellPage } from './pages/shell-page.ts';
import { ask, startAndAwait } from './support/ask.ts';
import { commandLine, makeWorkspace } from './support/command-line.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';

const UNITS = 100_000;
const CHUNKS = Math.ceil(UNITS / CHUNK_UNITS);
const WORKERS = 2;
const KILLS = 10;
/** Every part of a run is hit: when it has just begun, while it is evaluated, and shortly before its end. */
const LATEST_KILL = 0.95;

const IMPACT = {
  name: 'impact.start',
  input: {
    population: 'Households',
    baseline: 'housing-support',
    reforms: [{ reference: 'housing-support-higher-limit' }],
    date: '2025-03-01',
    by: ['region', 'income:quantiles=5'],
    workers: WORKERS,
  },
} as const;

/** Numbers from 0 to 1, the same every time (Park and Miller's generator). */
const drawing = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

let folder: string;
let workspace: string;
let running: RunningApp;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-kill-'));
  workspace = join(folder, 'killed.probity');
});
test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const launch = async (): Promise<Page> => {
  running = await launchApp(folder, workspace);
  await expect(shellPage(running.page).heading('Populations')).toBeVisible();
  return running.page;
};

/** How many units were said to be evaluated, and when it was said that it is over, of each run. */
type Followed = { readonly done: ReadonlyMap<string, number>; readonly endedMs: ReadonlyMap<string, number> };

const follow = async (page: Page): Promise<Followed> => {
  const done = new Map<string, number>();
  const endedMs = new Map<string, number>();
  await page.exposeFunction('told', (event: EngineEvent) => {
    if (event.type === 'task.progress' && event.phase === 'evaluate') done.set(event.task, event.done);
    if (event.type === 'task.ended') endedMs.set(event.task, performance.now());
  });
  await page.evaluate(() => {
    window.probity.subscribe((event) => void (window as unknown as { told(event: unknown): Promise<void> }).told(event));
  });
  return { done, endedMs };
};

/** Chunks and their units in the table, and entries of the trail of chunks that were stored, and of chunks that were evaluated in vain. */
type RunOnDisk = { readonly [count in 'chunks' | 'units' | 'entries' | 'repeated']: number };

const COUNTS = `
SELECT
  (SELECT count(*) FROM impact_chunk WHERE run = :run) AS chunks,
  (SELECT coalesce(sum(units), 0) FROM impact_chunk WHERE run = :run) AS units,
  (SELECT count(*) FROM entry WHERE kind = 'impact.chunk') AS entries,
  (SELECT count(*) FROM entry WHERE kind = 'impact.chunk-repeated') AS repeated`;
const ENTRIES = `
WITH entry AS (
  SELECT json_extract(CAST(data AS TEXT), '$.kind') AS kind FROM audit_entry WHERE json_extract(CAST(data AS TEXT), '$.subject.run') = :run
)`;

/** What a process finds that opens the file now. */
const onDisk = (run: string): RunOnDisk => {
  const database = new Database(workspace, { readonly: true });
  try {
    return database.prepare<{ readonly run: string }, RunOnDisk>(`${ENTRIES}${COUNTS}`).get({ run }) as RunOnDisk;
  } finally {
    database.close();
  }
};

const expectFinished = async (page: Page, run: string, resultHash: string): Promise<boolean> => {
  await expect.poll(async () => (await ask(page, 'run.show', { run })).status, { timeout: 30_000 }).toBe('completed');
  expect((await ask(page, 'impact.result', { run })).resultHash).toBe(resultHash);
  expect(onDisk(run)).toEqual({ chunks: CHUNKS, units: UNITS, entries: CHUNKS, repeated: 0 });
  const { steps } = await ask(page, 'run.show', { run });
  return steps.some(({ name, attempts }) => name === 'evaluate' && attempts.some(({ status }) => status === 'interrupted'));
};

test('an impact over 100,000 households, killed ten times at random points', async () => {
  // A dozen starts of the program: minutes on a busy machine.
  test.setTimeout(300_000);
  makeWorkspace(workspace, { name: 'Killed', units: UNITS });
  let page = await launch();
  const undisturbed = await startAndAwait(page, IMPACT, 'task.ended');
  const { resultHash } = await ask(page, 'impact.result', { run: undisturbed.task });
  const startedMs = performance.now();
  await startAndAwait(page, IMPACT, 'task.ended');
  let wholeMs = performance.now() - startedMs;

  const draw = drawing(20_261_120);
  let interrupted = 0;
  let mostAgain = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const { done, endedMs } = await follow(page);
    const begunMs = performance.now();
    const { run } = await ask(page, IMPACT.name, IMPACT.input as never);
    await afterMs(draw() * LATEST_KILL * wholeMs);
    const gone = new Promise((resolve) => running.app.process().once('exit', resolve));
    running.app.process().kill('SIGKILL');
    await gone;
    // It was over before it was to be killed: the machine has less to do beside it than it had.
    wholeMs = Math.min(wholeMs, (endedMs.get(run) ?? Number.POSITIVE_INFINITY) - begunMs);

    const left = onDisk(run);
    const again = (done.get(run) ?? 0) - left.units;
    expect(again).toBeLessThanOrEqual(WORKERS * CHUNK_UNITS);
    mostAgain = Math.max(mostAgain, again);
    page = await launch();
    if (await expectFinished(page, run, resultHash)) interrupted++;
  }
  const description = `${interrupted} evaluations cut off, at most ${mostAgain} cases told as evaluated that were not stored`;
  test.info().annotations.push({ type: `${KILLS} kills`, description });
  // Otherwise this test would prove nothing: the kills came when nothing was being evaluated.
  expect(interrupted).toBeGreaterThanOrEqual(KILLS / 2);
  await running.close();
  expect(JSON.parse(commandLine('audit', 'verify', workspace, '--json'))).toMatchObject({ verdict: 'consistent' });
});
