/** The Chromium that the system brings, for pages that people open in a browser of their own. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

/** Where Debian puts it. */
const PATH = '/usr/bin/chromium';

export const hasChromium = existsSync(PATH);

/** Follows a test's title where it is passed over. */
export const chromiumNote = hasChromium ? '' : ` (skipped: this machine has no ${PATH})`;

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: PATH,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
