/** What surrounds every screen of an open workspace. */
import type { Page } from '@playwright/test';

export type SectionName =
  | 'Populations'
  | 'Policies'
  | 'Impact'
  | 'Runs'
  | 'Approvals'
  | 'Audit'
  | 'Members'
  | 'Verify evidence'
  | 'Signers';

export const shellPage = (page: Page) => ({
  goTo: (section: SectionName) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }).click(),
  section: (section: SectionName) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }),
  back: () => page.getByRole('button', { name: 'Back' }).click(),
  heading: (name: string | RegExp) => page.getByRole('heading', { name, level: 1 }),
  tasks: () => page.getByRole('region', { name: 'Tasks' }),
  closeWorkspace: () => page.getByRole('button', { name: 'Close workspace' }).click(),
});
