/** Goes through a page by the Tab key. */
import type { Locator, Page } from '@playwright/test';

/** More stops than any screen here has. */
const STOPS_MAX = 60;

const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement);

/** Tabs on until the element has the focus. */
export const tabTo = async (page: Page, locator: Locator): Promise<void> => {
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    if (await isFocused(locator)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${locator}`);
};
