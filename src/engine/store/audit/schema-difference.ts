/** Whether the file still has the tables and guards that the program gave it. */
import Database from 'better-sqlite3';
import type { Reader } from '../handle.ts';
import listSchema from './sql/list-schema.sql?raw';

type Declared = { readonly type: string; readonly name: string; readonly sql: string };

export type SchemaDifference = {
  /** A sentence. */
  readonly reason: string;
  /** A table is missing or is another one, so that statements on it may fail. */
  readonly unusable: boolean;
};

/**
 * What differs from what the migrations declare: a lost or changed table if there is one, else the first other difference, or undefined. A dropped
 * guard proves no change by itself, but the program never drops one: somebody else had the file open.
 */
export const schemaDifference = (reader: Reader, migrations: readonly string[]): SchemaDifference | undefined => {
  const expected = new Map(declaredBy(migrations).map((object) => [object.name, object]));
  const differences: SchemaDifference[] = [];
  for (const { type, name, sql } of reader.all<Declared>(listSchema)) {
    const declared = expected.get(name);
    expected.delete(name);
    if (declared === undefined) differences.push({ reason: `the ${type} ${name} is not one of the program's`, unusable: false });
    else if (declared.sql !== sql) differences.push({ reason: `the ${type} ${name} was changed`, unusable: type === 'table' });
  }
  for (const { type, name } of expected.values())
    differences.push({ reason: `the ${type} ${name} is missing`, unusable: type === 'table' });
  return differences.find(({ unusable }) => unusable) ?? differences[0];
};

/** The newest answer of `declaredBy`. Making the tables takes longer than all else of verifying a small file, and every file of a program has the same. */
let latest: { readonly migrations: readonly string[]; readonly declared: readonly Declared[] } | undefined;

const declaredBy = (migrations: readonly string[]): readonly Declared[] => {
  const isLatest = latest?.migrations.length === migrations.length && migrations.every((sql, at) => sql === latest?.migrations[at]);
  if (latest !== undefined && isLatest) return latest.declared;
  const database = new Database(':memory:');
  try {
    for (const sql of migrations) database.exec(sql);
    const declared = database.prepare<[], Declared>(listSchema).all();
    latest = { migrations, declared };
    return declared;
  } finally {
    database.close();
  }
};
