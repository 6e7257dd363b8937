/** What was written stays: the tables themselves refuse UPDATE, DELETE and REPLACE, also to somebody who comes with SQL. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { record, scratchWorkspace } from './scratch-workspace.ts';

const filled = (): string => {
  const store = scratchWorkspace();
  record(store, 10);
  store.change('ada', (writer) => {
    for (let i = 0; i < 290; i++) writer.record({ kind: 'test.happened', subject: { i } });
  });
  const document = { kind: 'policy', id: 'p', version: '1.0.0', title: 'P', content: { title: 'P' } } as const;
  store.change('ada', (writer) => publishDocument(writer, document));
  store.close();
  return store.path;
};

const LAST = 301;
const attacks: readonly (readonly [string, readonly string[]])[] = [
  [
    'audit_entry',
    [
      "UPDATE audit_entry SET data = x'7b7d' WHERE idx = 7",
      'UPDATE audit_entry SET idx = 1000 WHERE idx = 7',
      'DELETE FROM audit_entry WHERE idx = 7',
      `DELETE FROM audit_entry WHERE idx = ${LAST}`,
      'INSERT OR REPLACE INTO audit_entry SELECT idx, data, zeroblob(32) FROM audit_entry WHERE idx = 7',
      'REPLACE INTO audit_entry SELECT idx, data, zeroblob(32) FROM audit_entry WHERE idx = 7',
      'INSERT INTO audit_entry SELECT idx, data, leaf FROM audit_entry WHERE idx = 7 ON CONFLICT DO UPDATE SET leaf = zeroblob(32)',
      `INSERT INTO audit_entry VALUES (${LAST + 2}, x'7b7d', zeroblob(32))`,
      "INSERT INTO audit_entry VALUES (-1, x'7b7d', zeroblob(32))",
      `INSERT INTO audit_entry VALUES (${LAST + 1}, x'', zeroblob(32))`,
      `INSERT INTO audit_entry VALUES (${LAST + 1}, zeroblob(65536), zeroblob(32))`,
      `INSERT INTO audit_entry VALUES (${LAST + 1}, '{}', zeroblob(32))`,
    ],
  ],
  [
    'audit_tile',
    [
      'UPDATE audit_tile SET root = zeroblob(32)',
      'DELETE FROM audit_tile',
      'REPLACE INTO audit_tile SELECT level, n, hashes, zeroblob(32) FROM audit_tile',
      'INSERT INTO audit_tile SELECT level, n + 2, hashes, root FROM audit_tile',
    ],
  ],
  [
    'audit_head',
    [
      'UPDATE audit_head SET root = zeroblob(32) WHERE size = 5',
      `DELETE FROM audit_head WHERE size = ${LAST + 1}`,
      'REPLACE INTO audit_head VALUES (5, zeroblob(32))',
      'INSERT INTO audit_head VALUES (5, zeroblob(32)) ON CONFLICT DO UPDATE SET root = excluded.root',
    ],
  ],
  ['audit_salt', ['UPDATE audit_salt SET salt = zeroblob(32) WHERE idx = 5', 'REPLACE INTO audit_salt VALUES (5, zeroblob(32))']],
  [
    'document',
    [
      "UPDATE document SET body = '{}'",
      'DELETE FROM document',
      "REPLACE INTO document SELECT kind, id, version, title, hash, '{}', published_at FROM document",
      "INSERT INTO document SELECT * FROM document WHERE true ON CONFLICT DO UPDATE SET body = '{}'",
    ],
  ],
  [
    'workspace',
    [
      "UPDATE workspace SET name = 'x'",
      'DELETE FROM workspace',
      "INSERT INTO workspace VALUES ('x', 'x', 'x')",
      "REPLACE INTO workspace SELECT id, 'x', created_at FROM workspace",
    ],
  ],
];

// The second connection has SQLite's own defaults, where REPLACE deletes without firing delete triggers.
describe.each([true, false])('with recursive triggers %s', (recursive) => {
  test.each(attacks)('%s', (table, statements) => {
    const database = new Database(filled());
    database.pragma(`recursive_triggers = ${recursive ? 'ON' : 'OFF'}`);
    const rows = (): unknown => database.prepare(`SELECT * FROM ${table}`).all();
    const before = rows();
    for (const statement of statements) {
      expect(() => database.exec(statement), statement).toThrow(
        /append-only|grows at its end|never changes|one row|CHECK|STRICT|cannot store/,
      );
    }
    expect(rows()).toEqual(before);
    database.close();
  });
});

test('a salt can be erased, and only once', () => {
  const database = new Database(filled());
  expect(database.prepare('DELETE FROM audit_salt WHERE idx = 5').run().changes).toBe(1);
  expect(database.prepare('DELETE FROM audit_salt WHERE idx = 5').run().changes).toBe(0);
  database.close();
});
