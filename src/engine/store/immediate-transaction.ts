/** Transactions that are about to write, without what the driver's own make anew for each. */
import type Database from 'better-sqlite3';

/** Runs work in a transaction that holds the right to write from its beginning. What is thrown, also by the commit, undoes it and is thrown on. */
export const immediateTransaction = (database: Database.Database): (<T>(work: () => T) => T) => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const outcome = work();
      commit.run();
      return outcome;
    } catch (error) {
      // SQLite itself has rolled back what a full disk or a broken one stopped.
      if (database.inTransaction) rollback.run();
      throw error;
    }
  };
};
