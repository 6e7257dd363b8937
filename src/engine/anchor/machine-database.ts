/** Small databases in this machine's own folder, which several processes use at once. */
import { closeSync, constants, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export type MachineDatabaseKind = {
  /** In SQLite's header: tells one kind of file from any other. */
  readonly applicationId: number;
  /** Statements that make the tables of an empty file. */
  readonly schema: string;
  /** 'WAL': the last changes may be lost with the power, and a change waits for no disk. 'DELETE': a change is on the disk when it has returned. */
  readonly journal: 'WAL' | 'DELETE';
  /** How long a statement waits for another process. */
  readonly busyTimeoutMs: number;
  /** Whether all of the file is looked through when it is opened, and not only what is read. */
  readonly isCheckedWhole: boolean;
};

/** Why a database cannot be used. `damaged`: what is in the file is not what was written. */
export type DatabaseTrouble = 'damaged' | 'busy' | 'unusable';

const SCHEMA_VERSION = 1;

/** Of a file that is a database, but not one that this program wrote. */
class ForeignFile extends Error {}

/** Opens the file, and makes it where there is none, for nobody else to read. Throws what `troubleOf` tells apart. */
export const openMachineDatabase = (path: string, kind: MachineDatabaseKind): Database.Database => {
  const { applicationId, schema, journal, busyTimeoutMs, isCheckedWhole } = kind;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makeFile(path);
  const database = new Database(path, { timeout: busyTimeoutMs });
  try {
    // Before anything is written: a foreign file stays as it is.
    const isNew = Number(database.pragma('schema_version', { simple: true })) === 0;
    if (!isNew) demandOurs(database, applicationId);
    for (const setting of [`journal_mode = ${journal}`, `synchronous = ${journal === 'WAL' ? 'NORMAL' : 'EXTRA'}`, 'trusted_schema = OFF'])
      database.pragma(setting);
    if (isNew) fill(database, applicationId, schema);
    if (isCheckedWhole && database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new ForeignFile('the file is damaged');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** A pipe in its place would hold the program up for good: it is opened without waiting. */
const OPEN_AT_ONCE = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/** SQLite gives its side files the rights of the file itself. */
const makeFile = (path: string): void => {
  const file = openSync(path, OPEN_AT_ONCE, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new ForeignFile('there is a pipe or a device in its place');
  } finally {
    closeSync(file);
  }
};

const demandOurs = (database: Database.Database, applicationId: number): void => {
  if (database.pragma('application_id', { simple: true }) !== applicationId) throw new ForeignFile('the file is of another kind');
  if (database.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) throw new ForeignFile('the file is of another version');
};

/** Another process may be doing the same. */
const fill = (database: Database.Database, applicationId: number, schema: string): void => {
  database
    .transaction(() => {
      if (Number(database.pragma('schema_version', { simple: true })) !== 0) return demandOurs(database, applicationId);
      database.exec(schema);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
};

/** What kind of trouble was thrown, and the sentence's end that says it; undefined for everything else, which is a fault of ours. */
export const troubleOf = (error: unknown): { readonly kind: DatabaseTrouble; readonly reason: string } | undefined => {
  if (error instanceof ForeignFile) return { kind: 'damaged', reason: error.message };
  if (error instanceof Database.SqliteError) {
    const { code } = error;
    if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code)) return { kind: 'damaged', reason: `the file is damaged (${code})` };
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return { kind: 'busy', reason: 'another process is using it' };
    if (/^SQLITE_(?:FULL|READONLY|PERM|CANTOPEN|IOERR)/.test(code))
      return { kind: 'unusable', reason: `the disk or folder refuses (${code})` };
    return /^no such (?:table|column)/.test(error.message)
      ? { kind: 'damaged', reason: `the file has other tables (${error.message})` }
      : undefined;
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error)
    return { kind: 'unusable', reason: `the system says ${String(error.code)}` };
  return undefined;
};
