/** The verifier, and this machine as a witness. */
import type { Page } from '@playwright/test';

export const verifierPage = (page: Page) => ({
  choose: () => page.getByRole('button', { name: 'Choose a file…' }).click(),
  dropZone: () => page.getByRole('region', { name: 'File to check' }),
  logKey: (key: string) => page.getByRole('textbox', { name: 'Log key' }).fill(key),
  witnessKeys: (keys: string) => page.getByRole('textbox', { name: 'Witness keys' }).fill(keys),
  accepted: () => page.getByText('Accepted: no check found a fault'),
  refused: () => page.getByRole('alert').filter({ hasText: 'Refused: this file cannot be relied on' }),
  checks: () => page.getByRole('region', { name: 'Checks' }).getByRole('listitem'),
  limits: () => page.getByRole('region', { name: 'What this does not prove' }).getByRole('listitem'),
  statement: (text: string | RegExp) => page.getByRole('list', { name: 'Statements' }).getByRole('listitem').filter({ hasText: text }),
  witnessTab: () => page.getByRole('tab', { name: 'Cosign a log' }).click(),
  chooseRequest: () => page.getByRole('button', { name: 'Choose: Witness request' }).click(),
  choosePlace: () => page.getByRole('button', { name: 'Choose: Cosignature' }).click(),
  cosign: () => page.getByRole('button', { name: 'Cosign', exact: true }).click(),
  cosigned: () => page.getByRole('heading', { name: /^Cosigned: \d+ entries$/ }),
});
