/** Whether the file still has the tables and guards that the program gave it. */
import Database from 'better-sqlite3';
import type { Reader } from '../handle.ts';
import listSchema from './sql/list-schema.sql?raw';

type Declared = { readonly type: string; readonly name: string; readonly sql: string };

/**
 * A sentence on the first table, index or trigger that differs from what the migrations declare, or undefined. A dropped guard proves no change
 * by itself, but the program never drops one: somebody else had the file open.
 */
export const schemaDifference = (reader: Reader, migrations: readonly string[]): string | undefined => {
  const expected = new Map(declaredBy(migrations).map((object) => [object.name, object]));
  for (const found of reader.all<Declared>(listSchema)) {
    const declared = expected.get(found.name);
    if (declared === undefined) return `the ${found.type} ${found.name} is not one of the program's`;
    if (declared.sql !== found.sql) return `the ${found.type} ${found.name} was changed`;
    expected.delete(found.name);
  }
  const [missing] = expected.values();
  return missing === undefined ? undefined : `the ${missing.type} ${missing.name} is missing`;
};

const declaredBy = (migrations: readonly string[]): readonly Declared[] => {
  const database = new Database(':memory:');
  try {
    for (const sql of migrations) database.exec(sql);
    return database.prepare<[], Declared>(listSchema).all();
  } finally {
    database.close();
  }
};
