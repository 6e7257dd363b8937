/** The tests of security share one running app; each finds its page freshly loaded. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { launchApp, type RunningApp } from '../../e2e/support/launch-app.ts';

type AppOfWorker = RunningApp & { /** A folder for files of the tests; it goes with the app. */ readonly folder: string };

export const test = base.extend<{ readonly page: Page }, { readonly running: AppOfWorker }>({
  running: [
    async ({ browserName: _ }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'probity-security-'));
      const running = await launchApp(folder);
      await expect(running.page.locator('#root')).not.toBeEmpty();
      await use({ ...running, folder });
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  page: async ({ running: { page } }, use) => {
    await page.reload();
    await use(page);
  },
});
