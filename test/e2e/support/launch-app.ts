/** Starts the built app in a real Electron window, with a profile of its own in a scratch folder. */
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { displayEnv } from './displays.ts';

/** Many times what a start takes, so that a start that hangs is told as one. */
const START_MS_MAX = 30_000;

export const projectRoot = join(import.meta.dirname, '../../..');

export type RunningApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Errors and warnings of the page's console, and what it threw: a sound run leaves none. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

type Options = {
  /** The folder the app is started in; relative paths on its line start there. */
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
};

/** The tests run under the runtime's own Node; for the app the variable that makes it Node must go. */
export const windowEnv = (): { [name: string]: string } => {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env;
  const env = { ...rest, ...displayEnv() };
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
};

/** The switches of Chromium that this machine needs, as whoever runs the tests found out. */
export const windowSwitches = (): readonly string[] => (process.env.PROBITY_APP_SWITCHES ?? '').split(' ').filter((word) => word !== '');

/** What the app is started with: switches, the profile, the app's folder, and what is meant for the app itself. */
export const launchArguments = (folder: string, ...words: readonly string[]): string[] => [
  ...windowSwitches(),
  `--user-data-dir=${join(folder, 'profile')}`,
  projectRoot,
  ...words,
];

/** An app without a window is ended: nothing else would end it, and it would hold up the tests' own end. */
const firstWindow = (app: ElectronApplication): Promise<Page> =>
  app.firstWindow({ timeout: START_MS_MAX }).catch((error: unknown) => {
    app.process().kill('SIGKILL');
    throw error;
  });

/** Lost answers in a row, beyond which something else must be wrong. */
const LOST_MAX = 5;

/**
 * Now and then the inspector loses an answer ("Resulting promise was garbage collected"), though what was asked has been done. It is then asked again: whatever a
 * test does in the program's main process has to bear being done more than once.
 */
export const withAnswersKept = (app: ElectronApplication): ElectronApplication => {
  const evaluate = app.evaluate.bind(app) as (...asked: readonly unknown[]) => Promise<unknown>;
  const evaluateAgain = async (...asked: readonly unknown[]): Promise<unknown> => {
    for (let lost = 0; ; lost++) {
      try {
        return await evaluate(...asked);
      } catch (error) {
        if (lost === LOST_MAX || !String(error).includes('garbage collected')) throw error;
      }
    }
  };
  return Object.assign(app, { evaluate: evaluateAgain });
};

/** `workspace`: a file that the command line names, to be opened at once. */
export const launchApp = async (folder: string, workspace?: string, { cwd, env }: Options = {}): Promise<RunningApp> => {
  const launched = await _electron.launch({
    args: launchArguments(folder, ...(workspace === undefined ? [] : [workspace])),
    env: { ...windowEnv(), ...env },
    colorScheme: 'light',
    ...(cwd !== undefined && { cwd }),
  });
  const app = withAnswersKept(launched);
  const page = await firstWindow(app);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  return { app, page, complaints, close: () => app.close() };
};
