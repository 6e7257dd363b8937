/** Takes a workspace file to the newest version, one transaction for each step. */
import type Database from 'better-sqlite3';
import { versionOf } from './connection.ts';

/**
 * Applies the migrations that the file has not seen yet. One that fails leaves the file at the version before it, unchanged, and throws.
 * `afterEach` runs inside the migration's own transaction.
 */
export const migrate = (database: Database.Database, migrations: readonly string[], afterEach: (version: number) => void): void => {
  for (let version = versionOf(database) + 1; version <= migrations.length; version++) {
    const sql = migrations[version - 1] as string;
    const step = database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
      afterEach(version);
    });
    step.immediate();
  }
};
