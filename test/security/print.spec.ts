/** Printing: what a page holds is laid out, and neither run nor fetched. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchArguments, windowEnv } from '../e2e/support/launch-app.ts';
import { openListeners } from './support/listeners.ts';
import { openWithoutGuards } from './support/open-without-guards.ts';
import { test } from './support/test.ts';

/** A report into which somebody got markup of his own. */
const hostilePage = (address: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>report</title>
<script>document.title = 'script ran';</script>
<link rel="stylesheet" href="${address}style.css"><link rel="preload" as="fetch" href="${address}preload">
<style>@import url(${address}import.css); body { background: url(${address}background.png) }</style></head>
<body onload="document.title = 'handler ran'"><h1>Report</h1>
<img src="${address}image.png" onerror="document.title = 'handler ran'"><iframe src="${address}frame"></iframe>
<object data="${address}object"></object><video src="${address}video.mp4" autoplay></video>
<svg><script>document.title = 'script ran'</script><image href="${address}svg.png"/></svg>
</body></html>`;

/** Chromium writes the page's title into the file, in plain text or in UTF-16. */
const titleOf = (pdf: Uint8Array): string => {
  const text = Buffer.from(pdf).toString('latin1');
  const plain = /\/Title \(([^)]*)\)/.exec(text)?.[1];
  const coded = /\/Title <FEFF([0-9A-F]+)>/i.exec(text)?.[1] ?? '';
  return plain ?? Buffer.from(coded, 'hex').swap16().toString('utf16le');
};

test('the printer of the command line neither runs scripts nor fetches anything', async ({ running: { folder } }) => {
  const listeners = await openListeners();
  const [html, pdf] = [join(folder, 'hostile.html'), join(folder, 'hostile.pdf')];
  writeFileSync(html, hostilePage(`http://127.0.0.1:${listeners.target.tcpPort}/`));
  const printer = spawn(process.execPath, launchArguments(join(folder, 'printer'), '--print-pdf', html, pdf), {
    env: windowEnv(),
    stdio: 'ignore',
  });
  const [code] = await once(printer, 'exit');
  expect(code).toBe(0);
  expect(titleOf(readFileSync(pdf))).toBe('report');
  expect(listeners.arrived()).toEqual({ connections: 0, packets: 0 });
  await listeners.close();
});

test('the opposite: printed without guards, the same page runs and fetches', async ({ running: { folder } }) => {
  const listeners = await openListeners();
  const html = join(folder, 'hostile.html');
  writeFileSync(html, hostilePage(`http://127.0.0.1:${listeners.target.tcpPort}/`));
  const open = await openWithoutGuards();
  try {
    const pdf = await open.app.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({ show: false });
      await window.loadFile(path);
      return (await window.webContents.printToPDF({})).toString('base64');
    }, html);
    expect(titleOf(Buffer.from(pdf, 'base64'))).toMatch(/ ran$/);
    expect(listeners.arrived().connections).toBeGreaterThan(0);
  } finally {
    await open.close();
    await listeners.close();
  }
});
