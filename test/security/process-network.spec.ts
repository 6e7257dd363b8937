/** Nothing that runs in Node reaches the network: not in main, in a job process or in a worker thread. The same ways do in plain ones. */
import { join } from 'node:path';
import { type ElectronApplication, expect } from '@playwright/test';
import { projectRoot } from '../e2e/support/launch-app.ts';
import { type Listeners, openListeners } from './support/listeners.ts';
import { type OpenApp, openWithoutGuards } from './support/open-without-guards.ts';
import { test } from './support/test.ts';
import { waysByNode } from './support/ways-by-node.mjs';

type Asked = { readonly probe: string; readonly entry: string; readonly way: string; readonly target: Listeners['target'] };

const probe = join(import.meta.dirname, 'support/probe.mjs');
const ways = Object.keys(waysByNode);

/** Where a way is tried: each function runs in the app's main process. */
const places = {
  'main process': undefined,
  'utility process': async ({ utilityProcess }: typeof Electron.CrossProcessExports, { probe: path, ...asked }: Asked) => {
    const child = utilityProcess.fork(path, [JSON.stringify(asked)]);
    const answer = await new Promise((resolve) => child.once('message', resolve));
    child.kill();
    return answer;
  },
  'worker thread': async (_: typeof Electron.CrossProcessExports, { probe: path, ...asked }: Asked) => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(path, { workerData: asked });
    const answer = await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();
    return answer;
  },
} as const;

/** What makes a process or thread one of the app's. */
const built = (name: string): string => join(projectRoot, 'out/main', name);
const entries = { 'main process': 'none', 'utility process': built('jobs.js'), 'worker thread': built('worker.js') } as const;

let listeners: Listeners;
test.beforeEach(async () => {
  listeners = await openListeners();
});
test.afterEach(() => listeners.close());

const attempt = (app: ElectronApplication, place: keyof typeof places, way: string, entry: string): Promise<unknown> => {
  const { target } = listeners;
  const run = places[place];
  const tried = run === undefined ? app.evaluate(waysByNode[way] as never, target) : app.evaluate(run, { probe, entry, way, target });
  return tried.catch((error: Error) => `threw ${error.message}`);
};

const arrivals = (): number => listeners.arrived().connections + listeners.arrived().packets;

test.describe('the opposite: in an app without guards', () => {
  let open: OpenApp;
  test.beforeAll(async () => {
    open = await openWithoutGuards();
  });
  test.afterAll(() => open.close());

  for (const way of ways) {
    for (const place of Object.keys(places) as (keyof typeof places)[]) {
      // A worker thread has no part of Electron.
      if (place === 'worker thread' && way === 'fetch by Chromium') continue;
      test(`${way} arrives from a plain ${place}`, async () => {
        void attempt(open.app, place, way, 'none');
        await expect.poll(arrivals).toBeGreaterThan(0);
      });
    }
  }
});

test.describe('in Probity', () => {
  for (const place of Object.keys(places) as (keyof typeof places)[]) {
    test(`nothing arrives from the ${place}${entries[place] === 'none' ? '' : " that runs the app's own entry"}`, async ({
      running: { app },
    }) => {
      for (const way of ways) await attempt(app, place, way, entries[place]);
      expect(arrivals()).toBe(0);
    });
  }

  test('a utility process that is none of the app’s gets no further by Chromium', async ({ running: { app } }) => {
    await attempt(app, 'utility process', 'fetch by Chromium', 'none');
    expect(arrivals()).toBe(0);
  });
});
