/** Demands that what happens by itself when a row is written is what the program declared. */
import type Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import listTriggers from './sql/list-triggers.sql?raw';

/**
 * A trigger of somebody else's would run with the next entry, and may have no end. Refusal 'unwritable', so that the file is opened for reading, where
 * none runs. One that is missing does no harm here; verification tells.
 */
export const demandOwnTriggers = (database: Database.Database, path: string, migrations: readonly string[]): void => {
  for (const { name, sql } of database.prepare<[], { readonly name: string; readonly sql: string }>(listTriggers).all())
    if (!migrations.some((declared) => declared.includes(sql)))
      refuse(
        'unwritable',
        `${path} has the trigger "${name}", which Probity does not make: nothing is written into it. It can be opened read-only.`,
      );
};
