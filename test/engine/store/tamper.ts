/** What somebody can do to a closed workspace who has the file and SQLite. */
import Database from 'better-sqlite3';

/** Runs on its own connection, with SQLite's defaults instead of the program's settings. */
export const tamper = (path: string, work: (database: Database.Database) => void): void => {
  const database = new Database(path);
  try {
    database.pragma('recursive_triggers = OFF');
    database.pragma('foreign_keys = OFF');
    database.pragma('synchronous = OFF');
    work(database);
  } finally {
    database.close();
  }
};

export const dropGuards = (database: Database.Database): readonly string[] => {
  const triggers = database.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
  return triggers.map(({ sql }) => sql);
};

/** Drops the guards, works, and puts them back, so that only what `work` did can be found. */
export const behindTheGuards = (path: string, work: (database: Database.Database) => void): void =>
  tamper(path, (database) => {
    const guards = dropGuards(database);
    work(database);
    for (const guard of guards) database.exec(guard);
  });
