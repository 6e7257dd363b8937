/** The audit trail and its check. */
import type { Page } from '@playwright/test';

export const auditPage = (page: Page) => ({
  verify: () => page.getByRole('button', { name: 'Verify', exact: true }).click(),
  consistent: () => page.getByText(/^Internally consistent: [\d,]+ entries$/),
  size: () => page.getByText(/^[\d,]+ entries$/),
  limits: () => page.getByRole('heading', { name: 'What this does not show' }),
  entries: () => page.getByRole('table', { name: 'Audit' }),
});
