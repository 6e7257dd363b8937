/** Workspaces for tests, and a second connection that keeps to none of the program's rules. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { createStore, type OpenOptions, openStore, type Store } from '../../../src/engine/store/store.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';

/** A fresh workspace, open for writing; closed at the end of the test where it still is open. */
export const scratchWorkspace = (world = testWorld()): Store => {
  const store = createStore(join(scratchFolder(), 'a.probity'), { name: 'Test', actor: 'ada', ...world });
  onTestFinished(() => store.close());
  return store;
};

export const reopen = (store: Store, options: Partial<OpenOptions> = {}): Store => {
  const opened = openStore(store.path, { ...testWorld('again'), ...options } as OpenOptions);
  onTestFinished(() => opened.close());
  return opened;
};

/** Records `count` entries, one transaction each. */
export const record = (store: Store, count: number): void => {
  for (let i = 0; i < count; i++)
    store.change('ada', (writer) => writer.record({ kind: 'test.happened', subject: { n: i }, payload: { n: i } }));
};

/** What anybody can do who has the file and SQLite: runs on a closed workspace, without the program's settings. */
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
