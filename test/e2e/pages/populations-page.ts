/** Populations: the list, one population, and generation. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

export const populationsPage = (page: Page) => ({
  startImport: () => page.getByRole('button', { name: 'Import…' }).click(),
  open: (name: string) => page.getByRole('table', { name: 'Populations' }).getByRole('button', { name }).click(),
  row: (name: string) => page.getByRole('table', { name: 'Populations' }).getByRole('row', { name }),
  tab: (name: string | RegExp) => page.getByRole('tab', { name }).click(),
  quarantine: () => page.getByRole('table', { name: 'Quarantine' }),
  columns: () => page.getByRole('table', { name: 'Columns' }),
  generate: async (of: { readonly name: string; readonly policy: RegExp; readonly units: number; readonly seed: string }) => {
    await page.getByRole('button', { name: 'Generate…' }).click();
    await page.getByRole('textbox', { name: 'Name of the population' }).fill(of.name);
    await chooseOption(page, 'Policy', of.policy);
    await page.getByRole('textbox', { name: 'Units' }).fill(String(of.units));
    await page.getByRole('textbox', { name: 'Seed' }).fill(of.seed);
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
  },
  sealed: (name: string) => page.getByText(`${name} is sealed`),
});
