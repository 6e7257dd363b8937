/** The desktop shell's answers to the renderer: dialogs, recent workspaces, theme, facts about the program. */
import { open, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { app, type BrowserWindow, dialog, type FileFilter, nativeTheme } from 'electron';
import { copy } from './copy.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { RecentWorkspaces } from './recent-workspaces.ts';
import type { ShellAnswers, ShellInputs, ShellName } from './shell-contract.ts';
import { systemUser } from './system-user.ts';

const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024;

const FILTERS = {
  workspace: { name: copy.files.workspace, extensions: ['probity'] },
  csv: { name: copy.files.csv, extensions: ['csv', 'txt', 'tsv', 'parquet', 'jsonl', 'ndjson'] },
  json: { name: copy.files.json, extensions: ['json'] },
  tests: { name: copy.files.tests, extensions: ['yaml', 'yml', 'json'] },
  pdf: { name: copy.files.pdf, extensions: ['pdf'] },
} as const satisfies Readonly<Record<string, FileFilter>>;

const filtersOf = (kind: keyof typeof FILTERS): FileFilter[] => [{ name: FILTERS[kind].name, extensions: [...FILTERS[kind].extensions] }];

export type Shell = <Name extends ShellName>(name: Name, input: ShellInputs[Name]) => Promise<ShellAnswers[Name]>;

type Options = {
  readonly window: () => BrowserWindow | undefined;
  readonly recent: RecentWorkspaces;
  readonly files: GrantedFiles;
  readonly initialWorkspace: string | null;
};

type Handlers = { readonly [Name in ShellName]: (input: ShellInputs[Name]) => Promise<ShellAnswers[Name]> };

/** Text of a file that is not larger than a document may be. */
const readDocument = async (path: string): Promise<ShellAnswers['readDocument']> => {
  try {
    await using file = await open(path);
    if ((await file.stat()).size > DOCUMENT_BYTES_MAX) return { ok: false, message: copy.files.tooLarge };
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What the system says names the path in full; its code says enough. A decoder's error is a TypeError.
    return { ok: false, message: error instanceof TypeError ? copy.files.notText : copy.files.unreadable(code ?? 'unknown') };
  }
};

/** The disk may be full, or the folder gone since it was picked. */
const writeDocument = async (path: string, text: string): Promise<ShellAnswers['writeDocument']> => {
  try {
    await writeFile(path, text);
    return { ok: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ok: false, message: copy.files.unwritable(code ?? 'unknown') };
  }
};

export const createShell = ({ window, recent, files, initialWorkspace }: Options): Shell => {
  const parent = (): BrowserWindow => {
    const open = window();
    if (open === undefined) throw new Error('a dialog was asked for without a window');
    return open;
  };
  if (initialWorkspace !== null) files.grant('read', initialWorkspace);

  const handlers: Handlers = {
    pickOpen: async ({ kind }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(parent(), { properties: ['openFile'], filters: filtersOf(kind) });
      const path = canceled ? undefined : filePaths[0];
      if (path === undefined) return null;
      files.grant('read', path);
      return path;
    },
    pickSave: async ({ kind, suggestedName }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(parent(), { defaultPath: suggestedName, filters: filtersOf(kind) });
      if (canceled || filePath === '') return null;
      files.grant('write', filePath);
      return filePath;
    },
    readDocument: async ({ path }) => (files.has('read', path) ? readDocument(path) : { ok: false, message: copy.files.notChosen }),
    writeDocument: async ({ path, text }) =>
      files.has('write', path) ? writeDocument(path, text) : { ok: false, message: copy.files.notChosen },
    recent: async () => {
      const list = await recent.list();
      for (const { path } of list) files.grant('read', path);
      return list;
    },
    forgetRecent: async ({ path }) => {
      recent.forget(path);
      return null;
    },
    info: async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      user: systemUser(),
      processors: availableParallelism(),
      initialWorkspace,
      theme: nativeTheme.themeSource,
    }),
    setTheme: async ({ theme }) => {
      nativeTheme.themeSource = theme;
      return null;
    },
  };

  return (name, input) => handlers[name](input);
};
