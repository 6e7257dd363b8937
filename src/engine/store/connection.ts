/** One connection to a workspace file, checked to be ours and set up to be durable. */
import { realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import findComputed from './sql/find-computed.sql?raw';
import findComputedColumn from './sql/find-computed-column.sql?raw';

/** "Prob" in SQLite's header: tells a workspace from any other SQLite file. */
export const APPLICATION_ID = 0x50726f62;
/** How long a statement waits for another connection, which holds the file for the length of a commit only. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The connection's settings. `synchronous` comes after `journal_mode`: this SQLite is built to sync less in WAL mode, and says FULL all the same
 * until it is set. No commit checkpoints: see checkpoint/checkpointer.ts. `recursive_triggers` makes REPLACE fire the delete triggers that keep
 * tables append-only.
 */
const SETTINGS = [
  'synchronous = FULL',
  'wal_autocheckpoint = 0',
  'recursive_triggers = ON',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
] as const;

/** Sets the connection up; call it only on a file that is known to be ours, for a writer's WAL mode is written into the file. */
export const configure = (database: Database.Database, options: { readonly readOnly: boolean }): void => {
  if (!options.readOnly && database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new Error('the file did not go to WAL mode');
  }
  for (const setting of SETTINGS) database.pragma(setting);
  if (options.readOnly) database.pragma('query_only = ON');
};

/** States of the world in which a commit stays in the write-ahead log, where the next who opens the file finds it. */
const UNSETTLED = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY'];

/** Whether the pragma, which moves commits from the log into the file, did all of it. */
const settles = (database: Database.Database, pragma: string): boolean => {
  try {
    database.pragma(pragma);
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && UNSETTLED.some((code) => error.code.startsWith(code))) return false;
    throw error;
  }
};

/**
 * Closes a writer's connection so that one plain file is left, which can also be read where nothing can be written. Where others still read the
 * file, it stays in WAL mode and the last of them removes the side files; where the disk is full, they stay too, and nothing is lost.
 */
export const closeDatabase = (database: Database.Database): void => {
  try {
    database.pragma('busy_timeout = 0');
    if (!settles(database, 'journal_mode = DELETE')) settles(database, 'wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
};

/** The file's real path. Refusal 'unreadable' where there is no such file. */
export const locate = (path: string): string => {
  try {
    const real = realpathSync(path);
    demandOpenableName(real);
    if (!statSync(real).isFile()) return refuse('unreadable', `${path} is not a file.`);
    return real;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return refuse('unreadable', `${path} cannot be opened: ${sentenceFor(error.code)}.`);
    throw error;
  }
};

/** The driver takes white space off the end of a name, and would open another file. */
export const demandOpenableName = (path: string): void => {
  if (path !== path.trim()) refuse('invalid', `The file name of "${path}" ends with white space; give it another name.`);
};

const sentenceFor = (code: unknown): string => {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  return `the system says ${String(code)}`;
};

/**
 * Opens an existing workspace file of version `version`, or of an earlier one for writing. Refusal 'unreadable' where the file is not a workspace,
 * is truncated, or has another version. Read-only connections are opened for writing and then told not to: SQLite removes its side files only at
 * the close of such a one.
 */
export const connect = (path: string, options: { readonly readOnly: boolean; readonly version: number }): Database.Database => {
  if (statSync(path).size === 0) return refuse('unreadable', `${path} is empty: it is not a Probity workspace.`);
  const settled = sizeOf(`${path}-wal`) === 0;
  const database = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      refuse('unreadable', `${path} is not a Probity workspace.`);
    }
    demandVersion(versionOf(database), path, options);
    if (settled) demandWholePages(database, path);
    demandStoredRows(database, path);
    configure(database, options);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

const demandVersion = (
  found: number,
  path: string,
  { readOnly, version }: { readonly readOnly: boolean; readonly version: number },
): void => {
  if (found > version) {
    refuse(
      'unreadable',
      `${path} was made by a later version of Probity: the file has version ${found}, this program knows ${version} and below.`,
    );
  }
  if (readOnly && found < version) {
    refuse(
      'unreadable',
      `${path} has version ${found}, from an earlier program, and this program reads version ${version}. It brings the file there when it may write it: ` +
        'open the file once where it can be written, or open a copy of it.',
    );
  }
};

/** Version of the schema: how many migrations the file has seen. */
export const versionOf = (database: Database.Database): number => Number(database.pragma('user_version', { simple: true }));

/** SQLite itself finds a file cut between two pages; one cut inside its last page would only show once that page is read. */
const demandWholePages = (database: Database.Database, path: string): void => {
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  if (statSync(path).size % pageBytes !== 0) refuse('unreadable', `${path} is damaged or truncated.`);
};

/**
 * A view, a virtual table or a generated column is worked out while it is read: a file of a few pages could keep whoever reads it busy for ever, or fill the
 * memory. No workspace has one. Declarations are looked at first, so that nothing is asked of a view.
 */
const demandStoredRows = (database: Database.Database, path: string): void => {
  for (const statement of [findComputed, findComputedColumn]) {
    const found = database.prepare<[], { readonly name: string }>(statement).get();
    if (found !== undefined)
      refuse('unreadable', `${path} is not as Probity makes workspaces: "${found.name}" in it is worked out when it is read.`);
  }
};

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
