/** Impact analyses: set-up, progress and result. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

type Request = {
  readonly population: RegExp;
  readonly baseline: RegExp;
  readonly date: string;
  readonly reform: RegExp;
  readonly by: readonly RegExp[];
};

export const impactPage = (page: Page) => ({
  startNew: () => page.getByRole('button', { name: 'New analysis…' }).click(),
  fill: async ({ population, baseline, date, reform, by }: Request) => {
    await chooseOption(page, 'Population', population);
    await chooseOption(page, 'Policy', baseline);
    await page.getByRole('textbox', { name: 'Date', exact: true }).fill(date);
    await chooseOption(page, 'Side 1', reform);
    for (const field of by) await chooseOption(page, 'Group by', field);
    await page.keyboard.press('Escape');
  },
  start: () => page.getByRole('button', { name: 'Start', exact: true }).click(),
  progress: () => page.getByRole('main').getByText(/of [\d,]+ · [\d,]+ per second · about \d/),
  cancel: () =>
    page
      .getByRole('main')
      .getByRole('button', { name: /^Cancel: / })
      .click(),
  figure: (name: string) =>
    page
      .getByRole('region', { name: 'Headline figures' })
      .locator('div', { has: page.getByText(name, { exact: true }) })
      .last()
      .getByRole('definition')
      .first(),
  matrix: () => page.getByRole('table', { name: 'Transitions' }),
  resultHash: () => page.getByText(/^[0-9a-f]{64}$/).first(),
  tab: (name: 'Overview' | 'Groups' | 'Cases') => page.getByRole('tab', { name }).click(),
  drawing: (name: string) => page.getByText(name, { exact: true }).click(),
  groups: () => page.getByRole('table', { name: /^Figures by/ }),
  cases: () => page.getByRole('table', { name: 'Cases' }),
  showGains: () => page.getByText('Gains', { exact: true }).click(),
  nextPage: () => page.getByRole('button', { name: 'Next page' }).click(),
  openFirstCase: () => page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).getByRole('button').click(),
  exportReport: () => page.getByRole('button', { name: 'Export report…' }).click(),
  report: () => page.getByRole('dialog', { name: 'Report' }),
});
