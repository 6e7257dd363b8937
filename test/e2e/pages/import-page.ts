/** The import of a population: files, policy, mapping, result. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

export const importPage = (page: Page) => ({
  /** The files come from the dialogs, answered beforehand. */
  chooseFiles: async () => {
    await page.getByRole('button', { name: 'Choose: Units' }).click();
    await page.getByRole('button', { name: 'Choose: Members' }).click();
  },
  /** The only file; its rows have the members in them. */
  chooseUnits: () => page.getByRole('button', { name: 'Choose: Units' }).click(),
  keepColumn: async (column: string) => {
    await chooseOption(page, 'Column to keep', column);
    await page.getByRole('button', { name: 'Keep column' }).click();
  },
  keptColumns: () => page.getByRole('table', { name: 'Further columns' }),
  preview: (file: 'Units' | 'Members') => page.getByRole('table', { name: file, exact: true }).first(),
  policy: () => page.getByRole('combobox', { name: 'Policy', exact: true }),
  choosePolicy: (policy: RegExp) => chooseOption(page, 'Policy', policy),
  expression: (input: string) => page.getByRole('textbox', { name: `Expression for ${input}`, exact: true }),
  expressionRow: (input: string) =>
    page.getByRole('row').filter({ has: page.getByRole('textbox', { name: `Expression for ${input}`, exact: true }) }),
  mend: (replacement: string) => page.getByRole('button', { name: `Write ${replacement}`, exact: true }).click(),
  /** What the check while typing has found. */
  mappingState: () => page.getByRole('status').filter({ hasText: 'mapping' }),
  start: async (name: string) => {
    await page.getByRole('textbox', { name: 'Name of the population' }).fill(name);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  },
  alert: () => page.getByRole('alert'),
  result: (name: string) => page.getByText(`${name} is sealed`),
  summary: () => page.getByText(/were taken/),
  setUpImpact: () => page.getByRole('button', { name: 'Set up an impact analysis' }).click(),
  openPopulation: () => page.getByRole('button', { name: 'Open the population' }).click(),
});
