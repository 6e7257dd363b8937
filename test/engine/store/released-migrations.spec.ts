/**
 * The schema only grows: a workspace that was made by any earlier build opens in every later one. A migration that stands in
 * released-migrations.json never changes; a new one is added to the end of both, with the SHA-256 of its file.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../../src/engine/store/migrations/index.ts';
import released from './released-migrations.json';

const folder = join(import.meta.dirname, '../../../src/engine/store/migrations');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

it('every released migration is what it was, and every one is on the list', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  expect(Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(folder, name), 'utf8'))]))).toEqual(released);
  expect(MIGRATIONS.map(sha256)).toEqual(Object.values(released));
});

/** Tables and columns, by names that no later version may lose: "population.name". */
const columnsOf = (database: Database.Database): readonly string[] =>
  database
    .prepare<[], string>(
      "SELECT t.name || '.' || c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c WHERE t.schema = 'main' ORDER BY 1",
    )
    .pluck()
    .all();

it('no migration takes a table or a column away', () => {
  const database = new Database(':memory:');
  let before: readonly string[] = [];
  for (const sql of MIGRATIONS) {
    database.exec(sql);
    const after = columnsOf(database);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after.length).toBeGreaterThanOrEqual(before.length);
    before = after;
  }
  expect(before).toContain('population.name');
  database.close();
});
