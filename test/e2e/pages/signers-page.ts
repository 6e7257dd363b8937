/** Offices and signers of the machine. */
import type { Page } from '@playwright/test';

export const signersPage = (page: Page) => {
  const dialog = () => page.getByRole('dialog');
  const field = (name: string) => dialog().getByRole('textbox', { name, exact: true });
  const newPassphrase = async (passphrase: string): Promise<void> => {
    await field('Passphrase').fill(passphrase);
    await field('Passphrase, again').fill(passphrase);
  };
  return {
    dialog,
    offices: () => page.getByRole('table', { name: 'Offices' }),
    signers: () => page.getByRole('table', { name: 'Signers' }),
    openOffice: () => page.getByRole('button', { name: 'New office…' }).click(),
    office: async (name: string, passphrase: string) => {
      await field('Office').fill(name);
      await newPassphrase(passphrase);
      await dialog().getByRole('button', { name: 'New office' }).click();
    },
    openSigner: () => page.getByRole('button', { name: 'New signer…' }).click(),
    signer: async (name: string, officePassphrase: string, passphrase: string) => {
      await field('Name').fill(name);
      await field('Passphrase of the office').fill(officePassphrase);
      await newPassphrase(passphrase);
      await dialog().getByRole('button', { name: 'New signer' }).click();
    },
    choose: (what: string) =>
      dialog()
        .getByRole('button', { name: `Choose: ${what}` })
        .click(),
    field,
    newPassphrase,
    send: (action: string) => dialog().getByRole('button', { name: action, exact: true }).click(),
    alert: () => dialog().getByRole('alert'),
    row: (name: string) => page.getByRole('table', { name: 'Signers' }).getByRole('row').filter({ hasText: name }),
    bringIn: async (what: string) => {
      await page.getByRole('button', { name: 'Bring in' }).click();
      await page.getByRole('menuitem', { name: what }).click();
    },
    action: async (name: string, action: string) => {
      await page.getByRole('button', { name: `Actions: ${name}` }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    closeDialog: () => dialog().getByRole('button', { name: 'Close' }).first().click(),
  };
};
