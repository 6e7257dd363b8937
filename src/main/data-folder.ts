/** The folder that Chromium and the list of recent workspaces write to: chosen, made, and tried before anything needs it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app } from 'electron';

/** Takes the folder that `--user-data-dir` names, or the platform's own. Gives why it cannot be written; undefined where it can. */
export const prepareDataFolder = (): { readonly path: string; readonly reason: string } | undefined => {
  const named = app.commandLine.getSwitchValue('user-data-dir');
  if (named !== '') app.setPath('userData', resolve(named));
  const path = app.getPath('userData');
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return { path, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' };
  }
};
