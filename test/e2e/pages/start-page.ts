/** The start screen: create, open, recent. */
import { expect, type Page } from '@playwright/test';

export const startPage = (page: Page) => ({
  isShown: () => expect(page.getByRole('heading', { name: 'Probity', level: 1 })).toBeVisible(),
  /** The place comes from the dialog, answered beforehand. */
  create: async (name: string) => {
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Choose: File' }).click();
    await page.getByRole('button', { name: 'Create workspace' }).click();
  },
  open: () => page.getByRole('button', { name: 'Open workspace…' }).click(),
  verifyEvidence: () => page.getByRole('button', { name: 'Verify evidence…' }).click(),
  signers: () => page.getByRole('button', { name: 'Signers…' }).click(),
  openRecent: (name: string) => page.getByRole('button', { name: `Open ${name}` }).click(),
  recent: (name: string) => page.getByRole('listitem').filter({ hasText: name }),
  alert: () => page.getByRole('alert'),
});
