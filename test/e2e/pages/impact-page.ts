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

type Tab = 'Overview' | 'Groups' | 'Gainers and losers' | 'Inequality and poverty' | 'Limits and rates' | 'Cases';

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
  population: () => page.getByRole('combobox', { name: 'Population', exact: true }),
  addSide: async (side: number, reform: RegExp, date: string) => {
    await page.getByRole('button', { name: 'Add side' }).click();
    await chooseOption(page, `Side ${side}`, reform);
    await page.getByRole('textbox', { name: `Date of side ${side}` }).fill(date);
  },
  combine: async (first: RegExp, second: RegExp) => {
    await chooseOption(page, 'Combine two fields', first);
    await chooseOption(page, 'With the field', second);
    await page.getByRole('button', { name: 'Add combination' }).click();
  },
  choose: (field: string, option: string | RegExp) => chooseOption(page, field, option),
  askFor: (measure: string) => page.getByRole('checkbox', { name: measure }).check(),
  type: (field: string, text: string) => page.getByRole('textbox', { name: field, exact: true }).fill(text),
  /** A field in which text is typed or chosen; its list is left closed. */
  enter: async (field: string, text: string) => {
    await page.getByRole('combobox', { name: field, exact: true }).fill(text);
    await page.keyboard.press('Escape');
  },
  /** What is said below a field that is not right. */
  fieldProblem: (text: string | RegExp) => page.locator('.mantine-InputWrapper-error').filter({ hasText: text }),
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
  tab: (name: Tab) => page.getByRole('tab', { name, exact: true }).click(),
  table: (name: string | RegExp) => page.getByRole('table', { name }),
  showReform: (title: RegExp) => page.getByRole('table', { name: 'Reforms side by side' }).getByRole('button', { name: title }).click(),
  definition: async (title: string) => {
    await page
      .getByRole('button', { name: `Definition: ${title}` })
      .first()
      .click();
    return page.getByRole('dialog', { name: `Definition: ${title}` });
  },
  drawing: (name: string) => page.getByText(name, { exact: true }).click(),
  groups: () => page.getByRole('table', { name: /^Figures by/ }),
  cases: () => page.getByRole('table', { name: 'Cases' }),
  showGains: () => page.getByText('Gains', { exact: true }).click(),
  nextPage: () => page.getByRole('button', { name: 'Next page' }).click(),
  openFirstCase: () => page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).getByRole('button').click(),
  exportEvidence: () => page.getByRole('button', { name: 'Export evidence…' }).click(),
  evidence: () => page.getByRole('dialog', { name: 'Evidence of the impact' }),
  writeEvidence: () => page.getByRole('button', { name: 'Write the bundle…' }).click(),
  pickCase: (unit: string) => page.getByRole('checkbox', { name: `Pick case ${unit} for evidence and report` }).check(),
  firstCase: () => page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).getByRole('button').innerText(),
});
