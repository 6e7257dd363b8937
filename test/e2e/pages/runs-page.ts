/** Runs: the list, the form that starts one, one run with its timeline, and what may be done to it. */
import { expect, type Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

export const runsPage = (page: Page) => {
  const timeline = () => page.getByRole('table', { name: 'Steps', exact: true });
  const detail = () => page.locator('section[aria-labelledby="step-detail"]');
  return {
    open: (title: string | RegExp) => page.getByRole('table', { name: 'Runs' }).getByRole('button', { name: title }).first().click(),
    rows: () => page.getByRole('table', { name: 'Runs' }).getByRole('row'),
    list: (name: 'Runs' | 'Dead letters' | 'Figures') => page.getByRole('radiogroup', { name: 'What is listed' }).getByText(name).click(),
    startForm: () => page.getByRole('button', { name: 'Start a run' }).click(),
    chooseTemplate: (title: string | RegExp) => chooseOption(page, 'Template and version', title),
    start: () => page.getByRole('button', { name: 'Start run' }).click(),
    /** The status under the heading. */
    status: () => page.getByRole('article').getByRole('status').first(),
    timeline,
    steps: () => timeline().getByRole('rowheader').getByRole('button'),
    openStep: async (title: string | RegExp) => {
      await timeline().getByRole('button', { name: title }).click();
      await expect(detail()).toBeVisible();
    },
    detail,
    /** Asks for an action and confirms it in its dialog. */
    act: async (label: string, confirm = label) => {
      await page.getByRole('button', { name: `${label}…`, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
    },
  };
};
