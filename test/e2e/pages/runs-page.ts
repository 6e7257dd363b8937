/** Runs: the list and one run. */
import type { Page } from '@playwright/test';

export const runsPage = (page: Page) => ({
  open: (title: string | RegExp) => page.getByRole('table', { name: 'Runs' }).getByRole('button', { name: title }).first().click(),
  rows: () => page.getByRole('table', { name: 'Runs' }).getByRole('row'),
  steps: () => page.getByRole('region', { name: 'Steps' }).getByRole('heading', { level: 3 }),
});
