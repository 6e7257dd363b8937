/** A lock of the operating system on a file: held by one process, and gone with it however that ends. */
import { closeSync, constants, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

/** To append, made where it is not there; a pipe of this name must not hold anything up. */
const OPEN_AT_ONCE = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

export type FileLock = { release(): void };

/** A holder that is just letting go may remove the file between our opening and locking it; so often we look again. */
const ATTEMPTS_MAX = 20;

/** Of this process: it does not even look at them again, since closing any descriptor of a file drops all POSIX locks that the process has on it. */
const held = new Set<string>();

/**
 * Takes the lock. 'held': a process has it, which may be this one. 'contended': others take it and let go of it again and again. Errors are the system's
 * and SQLite's.
 *
 * Node has no file locks, but SQLite has: an empty database is held by a transaction that is about to write. It holds no data, and an empty one that was
 * left behind by a killed process locks nothing.
 */
export const lockFile = (path: string): FileLock | 'held' | 'contended' => {
  if (held.has(path)) return 'held';
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const lock = tryLock(path);
    if (lock !== 'replaced') return lock;
  }
  return 'contended';
};

const tryLock = (path: string): FileLock | 'held' | 'replaced' => {
  const file = openSync(path, OPEN_AT_ONCE, 0o666);
  const database = new Database(path, { timeout: 0 });
  // The order matters: the descriptor goes last.
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
  if (statSync(path, { throwIfNoEntry: false })?.ino !== fstatSync(file).ino) {
    letGo();
    return 'replaced';
  }
  held.add(path);
  return {
    release: () => {
      try {
        rmSync(path, { force: true });
      } catch {
        // Windows keeps a file that is open; the empty file stays and does no harm.
      }
      letGo();
      held.delete(path);
    },
  };
};
