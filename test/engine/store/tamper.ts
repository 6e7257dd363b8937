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

/** The same past the types of a STRICT table, as somebody can who takes its declaration away and puts it back. */
export const behindTheTypes = (path: string, table: string, change: string): void => {
  const redeclare = (write: (sql: string) => string): string => {
    let before = '';
    tamper(path, (database) => {
      database.unsafeMode(true);
      database.pragma('writable_schema = ON');
      before = database.prepare<[string], { readonly sql: string }>('SELECT sql FROM sqlite_schema WHERE name = ?').get(table)?.sql ?? '';
      database.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?').run(write(before), table);
    });
    return before;
  };
  const declared = redeclare((sql) => sql.replace(/,\s*STRICT|\bSTRICT\b/, ''));
  behindTheGuards(path, (database) => {
    database.exec(change);
  });
  redeclare(() => declared);
};
