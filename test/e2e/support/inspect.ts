/** Holds a screen to account in light and in dark: a picture of each is kept, and axe must find no fault. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { accessibilityFaults } from './accessibility.ts';

/** Where pictures of the screens are kept. */
export const PICTURES = join(import.meta.dirname, '../../../test-out/screenshots');

/** What the theme can change; the rest is searched once, in light. */
const SCHEMES = [
  { colorScheme: 'dark', rules: ['color-contrast'] },
  { colorScheme: 'light', rules: [] },
] as const;

export const inspect = async (page: Page, name: string): Promise<void> => {
  for (const { colorScheme, rules } of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), animations: 'disabled' });
    expect(await accessibilityFaults(page, rules), `${name} in ${colorScheme}`).toEqual([]);
  }
};
