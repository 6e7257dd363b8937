/** How the tests in windows run, end to end and of security: the built app in a real Electron, one at a time on each display. */
import { defineConfig } from '@playwright/test';
import { displays } from './test/e2e/support/displays.ts';

export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.spec.ts'],
  outputDir: 'test-out/e2e',
  workers: Math.max(1, displays.length),
  // A test that only passes at the second try has found a fault.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A film of each test takes a tenth of its time; what the page was at each step is kept without it.
  use: { screenshot: 'only-on-failure', trace: { mode: 'retain-on-failure', screenshots: false } },
});
