/** A change is all or nothing, always recorded, and gone from memory too where it failed. */
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { auditSize, listEntries, readSalt } from '../../../src/engine/store/audit/audit-store.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import type { Writer } from '../../../src/engine/store/handle.ts';
import { record, reopen, scratchWorkspace } from './scratch-workspace.ts';

const INSERT_DRAFT = `-- test: a row
INSERT INTO draft (kind, id, version, title, hash, problems, body, saved_at) VALUES ('policy', :id, '1', '', '', 0, '', '')`;
const COUNT_DRAFTS = 'SELECT count(*) AS count FROM draft';
const happened = { kind: 'test.happened', subject: {} };
const context = { progress: () => undefined, signal: new AbortController().signal };

test('entries get their place, time, actor and commitment, and the salt is kept apart', () => {
  const store = scratchWorkspace();
  const entry = store.change('bob', (writer) =>
    writer.record({ ...happened, subject: { a: 1 }, detail: { b: [2] }, payload: { secret: 1 } }),
  );
  expect(entry).toEqual({
    index: 1,
    at: expect.stringMatching(/^2026-01-01T00:00:00\.\d{3}Z$/),
    actor: 'bob',
    kind: 'test.happened',
    subject: { a: 1 },
    detail: { b: [2] },
    commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(store.read((reader) => listEntries(reader, 1, 1))).toEqual([entry]);
  expect(store.read((reader) => readSalt(reader, 1))).toHaveLength(32);
  expect(store.read((reader) => readSalt(reader, 0))).toBeUndefined();
});

describe('nothing stays of a change', () => {
  const failing: readonly (readonly [string, (writer: Writer) => unknown, RegExp])[] = [
    ['that records nothing', (writer) => writer.run(INSERT_DRAFT, { id: 'a' }), /recorded nothing/],
    [
      'that throws after writing and recording',
      (writer) => {
        writer.run(INSERT_DRAFT, { id: 'a' });
        for (let i = 0; i < 300; i++) writer.record(happened);
        throw new Error('half-way');
      },
      /half-way/,
    ],
    [
      'that refuses',
      (writer) => {
        writer.record(happened);
        throw new Refusal({ kind: 'conflict', message: 'taken' });
      },
      /taken/,
    ],
    [
      'that is asynchronous',
      async (writer) => {
        writer.record(happened);
      },
      /asynchronous/,
    ],
    [
      'that breaks a rule of the tables',
      (writer) => {
        writer.record(happened);
        writer.run(INSERT_DRAFT, { id: 'a' });
        writer.run(INSERT_DRAFT, { id: 'a' });
      },
      /UNIQUE/,
    ],
    [
      'whose entry is too long',
      (writer) => {
        writer.record(happened);
        writer.record({ ...happened, detail: { text: 'x'.repeat(65_536) } });
      },
      /bytes/,
    ],
    [
      'whose entry is no JSON',
      (writer) => {
        writer.record(happened);
        writer.record({ ...happened, detail: { n: Number.NaN } });
      },
      /NaN/,
    ],
  ];

  test.each(failing)('%s', async (_, work, message) => {
    const store = scratchWorkspace();
    record(store, 254);
    expect(() => store.change('ada', work)).toThrow(message);
    expect(store.read(auditSize)).toBe(255);
    expect(store.read((reader) => reader.one(COUNT_DRAFTS))).toEqual({ count: 0 });
    // The next ones take the place of what was undone, in the tree and in memory alike, across the end of a tile.
    record(store, 3);
    store.close();
    const again = reopen(store);
    record(again, 2);
    again.close();
    const verdict = await reopen(store, { readOnly: true }).snapshot((reader) => verifyWorkspace(reader, context));
    expect(verdict).toMatchObject({ verdict: 'consistent', size: 260 });
  });
});

test('a change inside of another is a fault, and undoes it', () => {
  const store = scratchWorkspace();
  expect(() =>
    store.change('ada', (writer) => {
      writer.record(happened);
      store.change('ada', (inner) => inner.record(happened));
    }),
  ).toThrow(/inside/);
  expect(store.read(auditSize)).toBe(1);
});

test('a writer is of no use after its change', () => {
  const store = scratchWorkspace();
  const kept = store.change('ada', (writer) => {
    writer.record(happened);
    return { writer };
  });
  expect(() => kept.writer.record(happened)).toThrow(/ended/);
  expect(() => kept.writer.run(INSERT_DRAFT, { id: 'a' })).toThrow(/ended/);
  expect(() => kept.writer.all(COUNT_DRAFTS)).toThrow(/ended/);
  expect(store.read(auditSize)).toBe(2);
});

test('a full disk refuses the change, and the trail goes on once there is room', () => {
  const store = scratchWorkspace();
  record(store, 2);
  const limit = (pages: number): unknown => store.read((reader) => reader.one(`PRAGMA max_page_count = ${pages}`));
  limit(1);
  let refusal: unknown;
  for (let i = 0; i < 200 && refusal === undefined; i++) {
    try {
      store.change('ada', (writer) => writer.record({ ...happened, detail: { text: 'x'.repeat(10_000) } }));
    } catch (error) {
      refusal = error;
    }
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).failure.kind).toBe('unwritable');
  const size = store.read(auditSize);
  limit(1_000_000);
  expect(store.change('ada', (writer) => writer.record(happened)).index).toBe(size);
});

test('a snapshot keeps seeing the state that it began with', async () => {
  const store = scratchWorkspace();
  const reader = reopen(store, { readOnly: true });
  await reader.snapshot(async (at) => {
    expect(auditSize(at)).toBe(1);
    record(store, 2);
    await Promise.resolve();
    expect(auditSize(at)).toBe(1);
  });
  expect(reader.read(auditSize)).toBe(3);
  await expect(store.snapshot(async () => 1)).rejects.toThrow(/read-only/);
});

test('a slow statement is told by its name, never by its values', () => {
  const lines: unknown[] = [];
  let clockMs = 0;
  const store = scratchWorkspace();
  store.close();
  const slow = reopen(store, {
    readOnly: true,
    clock: { now: () => '', monotonicMs: () => (clockMs += 101) },
    log: (...line) => lines.push(line),
  });
  slow.read((reader) => reader.all('-- count the drafts\nSELECT count(*) FROM draft WHERE id = :id', { id: 'confidential' }));
  expect(lines).toEqual([['warn', 'store.slow-statement', { statement: 'count the drafts', elapsedMs: 101 }]]);
});
