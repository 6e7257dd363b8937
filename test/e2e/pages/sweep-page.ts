/** Parameter sweeps: set-up, result and list. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

type Range = { readonly from: string; readonly to: string; readonly step: string };

export const sweepPage = (page: Page) => {
  const axis = (number: number) => page.getByRole('group', { name: `Parameter ${number}` });
  return {
    startNew: () => page.getByRole('button', { name: 'New sweep…' }).click(),
    fill: async (of: { readonly population: RegExp; readonly policy: RegExp; readonly date: string }) => {
      await chooseOption(page, 'Population', of.population);
      await chooseOption(page, 'Policy or reform', of.policy);
      await page.getByRole('textbox', { name: 'Date', exact: true }).fill(of.date);
    },
    parameter: (number: number, option: RegExp) => chooseOption(page, `Parameter ${number}`, option),
    byValue: async (number: number, { from, to, step }: Range) => {
      await axis(number).getByText('Values', { exact: true }).click();
      await axis(number)
        .getByRole('textbox', { name: `From (${number})` })
        .fill(from);
      await axis(number)
        .getByRole('textbox', { name: `To (${number})` })
        .fill(to);
      await axis(number)
        .getByRole('textbox', { name: `Step (${number})` })
        .fill(step);
    },
    list: async (number: number, values: readonly string[]) => {
      await axis(number).getByText('Values', { exact: true }).click();
      await axis(number).getByText('A list', { exact: true }).click();
      for (const value of values) {
        await axis(number)
          .getByRole('combobox', { name: `Values (${number})` })
          .fill(value);
        await page.keyboard.press('Enter');
      }
    },
    add: () => page.getByRole('button', { name: 'Add parameter' }).click(),
    start: () => page.getByRole('button', { name: 'Start', exact: true }).click(),
    points: () => page.getByRole('table', { name: 'Points' }),
    todayRow: () => page.getByRole('table', { name: 'Points' }).getByRole('row', { name: /In force/ }),
    figure: (name: string) => page.getByText(name, { exact: true }).first().click(),
    grid: (measure: string) => page.getByRole('table', { name: `${measure} by both parameters` }),
    showList: () => page.getByText('Parameter sweeps', { exact: true }).click(),
    listed: () => page.getByRole('table', { name: 'Impact' }),
  };
};
