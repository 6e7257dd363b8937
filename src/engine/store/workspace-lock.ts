/** Keeps two processes from writing one workspace: a lock of the operating system, gone with the process however that ends. */
import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';

export type WorkspaceLock = { release(): void };

/** A holder that is just letting go may remove the file between our opening and locking it; so often we look again. */
const ATTEMPTS_MAX = 20;

/**
 * Takes the lock of the workspace at the real path `path`, or refuses with 'busy'.
 *
 * Node has no file locks, but SQLite has: an empty database `<path>-lock` beside the workspace is held by a transaction that is about to write. It
 * holds no data, and an empty one that was left behind by a killed process locks nothing. Readers do not take it.
 */
export const lockWorkspace = (path: string): WorkspaceLock => {
  const lockPath = `${path}-lock`;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const lock = tryLock(lockPath);
    if (lock === 'held') return refuse('busy', `${path} is open for writing in another process. It can still be opened read-only.`);
    if (lock !== 'replaced') return lock;
  }
  return refuse('busy', `${path} is being opened and closed by other processes.`);
};

const tryLock = (lockPath: string): WorkspaceLock | 'held' | 'replaced' => {
  const file = openLockFile(lockPath);
  const database = new Database(lockPath, { timeout: 0 });
  // The order matters: closing any descriptor of a file drops all POSIX locks that the process has on it.
  const letGo = (): void => {
    database.close();
    closeSync(file);
  };
  try {
    database.pragma('journal_mode = MEMORY');
    // One step. An exclusive transaction takes several, and of two that begin at once neither may come to its end.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    letGo();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return 'held';
    throw error;
  }
  if (statSync(lockPath, { throwIfNoEntry: false })?.ino !== fstatSync(file).ino) {
    letGo();
    return 'replaced';
  }
  return {
    release: () => {
      try {
        rmSync(lockPath, { force: true });
      } catch {
        // Windows keeps a file that is open; the empty file stays and does no harm.
      }
      letGo();
    },
  };
};

const openLockFile = (lockPath: string): number => {
  try {
    return openSync(lockPath, 'a');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const path = lockPath.slice(0, -'-lock'.length);
    return refuse('unwritable', `The folder of ${path} cannot be written (${error.code}). The workspace can be opened read-only.`);
  }
};
