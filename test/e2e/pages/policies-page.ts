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
  closeDialog: () => page.keyboard.press('Escape'),
  open: (title: string) => page.getByRole('table', { name: 'Policies' }).getByRole('button', { name: title, exact: true }).click(),
  tab: (name: string) => page.getByRole('tab', { name }).click(),
  runTests: () => page.getByRole('button', { name: 'Run tests' }).click(),
  testSummary: () => page.getByText(/\d+ of \d+ passed/),
});
