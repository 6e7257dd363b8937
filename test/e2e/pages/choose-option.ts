/** Chooses from a combobox by what its option says. */
import { expect, type Page } from '@playwright/test';

/** A list that is open closes where the page grows beside it, as with the rows of a file that were still on their way: it is opened again then. */
export const chooseOption = async (page: Page, combobox: string, option: string | RegExp): Promise<void> => {
  const wanted = page.getByRole('option', { name: option }).first();
  await expect(async () => {
    if (!(await wanted.isVisible())) await page.getByRole('combobox', { name: combobox, exact: true }).click();
    await wanted.click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
};
