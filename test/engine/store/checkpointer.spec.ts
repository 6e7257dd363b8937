/** The write-ahead log stays short over a long burst, without any commit paying for it. */
import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { reopen, scratchWorkspace } from './scratch-workspace.ts';

const MB = 1024 * 1024;
/** What the checkpointer allows the log at most, and what one change may add to that. */
const LOG_MAX = 64 * MB + 2 * MB;

const walBytes = (path: string): number => statSync(`${path}-wal`).size;

const INSERT = `-- test: a large row
INSERT INTO draft (kind, id, version, title, hash, problems, body, saved_at) VALUES ('policy', :id, '1', '', '', 0, :body, '')`;

/** So many changes of about a megabyte each. */
const burst = (store: ReturnType<typeof scratchWorkspace>, changes: number, from = 0): void => {
  for (let i = from; i < from + changes; i++)
    store.change('ada', (writer) => {
      writer.run(INSERT, { id: `${i}`, body: 'x'.repeat(MB) });
      writer.record({ kind: 'test.happened', subject: { i } });
    });
};

test('the log stays within its bound over a burst that never yields, and one file is left', () => {
  const store = scratchWorkspace();
  let longest = 0;
  for (let i = 0; i < 200; i++) {
    burst(store, 1, i);
    longest = Math.max(longest, walBytes(store.path));
  }
  expect(longest).toBeGreaterThan(4 * MB);
  expect(longest).toBeLessThan(LOG_MAX);
  store.close();
  expect(readdirSync(dirname(store.path))).toEqual(['a.probity']);
  expect(statSync(store.path).size).toBeGreaterThan(200 * MB);
});

test('a burst that lets others work is checkpointed by the thread, and the log begins anew', async () => {
  const store = scratchWorkspace();
  for (let i = 0; i < 120; i++) {
    burst(store, 1, i);
    await setImmediate();
  }
  expect(walBytes(store.path)).toBeLessThan(LOG_MAX);
  store.close();
  const again = reopen(store);
  expect(again.read((reader) => reader.one('SELECT count(*) AS count FROM draft'))).toEqual({ count: 120 });
});

test('no commit checkpoints: what small changes commit stays in the log', () => {
  const store = scratchWorkspace();
  const before = statSync(store.path).size;
  for (let i = 0; i < 400; i++) store.change('ada', (writer) => writer.record({ kind: 'test.happened', subject: { i }, payload: i }));
  expect(statSync(store.path).size).toBe(before);
  // Well beyond the thousand pages at which SQLite would have done it by itself.
  expect(walBytes(store.path)).toBeGreaterThan(1_000 * 4120);
  expect(walBytes(store.path)).toBeLessThan(2_000 * 4120);
});
