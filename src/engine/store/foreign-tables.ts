/** Tells a file whose tables another program or another build made from a fault of ours. */
import Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import { schemaDifference } from './audit/schema-difference.ts';
import type { Reader } from './handle.ts';
import { sqliteRefusal } from './sqlite-refusal.ts';

type File = { readonly path: string; readonly reader: Reader; readonly migrations: readonly string[] };

/**
 * Runs `work` on the file and gives what it gives. Refusal 'unreadable' where it fails with an error of SQL, and tables of the file are not those
 * that the migrations declare. Looked at only then: what can be read can be verified, and the verification tells of every difference.
 */
export const withForeignTables = <T>({ path, reader, migrations }: File, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    const isForeign = error instanceof Database.SqliteError && sqliteRefusal(error, path) === error;
    const difference = isForeign ? schemaDifference(reader, migrations) : undefined;
    if (difference?.unusable !== true) throw error;
    const message = `The workspace has other tables than any version of Probity makes: ${difference.reason}.`;
    const expected = 'the build of the program that made it, or the file as that build left it';
    return refuse('unreadable', message, [{ document: path, message, expected }]);
  }
};
