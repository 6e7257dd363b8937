/** One case and its appeals. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

export const casePage = (page: Page) => ({
  side: (side: 'Baseline' | 'Reform') => page.getByRole('region', { name: side, exact: true }),
  why: (side: 'Baseline' | 'Reform') => page.getByRole('tree', { name: `Explanation: ${side}` }),
  decisions: () => page.getByRole('table', { name: 'Decisions' }),
  sameAsStored: () => page.getByText('Decided again from the stored facts: the same as the stored result.'),
  startAppeal: () => page.getByRole('button', { name: 'File an appeal…' }).click(),
  correct: async (fact: string, value: string) => {
    await chooseOption(page, 'Fact 1', fact);
    await page.getByRole('textbox', { name: 'Corrected value 1' }).fill(value);
  },
  note: (text: string) => page.getByRole('textbox', { name: 'Note' }).fill(text),
  file: () => page.getByRole('button', { name: 'File appeal', exact: true }).click(),
  dialog: () => page.getByRole('dialog'),
  closeDialog: () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click(),
  appeals: () => page.getByRole('region', { name: 'Appeals' }),
});
