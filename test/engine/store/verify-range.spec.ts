/** Two ways to check a trail: range by range, and in order. Whatever is done to the file, they agree on whether something is wrong. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LogVerifier } from '../../../src/engine/audit/verify-log.ts';
import { hex } from '../../../src/engine/model/hex.ts';
import { auditSize, logPages, logRecords } from '../../../src/engine/store/audit/audit-store.ts';
import { framesRanges, RANGE_ENTRIES, RangeVerifier, rangeTasks } from '../../../src/engine/store/audit/verify-range.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import type { Reader } from '../../../src/engine/store/handle.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { scratchCopy } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { behindTheGuards } from './tamper.ts';

/** Two ranges, a part of a third, and tiles that are not full. */
const ENTRIES = 2 * RANGE_ENTRIES + 700;
const ENTRIES_AT_ONCE = 333;

let sound: string;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  sound = join(folder, 'sound.probity');
  const store = createStore(sound, { name: 'Test', actor: 'ada', ...testWorld() });
  for (let done = 1; done < ENTRIES; done += ENTRIES_AT_ONCE) {
    store.change('ada', (writer) => {
      for (let i = done; i < Math.min(done + ENTRIES_AT_ONCE, ENTRIES); i++) writer.record({ kind: 'test.happened', subject: { i } });
    });
  }
  store.close();
  return () => rmSync(folder, { recursive: true });
});

type Answer = { readonly sound: boolean; readonly roots: ReadonlyMap<number, string>; readonly recording: number };

const inRanges = (reader: Reader, sizes: readonly number[]): Answer => {
  const size = auditSize(reader);
  const verifier = new RangeVerifier(reader);
  const roots = new Map<number, string>();
  let recording = 0;
  for (const task of rangeTasks(size, sizes)) {
    const answer = verifier.verify(task);
    if (!answer.sound) return { sound: false, roots, recording };
    for (const { size: at, root } of answer.roots) roots.set(at, root);
    recording += answer.recording.length;
  }
  return { sound: framesRanges(reader, size), roots, recording };
};

const inOrder = (reader: Reader): LogVerifier => {
  const verifier = new LogVerifier(logRecords(reader));
  for (const page of logPages(reader)) for (const row of page) verifier.add(row);
  verifier.end();
  return verifier;
};

const reading = <T>(path: string, work: (reader: Reader) => T): T => {
  const store = openStore(path, { readOnly: true });
  try {
    return store.read(work);
  } finally {
    store.close();
  }
};

test('a sound trail is sound either way, with the same roots', () => {
  reading(sound, (reader) => {
    const sizes = [1, 256, 1_000, RANGE_ENTRIES - 1, RANGE_ENTRIES, RANGE_ENTRIES + 1, ENTRIES];
    const { sound: isSound, roots, recording } = inRanges(reader, sizes);
    expect(isSound).toBe(true);
    expect(recording).toBe(ENTRIES);
    const byOrder = new Map<number, string>();
    const verifier = new LogVerifier(logRecords(reader));
    for (const page of logPages(reader)) {
      for (const row of page) {
        verifier.add(row);
        if (sizes.includes(verifier.size)) byOrder.set(verifier.size, hex(verifier.root()));
      }
    }
    expect(roots).toEqual(byOrder);
    expect(verifier.finding).toBeUndefined();
  });
});

type Attack = { readonly name: string; readonly on: (database: Database.Database, at: number) => void };

const ATTACKS: readonly Attack[] = [
  {
    name: 'a byte of an entry',
    on: (db, at) => db.prepare("UPDATE audit_entry SET data = CAST(replace(data, 'ada', 'eve') AS BLOB) WHERE idx = ?").run(at),
  },
  { name: 'the kept hash of an entry', on: (db, at) => db.prepare('UPDATE audit_entry SET leaf = randomblob(32) WHERE idx = ?').run(at) },
  { name: 'an entry that is no JSON', on: (db, at) => db.prepare("UPDATE audit_entry SET data = CAST('{' AS BLOB) WHERE idx = ?").run(at) },
  { name: 'an entry that is gone', on: (db, at) => db.prepare('DELETE FROM audit_entry WHERE idx = ?').run(at) },
  {
    name: 'an entry that was added',
    on: (db) => db.prepare('INSERT INTO audit_entry (idx, data, leaf) SELECT max(idx) + 1, data, leaf FROM audit_entry').run(),
  },
  { name: 'an entry before the first', on: (db) => db.prepare('UPDATE audit_entry SET idx = -1 WHERE idx = 0').run() },
  {
    name: 'a root',
    on: (db, at) =>
      db.prepare('UPDATE audit_head SET root = randomblob(32) WHERE size = (SELECT min(size) FROM audit_head WHERE size > ?)').run(at),
  },
  {
    name: 'the last root that is gone',
    on: (db) => db.prepare('DELETE FROM audit_head WHERE size = (SELECT max(size) FROM audit_head)').run(),
  },
  {
    name: 'a root beyond the end',
    on: (db) => db.prepare('INSERT INTO audit_head (size, root) SELECT max(size) + 5, root FROM audit_head').run(),
  },
  {
    name: 'the hashes of a tile',
    on: (db, at) => db.prepare('UPDATE audit_tile SET hashes = randomblob(8192) WHERE level = 0 AND n = ?').run(Math.floor(at / 256) % 128),
  },
  {
    name: 'the root of a tile',
    on: (db, at) => db.prepare('UPDATE audit_tile SET root = randomblob(32) WHERE level = 0 AND n = ?').run(Math.floor(at / 256) % 128),
  },
  {
    name: 'a tile that is gone',
    on: (db, at) => db.prepare('DELETE FROM audit_tile WHERE level = 0 AND n = ?').run(Math.floor(at / 256) % 128),
  },
  {
    name: 'a tile beyond the end',
    on: (db) =>
      db
        .prepare('INSERT INTO audit_tile (level, n, hashes, root) SELECT level, max(n) + 1, hashes, root FROM audit_tile WHERE level = 0')
        .run(),
  },
  {
    name: 'a tile of a level that is not there yet',
    on: (db) =>
      db
        .prepare('INSERT INTO audit_tile (level, n, hashes, root) SELECT 1, 0, hashes, root FROM audit_tile WHERE level = 0 AND n = 0')
        .run(),
  },
];

describe('what was done to a file is seen either way', () => {
  for (const { name, on } of ATTACKS) {
    test(name, () => {
      fc.assert(
        fc.property(fc.nat(ENTRIES - 1), (at) => {
          const path = scratchCopy(sound);
          behindTheGuards(path, (database) => {
            database.pragma('ignore_check_constraints = ON');
            on(database, at);
          });
          reading(path, (reader) => {
            expect(inOrder(reader).finding).toBeDefined();
            expect(inRanges(reader, []).sound).toBe(false);
          });
        }),
        { numRuns: 2 },
      );
    });
  }
});
