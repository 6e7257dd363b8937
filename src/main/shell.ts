/** The desktop shell's answers to the renderer: dialogs, recent workspaces, theme, facts about the program. */
import { open, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter, nativeTheme } from 'electron';
import { entryBeside } from '../engine/evidence/bundle-paths.ts';
import { copy } from './copy.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { RecentWorkspaces } from './recent-workspaces.ts';
import type { ShellAnswers, ShellInputs, ShellName } from './shell-contract.ts';
import { systemUser } from './system-user.ts';

const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024;

/** What each kind of file is called, and how its names end. A kind without endings takes any file: those have none that people agree on. */
const FILTERS = {
  workspace: { name: copy.files.workspace, extensions: ['probity'] },
  csv: { name: copy.files.csv, extensions: ['csv', 'txt', 'tsv', 'parquet', 'jsonl', 'ndjson'] },
  json: { name: copy.files.json, extensions: ['json'] },
  tests: { name: copy.files.tests, extensions: ['yaml', 'yml', 'json'] },
  pdf: { name: copy.files.pdf, extensions: ['pdf'] },
  bundle: { name: copy.files.bundle, extensions: ['zip'] },
  proof: { name: copy.files.proof, extensions: ['tlog-proof'] },
  checkpoint: { name: copy.files.checkpoint, extensions: ['checkpoint'] },
  'witness-request': { name: copy.files.witnessRequest, extensions: ['witness-request'] },
  cosignature: { name: copy.files.cosignature, extensions: ['cosignature'] },
  'timestamp-request': { name: copy.files.timestampRequest, extensions: ['tsq'] },
  'timestamp-response': { name: copy.files.timestampResponse, extensions: ['tsr'] },
  digest: { name: copy.files.digest, extensions: ['sha256'] },
  certificate: { name: copy.files.certificate, extensions: ['pem', 'crt', 'cer', 'der'] },
  pkcs12: { name: copy.files.pkcs12, extensions: ['p12', 'pfx'] },
  key: { name: copy.files.key, extensions: ['probity-key'] },
  evidence: undefined,
  anchor: undefined,
  signature: undefined,
  'token-library': undefined,
  folder: undefined,
} as const satisfies { readonly [Kind in PickedKind]: FileFilter | undefined };

type PickedKind = ShellInputs['pickOpen']['kind'] | ShellInputs['pickSave']['kind'];

/** What comes from others has the name that they gave it, so that every file can be chosen after all. */
const EVERY_FILE: FileFilter = { name: copy.files.every, extensions: ['*'] };

const filtersOf = (kind: PickedKind): FileFilter[] => {
  const filter = FILTERS[kind];
  return filter === undefined ? [EVERY_FILE] : [{ name: filter.name, extensions: [...filter.extensions] }];
};

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

/** What is there already may be another entry: it is left alone unless it is this very one. */
const writeBeside = async (
  path: string,
  text: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string }> => {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return { ok: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') return { ok: false, message: copy.files.unwritable(code ?? 'unknown') };
    const present = await readDocument(path);
    return present.ok && present.text === text ? { ok: true } : { ok: false, message: copy.files.taken(basename(path)) };
  }
};

/** The entry goes first: a proof that was written has what it proves beside it. */
const writeProof = async ({ path, proof, entry }: ShellInputs['writeProof']): Promise<ShellAnswers['writeProof']> => {
  const entryPath = entryBeside(path);
  const beside = await writeBeside(entryPath, entry);
  if (!beside.ok) return beside;
  const written = await writeDocument(path, proof);
  return written.ok ? { ok: true, entryPath } : written;
};

export const createShell = ({ window, recent, files, initialWorkspace }: Options): Shell => {
  const parent = (): BrowserWindow => {
    const open = window();
    if (open === undefined) throw new Error('a dialog was asked for without a window');
    return open;
  };
  if (initialWorkspace !== null) files.grant('read', initialWorkspace);

  let isAsking = false;
  /** One dialog at a time, where the system lets the window be used behind one: whoever asks for a second gets nothing, as if it had been cancelled. */
  const askAlone = async (ask: () => Promise<string | null>): Promise<string | null> => {
    if (isAsking) return null;
    isAsking = true;
    try {
      return await ask();
    } finally {
      isAsking = false;
    }
  };

  const handlers: Handlers = {
    pickOpen: ({ kind }) =>
      askAlone(async () => {
        const { canceled, filePaths } = await dialog.showOpenDialog(parent(), {
          properties: ['openFile'],
          filters: [...filtersOf(kind), ...(FILTERS[kind] === undefined ? [] : [EVERY_FILE])],
        });
        const path = canceled ? undefined : filePaths[0];
        if (path === undefined) return null;
        files.grant(kind === 'token-library' ? 'load' : 'read', path);
        return path;
      }),
    pickSave: ({ kind, suggestedName }) =>
      askAlone(async () => {
        const { canceled, filePath } = await dialog.showSaveDialog(parent(), { defaultPath: suggestedName, filters: filtersOf(kind) });
        if (canceled || filePath === '') return null;
        files.grant('write', filePath);
        return filePath;
      }),
    readDocument: async ({ path }) => (files.has('read', path) ? readDocument(path) : { ok: false, message: copy.files.notChosen }),
    writeDocument: async ({ path, text }) =>
      files.has('write', path) ? writeDocument(path, text) : { ok: false, message: copy.files.notChosen },
    writeProof: async (input) => (files.has('write', input.path) ? writeProof(input) : { ok: false, message: copy.files.notChosen }),
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
