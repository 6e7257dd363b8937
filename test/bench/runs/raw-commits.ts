/** The yardstick of the bench `runs`: nothing but one row of a journal for each step, each in a transaction of its own. */
import Database from 'better-sqlite3';
import { type Engine, STEPS } from './engine.ts';

/** About what one step of our own engine leaves in its journal. */
const BODY = JSON.stringify({ step: 'step-1', status: 'completed', output: null, at: '2026-01-01T00:00:00.000Z', filler: 'x'.repeat(160) });

export const rawCommits: Engine = {
  runsOneByOne: 1_000,
  runsAtOnce: 1_000,
  open: async (path) => {
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(
      'CREATE TABLE journal (run INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq)) STRICT, WITHOUT ROWID',
    );
    const insert = database.prepare('INSERT INTO journal (run, seq, body) VALUES (?, ?, ?)');
    const commit = database.transaction((run: number, seq: number) => insert.run(run, seq, BODY));
    let runs = 0;
    return {
      run: async () => {
        const run = runs++;
        for (let seq = 0; seq < STEPS; seq++) commit.immediate(run, seq);
      },
      close: async () => {
        database.close();
      },
    };
  },
};
