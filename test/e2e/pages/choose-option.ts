/** Chooses from a combobox by what its option says. */
import type { Page } from '@playwright/test';

export const chooseOption = async (page: Page, combobox: string, option: string | RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: combobox, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
};
