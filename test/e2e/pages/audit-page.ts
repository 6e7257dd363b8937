/** The audit trail: its check, and what is signed of it and vouches for it. */
import { expect, type Page } from '@playwright/test';

type Tab = 'Entries' | 'Checkpoints' | 'Anchors' | 'Log key';

export const auditPage = (page: Page) => ({
  verify: () => page.getByRole('button', { name: 'Verify', exact: true }).click(),
  verdict: () => page.getByRole('region', { name: 'What the check found' }),
  /** One sentence of the verdict, with what it rests on. */
  statement: (text: string | RegExp) => page.getByRole('list', { name: 'Statements' }).getByRole('listitem').filter({ hasText: text }),
  consistent: () => page.getByText(/^Internally consistent: [\d,]+ entries$/),
  size: () => page.getByText(/^[\d,]+ entries$/),
  limits: () => page.getByRole('heading', { name: 'What this does not show' }),
  entries: () => page.getByRole('table', { name: 'Audit' }),
  tab: (name: Tab) => page.getByRole('tab', { name, exact: true }).click(),
  handToWitness: () => page.getByRole('button', { name: 'Hand a checkpoint to a witness' }).click(),
  openEntry: (index: number) => page.getByRole('button', { name: `Show entry ${index}`, exact: true }).click(),
  saveProof: () => page.getByRole('button', { name: 'Save proof…' }).click(),
  entryDialog: () => page.getByRole('dialog', { name: /^Entry \d+$/ }),
  closeDialog: () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click(),
  signNow: () => page.getByRole('button', { name: 'Sign now' }).click(),
  signed: () => page.getByText(/^Signed: \d+ entries\.$/),
  checkpoints: () => page.getByRole('table', { name: 'Checkpoints' }),
  saveNewestCheckpoint: () =>
    page
      .getByRole('table', { name: 'Checkpoints' })
      .getByRole('button', { name: /^Save the checkpoint of/ })
      .first()
      .click(),
  saveWitnessRequest: () => page.getByRole('button', { name: 'Save witness request…' }).click(),
  written: () => page.getByText(/^Written to /),
  anchors: () => page.getByRole('table', { name: 'Anchors' }),
  takeIn: () => page.getByRole('button', { name: 'Take in a file…' }).click(),
  timestampRequest: () => page.getByRole('button', { name: 'Timestamp request…' }).click(),
  verifierKey: () => page.locator('dt', { hasText: 'Verifier key' }).locator('xpath=following-sibling::dd[1]').locator('code').innerText(),
  exportKey: async (passphrase: string) => {
    await page.getByRole('button', { name: 'Export key…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Passphrase of the file', exact: true }).fill(passphrase);
    await dialog.getByRole('textbox', { name: 'Passphrase of the file, again', exact: true }).fill(passphrase);
    await dialog.getByRole('button', { name: 'Choose: File' }).click();
    await dialog.getByRole('button', { name: 'Export key' }).click();
  },
  importKey: async (passphrase: string) => {
    await page.getByRole('button', { name: 'Import key…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Choose: File' }).click();
    await dialog.getByRole('textbox', { name: 'Passphrase of the file', exact: true }).fill(passphrase);
    await expect(dialog.getByRole('textbox', { name: 'File', exact: true })).not.toHaveValue('');
    await dialog.getByRole('button', { name: 'Import key' }).click();
  },
  exportLog: () => page.getByRole('button', { name: 'Export log…' }).click(),
  exportDialog: () => page.getByRole('dialog', { name: 'Export the whole log' }),
});
