/** Nothing that runs in a page reaches the network: not in the app's page, and not in a page without its Content Security Policy either. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { launchApp } from '../e2e/support/launch-app.ts';
import { type Listeners, openListeners } from './support/listeners.ts';
import { type OpenApp, openWithoutGuards } from './support/open-without-guards.ts';
import { test } from './support/test.ts';
import { waysByTcp, waysByUdp } from './support/ways-out.ts';

const ways = { ...waysByTcp, ...waysByUdp };

let listeners: Listeners;
test.beforeEach(async () => {
  listeners = await openListeners();
});
test.afterEach(() => listeners.close());

test.describe('the opposite: from a window without guards', () => {
  let open: OpenApp;
  test.beforeAll(async () => {
    open = await openWithoutGuards();
  });
  test.afterAll(() => open.close());

  for (const [name, way] of Object.entries(waysByTcp)) {
    test(`${name} arrives`, async () => {
      void open.page.evaluate(way, listeners.target).catch(() => undefined);
      await expect.poll(() => listeners.arrived().connections).toBeGreaterThan(0);
    });
  }
  for (const [name, way] of Object.entries(waysByUdp)) {
    test(`${name} arrives`, async () => {
      void open.page.evaluate(way, listeners.target).catch(() => undefined);
      await expect.poll(() => listeners.arrived().packets).toBeGreaterThan(0);
    });
  }
});

test.describe('from Probity', () => {
  /** One way after the other, each to its end: what one sends late still arrives before the last of them is over. */
  const nothingArrives = async (page: Page): Promise<void> => {
    for (const way of Object.values(ways)) await page.evaluate(way, listeners.target);
    expect(listeners.arrived()).toEqual({ connections: 0, packets: 0 });
  };

  const openPage = async (app: ElectronApplication, open: () => Promise<void>): Promise<Page> => {
    const opened = app.waitForEvent('window');
    await open();
    const page = await opened;
    await expect(page.locator('body')).toHaveText('bare');
    return page;
  };

  test('nothing arrives from its page', async ({ page }) => {
    await nothingArrives(page);
  });

  test('nothing arrives from a page of its session that has no Content Security Policy', async ({ running: { app } }) => {
    const bare = await openPage(app, () =>
      app.evaluate(({ BrowserWindow }) => new BrowserWindow({ show: false }).loadURL('data:text/html,<body>bare</body>')),
    );
    await nothingArrives(bare);
    await bare.close();
  });

  test('nothing arrives from a session made later, in a secure context without a Content Security Policy', async ({ running: { app } }) => {
    const later = await openPage(app, () =>
      app.evaluate(({ BrowserWindow, session }) => {
        const answer = (): Response => new Response('<body>bare</body>', { headers: { 'Content-Type': 'text/html' } });
        session.fromPartition('later').protocol.handle('probity', answer);
        return new BrowserWindow({ show: false, webPreferences: { partition: 'later' } }).loadURL('probity://app/');
      }),
    );
    expect(await later.evaluate(() => isSecureContext)).toBe(true);
    await nothingArrives(later);
    await later.close();
  });

  test('a development server is reached at its one address, and nothing else is', async () => {
    const server = await openListeners();
    const folder = mkdtempSync(join(tmpdir(), 'probity-security-'));
    const address = `http://localhost:${server.target.tcpPort}/`;
    const running = await launchApp(folder, undefined, { env: { ELECTRON_RENDERER_URL: address } });
    await expect(running.page).toHaveTitle('reached');
    await nothingArrives(running.page);
    await running.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('its page reads no file and finds no name', async ({ page }) => {
    const reached = await page.evaluate(async () => {
      const addresses = ['file:///etc/hostname', 'https://localhost/', 'https://example.org/', 'ftp://127.0.0.1/', 'blob:probity://app/x'];
      const answers = await Promise.all(addresses.map((address) => fetch(address).then(String, () => null)));
      return addresses.filter((_, index) => answers[index] !== null);
    });
    expect(reached).toEqual([]);
  });
});
