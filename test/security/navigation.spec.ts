/** The window stays where it is: nothing opens beside it, leads away from it, or comes into it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { type Listeners, openListeners } from './support/listeners.ts';
import { openWithoutGuards } from './support/open-without-guards.ts';
import { test } from './support/test.ts';

let listeners: Listeners;
test.beforeEach(async () => {
  listeners = await openListeners();
});
test.afterEach(() => listeners.close());

/** What is open in the app, as the app itself sees it. */
const contents = (app: ElectronApplication): Promise<readonly { readonly type: string; readonly url: string }[]> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => ({ type: each.getType(), url: each.getURL() })));

const alone = [{ type: 'window', url: 'probity://app/index.html' }];

/**
 * The page is still there, with what it shows, after it and main have both come round to what was set off. Not asked by a locator: Playwright
 * would wait for the end of a navigation that was refused.
 */
const expectStill = async (app: ElectronApplication, page: Page): Promise<void> => {
  const shown = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => setTimeout(() => resolve(document.querySelector('#root')?.childElementCount ?? 0)));
        }),
    );
  await expect.poll(shown).toBeGreaterThan(0);
  expect(await contents(app)).toEqual(alone);
};

/** Ways in which a page could open or become another; each runs in the page with the address to get to. */
const leads: { readonly [name: string]: (address: string) => unknown } = {
  'window.open': (address) => window.open(address),
  'window.open of an empty page': () => window.open('about:blank'),
  'window.open of its own page': () => window.open('probity://app/index.html'),
  'window.open without an opener': (address) => window.open(address, '_blank', 'noopener'),
  'location.assign': (address) => location.assign(address),
  'location to a script': () => location.assign('javascript:document.write("gone")'),
  'location to data': () => location.assign('data:text/html,gone'),
  'location to a file': () => location.assign('file:///etc/hostname'),
  'location to another page of the app': () => location.assign('probity://print/x'),
  'a link to a new window': (address) => {
    const link = document.createElement('a');
    link.href = address;
    link.target = '_blank';
    document.body.append(link);
    link.click();
  },
  'a link in place': (address) => {
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
  },
  'a download': (address) => {
    const link = document.createElement('a');
    link.href = address;
    link.download = 'file';
    document.body.append(link);
    link.click();
  },
  'a form to a new window': (address) => {
    const form = document.createElement('form');
    form.action = address;
    form.target = '_blank';
    document.body.append(form);
    form.submit();
  },
  'a refresh': (address) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0; url=${address}`;
    document.head.append(meta);
  },
  'a webview': (address) => {
    const view = document.createElement('webview');
    view.setAttribute('src', address);
    document.body.append(view);
  },
  'a frame': (address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  },
  'a frame of its own page': () => {
    const frame = document.createElement('iframe');
    frame.src = 'probity://app/index.html';
    document.body.append(frame);
  },
};

for (const [name, lead] of Object.entries(leads)) {
  test(`${name} leads nowhere`, async ({ running: { app }, page }) => {
    await page.evaluate(lead, `http://127.0.0.1:${listeners.target.tcpPort}/`);
    await expectStill(app, page);
    expect(listeners.arrived().connections).toBe(0);
  });
}

test('a frame that can be made has no bridge', async ({ page }) => {
  const inside = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return 'probity' in (frame.contentWindow as Window);
  });
  expect(inside).toBe(false);
});

/** Drops a file in the middle of the page, as the system's file manager does. */
const dropFile = async (page: Page, path: string): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await session.detach();
};

test('a file that is dropped on the window is not opened', async ({ running: { app, folder }, page }) => {
  const path = join(folder, 'dropped.html');
  writeFileSync(path, '<title>dropped</title>');
  await dropFile(page, path);
  await expectStill(app, page);
});

test('the opposite: a window without guards opens, leaves and is reached', async ({ running: _ }) => {
  const open = await openWithoutGuards();
  try {
    const address = `http://127.0.0.1:${listeners.target.tcpPort}/`;
    await open.page.evaluate(leads['window.open'] as (address: string) => unknown, address);
    await expect.poll(() => contents(open.app)).toHaveLength(2);
    await open.page.evaluate(leads['a link in place'] as (address: string) => unknown, address);
    await expect(open.page).toHaveURL(address);
  } finally {
    await open.close();
  }
});
