/** The desktop shell's answers to the renderer: dialogs, recent workspaces, theme, facts about the program. */
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism, userInfo } from 'node:os';
import { app, type BrowserWindow, dialog, type FileFilter, nativeTheme } from 'electron';
import type { RecentWorkspaces } from './recent-workspaces.ts';
import type { ShellAnswers, ShellInputs, ShellName } from './shell-contract.ts';

const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024;

const FILTERS = {
  workspace: [{ name: 'Probity workspace', extensions: ['probity'] }],
  csv: [{ name: 'CSV table', extensions: ['csv', 'txt', 'tsv'] }],
  json: [{ name: 'JSON document', extensions: ['json'] }],
  pdf: [{ name: 'PDF report', extensions: ['pdf'] }],
} as const satisfies Readonly<Record<string, readonly FileFilter[]>>;

export type Shell = <Name extends ShellName>(name: Name, input: ShellInputs[Name]) => Promise<ShellAnswers[Name]>;

type Options = {
  readonly window: () => BrowserWindow | undefined;
  readonly recent: RecentWorkspaces;
  readonly initialWorkspace: string | null;
};

type Handlers = { readonly [Name in ShellName]: (input: ShellInputs[Name]) => Promise<ShellAnswers[Name]> };

export const createShell = (options: Options): Shell => {
  /** Only files that the person has picked in a dialog are read for the renderer. */
  const picked = new Set<string>();

  const parent = (): BrowserWindow => {
    const window = options.window();
    if (window === undefined) throw new Error('a dialog was asked for without a window');
    return window;
  };

  const handlers: Handlers = {
    pickOpen: async ({ kind }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(parent(), { properties: ['openFile'], filters: [...FILTERS[kind]] });
      const path = canceled ? undefined : filePaths[0];
      if (path !== undefined) picked.add(path);
      return path ?? null;
    },
    pickSave: async ({ kind, suggestedName }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(parent(), { defaultPath: suggestedName, filters: [...FILTERS[kind]] });
      return canceled || filePath === '' ? null : filePath;
    },
    readDocument: async ({ path }) => {
      if (!picked.has(path)) return { ok: false, message: 'The file was not chosen in a dialog.' };
      try {
        if ((await stat(path)).size > DOCUMENT_BYTES_MAX) return { ok: false, message: 'The file is larger than 16 MiB.' };
        return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
      } catch (error) {
        return {
          ok: false,
          message: error instanceof TypeError ? 'The file is not UTF-8 text.' : `The file cannot be read: ${(error as Error).message}`,
        };
      }
    },
    recent: async () => options.recent.list(),
    forgetRecent: async ({ path }) => {
      options.recent.forget(path);
      return null;
    },
    info: async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      user: userInfo().username,
      processors: availableParallelism(),
      initialWorkspace: options.initialWorkspace,
      theme: nativeTheme.themeSource,
    }),
    setTheme: async ({ theme }) => {
      nativeTheme.themeSource = theme;
      return null;
    },
  };

  return (name, input) => handlers[name](input);
};
