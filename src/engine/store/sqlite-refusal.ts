/** What the database driver throws, told apart: states of the world become a Refusal, everything else stays a fault of ours. */
import Database from 'better-sqlite3';
import { type FailureKind, Refusal } from '../model/problem.ts';

/** By the start of SQLite's result code; the first that fits counts. See https://www.sqlite.org/rescode.html. */
const CAUSES: readonly (readonly [code: string, kind: FailureKind, sentence: string])[] = [
  ['SQLITE_BUSY', 'busy', 'The workspace is in use by another process.'],
  ['SQLITE_LOCKED', 'busy', 'The workspace is in use by another process.'],
  ['SQLITE_NOTADB', 'unreadable', 'The file is not a Probity workspace.'],
  ['SQLITE_CORRUPT', 'unreadable', 'The file is damaged or truncated.'],
  ['SQLITE_IOERR_SHORT_READ', 'unreadable', 'The file is damaged or truncated.'],
  ['SQLITE_IOERR_READ', 'unreadable', 'The file could not be read from its disk.'],
  ['SQLITE_CANTOPEN', 'unreadable', 'The file could not be opened.'],
  ['SQLITE_FULL', 'unwritable', 'The disk is full; nothing of this change was kept.'],
  ['SQLITE_READONLY', 'unwritable', 'The file or its folder cannot be written.'],
  ['SQLITE_PERM', 'unwritable', 'The file or its folder cannot be written.'],
  ['SQLITE_IOERR', 'unwritable', 'The disk refused to write; nothing of this change was kept.'],
];

/** What to throw on for `error`, thrown by the driver or anything else. */
export const sqliteRefusal = (error: unknown, path: string): unknown => {
  if (!(error instanceof Database.SqliteError)) return error;
  const cause = CAUSES.find(([code]) => error.code.startsWith(code));
  if (cause === undefined) return error;
  const [, kind, message] = cause;
  return new Refusal({ kind, message, problems: [{ document: path, message: `${message} (${error.code})` }] });
};

/** Runs `work` on the file at `path` and gives what it gives; see above for what it throws. */
export const withSqliteRefusals = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw sqliteRefusal(error, path);
  }
};
