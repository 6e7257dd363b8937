/** What a page in the real window can reach: the bridge, and neither Node, nor Electron, nor any address but the app's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './support/launch-app.ts';

let folder: string;
let running: RunningApp;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-closed-'));
  running = await launchApp(folder);
  await expect(running.page.getByRole('heading', { level: 1 })).toHaveText('Probity');
});
test.afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('has the bridge, and neither Node nor Electron', async () => {
  const seen = await running.page.evaluate(() => ({
    origin: location.origin,
    secure: isSecureContext,
    bridge: Object.keys(window.probity).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
  }));
  expect(seen).toEqual({ origin: 'probity://app', secure: true, bridge: ['call', 'shell', 'subscribe'], node: [] });
});

test("reaches the app's own files and nothing else", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // Without this the test could pass because nobody listens.
  expect(await (await fetch(`${outside}from-the-test`)).text()).toBe('reached');

  const addresses = ['probity://app/index.html', 'probity://app/..%2f..%2fpackage.json', 'file:///etc/hostname', `${outside}from-the-page`];
  const reached = await running.page.evaluate(async (tried) => {
    const ask = (address: string): Promise<boolean> =>
      fetch(address).then(
        (answer) => answer.ok,
        () => false,
      );
    const answers = await Promise.all(tried.map(ask));
    return tried.filter((_, index) => answers[index]);
  }, addresses);
  server.close();
  expect(reached).toEqual(['probity://app/index.html']);
  expect(asked).toEqual(['/from-the-test']);
});
