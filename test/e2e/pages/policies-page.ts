/** Policies, reforms and templates. */
import { expect, type Page } from '@playwright/test';

export const policiesPage = (page: Page) => ({
  openShipped: () => page.getByRole('button', { name: 'Shipped documents…' }).click(),
  publishAllShipped: async () => {
    const publishAll = page.getByRole('button', { name: 'Publish all' });
    await publishAll.click();
    await expect(publishAll).toBeDisabled();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  },
  /** The file comes from the dialog, answered beforehand. */
  chooseFile: async () => {
    await page.getByRole('button', { name: 'Add from file…' }).click();
    await page.getByRole('button', { name: 'Choose: JSON document' }).click();
  },
  saveDraft: () => page.getByRole('button', { name: 'Save as draft' }).click(),
  problems: () => page.getByRole('dialog').getByRole('alert').getByRole('listitem'),
  underlined: () => page.locator('.cm-wrong'),
  mend: (replacement: string) => page.getByRole('button', { name: `Write ${replacement}`, exact: true }).click(),
  publishChosen: () => page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click(),
  /** The file comes from the dialog, answered beforehand. */
  chooseTests: () => page.getByRole('button', { name: 'Tests of a file…' }).click(),
  tests: () => page.getByRole('table', { name: 'Tests' }),
  findGaps: () => page.getByRole('button', { name: 'Look for gaps in the tests' }).click(),
  gaps: () => page.getByRole('table', { name: 'What no test would notice' }),
  closeDialog: () => page.keyboard.press('Escape'),
  open: (title: string) => page.getByRole('table', { name: 'Policies' }).getByRole('button', { name: title, exact: true }).click(),
  tab: (name: string) => page.getByRole('tab', { name }).click(),
  runTests: () => page.getByRole('button', { name: 'Run tests' }).click(),
  testSummary: () => page.getByText(/\d+ of \d+ passed/),
});
