/** The composer of a report, its preview, and what was written. */
import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option.ts';

export const reportPage = (page: Page) => ({
  open: () => page.getByRole('button', { name: 'Compose report…' }).click(),
  type: (field: string, text: string) => page.getByRole('textbox', { name: field, exact: true }).fill(text),
  section: (name: string) => page.getByRole('group', { name: 'Sections' }).getByRole('checkbox', { name, exact: true }),
  moveUp: (name: string) => page.getByRole('button', { name: `Move up: ${name}` }).click(),
  sections: () => page.getByRole('group', { name: 'Sections' }).getByRole('listitem'),
  preview: () => page.frameLocator('iframe[title="Preview"]'),
  previewPane: () => page.getByRole('region', { name: 'Preview' }),
  chooseSigner: (name: string | RegExp) => chooseOption(page, 'Signed by', name),
  secret: (text: string) => page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(text),
  pin: (text: string) => page.getByRole('textbox', { name: 'PIN', exact: true }).fill(text),
  write: (how: 'Sign and write' | 'Write unsigned' | 'Write for a signature') => page.getByRole('button', { name: `${how}…` }).click(),
  signedBy: (name: string) => page.getByText(`Signed by ${name}`, { exact: true }),
  unsigned: () => page.getByText('Not signed', { exact: true }),
  saveDigest: () => page.getByRole('button', { name: 'Save digest…' }).click(),
  putSignatureIn: () => page.getByRole('button', { name: 'Put signature in…' }).first().click(),
  /** What a step with the written report gave. */
  result: (step: string) => page.getByRole('region', { name: step }),
  later: () => page.getByRole('region', { name: 'A report that was written before' }),
  chooseLater: () => page.getByRole('button', { name: 'Choose: Report' }).click(),
  check: () => page.getByRole('button', { name: 'Check this file' }).last().click(),
});
