/**
 * What somebody can do to a trail, and what verification says of it: found where the file alone can tell, and said to be beyond it where only what others
 * remember can.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signCheckpoint } from '../../../../src/engine/audit/checkpoint.ts';
import { createNoteSigner } from '../../../../src/engine/audit/ed25519-signer.ts';
import { addAnchor } from '../../../../src/engine/store/audit/anchor-store.ts';
import { record } from '../scratch-workspace.ts';
import { tamper } from '../tamper.ts';
import {
  attacked,
  copyOf,
  ENTRIES,
  forgeEntry,
  rehash,
  remembered,
  resign,
  stated,
  swapKey,
  verdictOn,
  victim,
  withGuards,
} from './attack.ts';

const FORGED = 123;
const OTHER_SEED = Buffer.alloc(32, 66);

test('the trail as it was left agrees with all that was handed out', async () => {
  const { path, early, last } = victim();
  const verdict = await verdictOn(path, [remembered(early), remembered(last)]);
  expect(verdict).toMatchObject({ verdict: 'consistent', size: ENTRIES });
  expect(stated(verdict)).toBe('consistent, anchored');
});

describe.each([true, false])('statements of SQL, with recursive triggers %s', (recursive) => {
  test.each([
    "UPDATE audit_entry SET data = x'7b7d' WHERE idx = 7",
    'DELETE FROM audit_entry WHERE idx = 599',
    'REPLACE INTO audit_entry SELECT idx, data, zeroblob(32) FROM audit_entry WHERE idx = 7',
    "UPDATE audit_checkpoint SET note = 'x'",
    'DELETE FROM audit_checkpoint',
    'DELETE FROM audit_checkpoint WHERE size = 600',
    'REPLACE INTO audit_checkpoint SELECT size, number, note || note FROM audit_checkpoint WHERE size = 300',
    'INSERT INTO audit_checkpoint SELECT size - 1, number + 9, note FROM audit_checkpoint WHERE size = 600',
    "UPDATE log_key SET key = 'x'",
    'DELETE FROM log_key',
    "REPLACE INTO log_key VALUES (0, 'x')",
    "INSERT INTO log_key VALUES (0, 'x')",
    "UPDATE anchor SET anchor = '{}'",
    'DELETE FROM anchor',
    'REPLACE INTO anchor SELECT entry, anchor, checkpoint, key, zeroblob(3) FROM anchor',
  ])('are refused by the file itself: %s', async (sql) => {
    const made = victim();
    const store = made.open();
    const { last } = made;
    store.change('ada', (writer) => addAnchor(writer, { anchor: remembered(last), checkpoint: last.note, data: Buffer.from('a file') }));
    store.close();
    const before = readFileSync(made.path);
    expect(withGuards(made.path, sql, { recursive })).toMatch(/append-only|at its end only/);
    expect(readFileSync(made.path).equals(before)).toBe(true);
    expect((await verdictOn(made.path)).verdict).toBe('consistent');
  });
});

describe('found by the file alone:', () => {
  test('a guard that was dropped', async () => {
    const { path } = victim();
    for (const guard of ['audit_entry_update', 'audit_checkpoint_delete', 'log_key_update', 'anchor_delete']) {
      const copy = copyOf(path);
      tamper(copy, (database) => database.exec(`DROP TRIGGER ${guard}`));
      expect((await verdictOn(copy)).firstBad).toMatchObject({ index: ENTRIES, reason: expect.stringContaining(`${guard} is missing`) });
    }
  });

  test('bytes that were edited in the file, without SQL', async () => {
    const { path } = victim();
    const bytes = readFileSync(path);
    const at = bytes.lastIndexOf('"actor":"ada"');
    bytes.write('eve', at + 9);
    const copy = copyOf(path);
    writeFileSync(copy, bytes);
    const verdict = await verdictOn(copy);
    expect(verdict.verdict).toBe('inconsistent');
    expect(verdict.firstBad?.reason).toContain('hash that was kept with it');
  });

  test('an entry that was changed, and one whose own hash was made anew', async () => {
    const { path } = victim();
    for (const leaf of [false, true]) {
      const copy = attacked(path, (database) => forgeEntry(database, FORGED, { leaf }));
      expect((await verdictOn(copy)).firstBad).toMatchObject({ index: FORGED });
    }
  });

  test('an entry over which every hash was made anew by somebody without the key', async () => {
    const { path } = victim();
    const copy = attacked(path, (database) => {
      forgeEntry(database, FORGED);
      rehash(database);
    });
    const verdict = await verdictOn(copy);
    expect(verdict.verdict).toBe('inconsistent');
    // No entry is told from another by then: the checkpoints bound where it can be.
    expect(verdict.firstBad?.index).toBeLessThanOrEqual(FORGED);
    expect(verdict.firstBad?.reason).toContain('the signed checkpoint over the first 300 entries has another root');
  });

  test('a trail that was cut off, with all that belongs to its end but its checkpoints', async () => {
    const { path } = victim();
    const copy = attacked(path, (database) => {
      database.exec(
        'DELETE FROM audit_entry WHERE idx >= 590; DELETE FROM audit_head WHERE size > 590; DELETE FROM audit_salt WHERE idx >= 590',
      );
    });
    expect((await verdictOn(copy)).firstBad).toMatchObject({ index: 590 });
  });

  test('a checkpoint that is missing between others', async () => {
    const { path } = victim();
    const copy = attacked(path, (database) => database.exec('DELETE FROM audit_checkpoint WHERE size = 300'));
    expect((await verdictOn(copy)).firstBad?.reason).toContain('a checkpoint over it, before that of 600 entries, is missing');
  });

  test('a checkpoint that another key signed, or that is of another log', async () => {
    const { path, origin, seed, last } = victim();
    const root = Buffer.from(last.root, 'hex');
    const foreign = [
      signCheckpoint({ origin, size: ENTRIES, root }, createNoteSigner(origin, OTHER_SEED)),
      signCheckpoint({ origin: 'probity/other', size: ENTRIES, root }, createNoteSigner('probity/other', seed)),
      last.note.replace('\n600\n', '\n599\n'),
      'nothing\n',
    ];
    for (const note of foreign) {
      const copy = attacked(path, (database) => database.prepare('UPDATE audit_checkpoint SET note = ? WHERE size = 600').run(note));
      expect((await verdictOn(copy)).firstBad).toMatchObject({ index: 599, reason: expect.stringContaining('the checkpoint after it') });
    }
  });

  test('a key in the table that no entry names', async () => {
    const { path } = victim();
    const swapped = attacked(path, (database) => database.exec("UPDATE log_key SET key = 'probity/x+00000000+AA=='"));
    expect((await verdictOn(swapped)).firstBad).toMatchObject({ index: 0, reason: expect.stringContaining('table of log keys') });
    const added = attacked(path, (database) => database.exec("INSERT INTO log_key VALUES (5, 'probity/x+00000000+AA==')"));
    expect((await verdictOn(added)).verdict).toBe('inconsistent');
    const removed = attacked(path, (database) => database.exec('DELETE FROM log_key'));
    expect((await verdictOn(removed)).firstBad).toMatchObject({ index: 0 });
  });

  test('an anchor that was removed, changed or slipped in', async () => {
    const made = victim();
    const store = made.open();
    const { early, last } = made;
    store.change('ada', (writer) => addAnchor(writer, { anchor: remembered(last), checkpoint: last.note, data: Buffer.from('a file') }));
    store.close();
    expect((await verdictOn(made.path)).verdict).toBe('consistent');
    const changes: readonly (readonly [string, string])[] = [
      ['DELETE FROM anchor', 'is missing'],
      ["UPDATE anchor SET data = x'00'", 'not the one that came in'],
      [`UPDATE anchor SET anchor = replace(anchor, '${last.root}', '${early.root}')`, 'another state of the trail'],
      ["UPDATE anchor SET anchor = replace(anchor, 'reviewer', 'somebody')", 'not what was recorded'],
      ['INSERT INTO anchor SELECT 5, anchor, checkpoint, key, data FROM anchor', 'no entry records'],
    ];
    for (const [sql, reason] of changes) {
      const copy = attacked(made.path, (database) => database.exec(`PRAGMA foreign_keys = OFF; ${sql}`));
      expect((await verdictOn(copy)).firstBad?.reason).toContain(reason);
    }
  });
});

describe('beyond the file, and told by what others remember:', () => {
  /** The verdict without anchors passes it and says that nothing vouches; with them it is contradicted. */
  const expectOnlyAnchorsTell = async (path: string, { size, anchors }: { size: number; anchors: Parameters<typeof verdictOn>[1] }) => {
    const alone = await verdictOn(path);
    expect(alone).toMatchObject({ verdict: 'consistent', size });
    expect(stated(alone)).toBe('consistent, unanchored');
    expect(alone.statements.at(-1)).toMatchObject({ from: 0, entries: size });
    const told = await verdictOn(path, anchors);
    expect(told.verdict).toBe('consistent');
    expect(stated(told)).toContain('contradicted');
    return told;
  };

  test('yesterday’s whole file put back', async () => {
    const made = victim();
    const yesterday = copyOf(made.path, 'yesterday.probity');
    const store = made.open();
    record(store, 25);
    const today = store.checkpoint();
    store.close();
    copyFileSync(yesterday, made.path);
    const told = await expectOnlyAnchorsTell(made.path, { size: ENTRIES, anchors: [remembered(today)] });
    expect(told.statements).toContainEqual(
      expect.objectContaining({
        kind: 'contradicted',
        reason: expect.stringContaining('There were 625 entries then, and now there are 600'),
      }),
    );
  });

  test('history rewritten by whoever has the key', async () => {
    const made = victim();
    const copy = attacked(made.path, (database) => {
      forgeEntry(database, FORGED);
      rehash(database);
      resign(database, made);
    });
    const told = await expectOnlyAnchorsTell(copy, { size: ENTRIES, anchors: [remembered(made.early)] });
    expect(told.statements[1]).toMatchObject({ kind: 'contradicted', reason: expect.stringContaining('was rewritten') });
  });

  test('history rewritten after what an anchor has seen', async () => {
    const made = victim();
    const copy = attacked(made.path, (database) => {
      forgeEntry(database, 450);
      rehash(database);
      resign(database, made);
    });
    // The honest answer: what the anchor saw is still so, and what came after it rests on this machine alone.
    const verdict = await verdictOn(copy, [remembered(made.early)]);
    expect(stated(verdict)).toBe('consistent, anchored, unanchored');
    expect(verdict.statements.at(-1)).toMatchObject({ from: 300, entries: 300 });
    expect(stated(await verdictOn(copy, [remembered(made.early), remembered(made.last)]))).toContain('contradicted');
  });

  test('a log key that was swapped together with everything it signed', async () => {
    const made = victim();
    const copy = attacked(made.path, (database) => {
      swapKey(database, made.origin, OTHER_SEED);
      rehash(database);
      resign(database, { origin: made.origin, seed: OTHER_SEED });
    });
    await expectOnlyAnchorsTell(copy, { size: ENTRIES, anchors: [remembered(made.early)] });
  });

  test('a fork: two copies that both go on', async () => {
    const made = victim();
    const copy = copyOf(made.path, 'fork.probity');
    const states = [made.path, copy].map((path, n) => {
      const store = made.open(path);
      record(store, 10 + n);
      const state = store.checkpoint();
      store.close();
      return state;
    });
    const [here, there] = states as [(typeof states)[number], (typeof states)[number]];
    await expectOnlyAnchorsTell(made.path, { size: here.size, anchors: [remembered(there)] });
    const told = await expectOnlyAnchorsTell(copy, { size: there.size, anchors: [remembered(here), remembered(made.last)] });
    expect(stated(told)).toContain('contradicted');
  });

  test('the newest checkpoint taken away: nothing of the trail is lost by it, and who was given it still agrees', async () => {
    const { path, last } = victim();
    const copy = attacked(path, (database) => database.exec('DELETE FROM audit_checkpoint WHERE size = 600'));
    expect(stated(await verdictOn(copy))).toBe('consistent, unanchored');
    expect(stated(await verdictOn(copy, [remembered(last)]))).toBe('consistent, anchored');
  });

  test('the end cut off together with its checkpoints', async () => {
    const { path, last } = victim();
    const copy = attacked(path, (database) =>
      database.exec(
        'DELETE FROM audit_entry WHERE idx >= 590; DELETE FROM audit_head WHERE size > 590; DELETE FROM audit_salt WHERE idx >= 590;' +
          'DELETE FROM audit_checkpoint WHERE size > 590',
      ),
    );
    await expectOnlyAnchorsTell(copy, { size: 590, anchors: [remembered(last)] });
  });
});
