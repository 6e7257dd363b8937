/** Starts an Electron app that has none of Probity's guards, to show that an attack that Probity stops is a real one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { windowEnv, windowSwitches, withAnswersKept } from '../../e2e/support/launch-app.ts';
import { openListeners } from './listeners.ts';

export type OpenApp = { readonly app: ElectronApplication; readonly page: Page; close(): Promise<void> };

export const openWithoutGuards = async (): Promise<OpenApp> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-open-'));
  // A page that came from this machine counts as a secure context, as Probity's own does.
  const site = await openListeners();
  const launched = await _electron.launch({
    args: [
      ...windowSwitches(),
      `--user-data-dir=${folder}`,
      join(import.meta.dirname, 'open-app'),
      `http://127.0.0.1:${site.target.tcpPort}/`,
    ],
    env: windowEnv(),
  });
  const app = withAnswersKept(launched);
  const close = async (): Promise<void> => {
    await app.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { app, page: await app.firstWindow(), close };
};
