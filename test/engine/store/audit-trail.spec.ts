/** The trail in the file is the tree over its entries, at every size and however often the file was opened in between. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, rootOf } from '../../../src/engine/audit/merkle-tree.ts';
import { logPages } from '../../../src/engine/store/audit/audit-store.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import type { Reader } from '../../../src/engine/store/handle.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { reopen, scratchWorkspace } from './scratch-workspace.ts';

type Head = { readonly size: number; readonly root: Uint8Array };
type Tile = { readonly level: number; readonly n: number; readonly hashes: Uint8Array; readonly root: Uint8Array };

const leaves = (reader: Reader): readonly Uint8Array[] => [...logPages(reader)].flat().map((row) => leafHash(row.data));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Compares all tiles, and the last so many heads, with what the entries' bytes give. */
const demandSound = (store: Store, { heads: headsCompared }: { readonly heads: number }): void =>
  store.read((reader) => {
    const all = leaves(reader);
    const heads = reader.all<Head>('SELECT size, root FROM audit_head ORDER BY size');
    expect(heads.at(-1)?.size).toBe(all.length);
    for (const { size, root } of heads.slice(-headsCompared)) expect(hex(root)).toBe(hex(rootOf(all.slice(0, size))));
    const tiles = reader.all<Tile>('SELECT level, n, hashes, root FROM audit_tile ORDER BY level, n');
    const expected: string[] = [];
    for (let level = 0, span = 256; span <= all.length; level++, span *= 256) {
      for (let n = 0; (n + 1) * span <= all.length; n++) {
        const part = all.slice(n * span, (n + 1) * span);
        const width = span / 256;
        const hashes = Array.from({ length: 256 }, (_, slot) => rootOf(part.slice(slot * width, (slot + 1) * width)));
        expected.push(`${level}/${n} ${hex(Buffer.concat(hashes))} ${hex(rootOf(part))}`);
      }
    }
    expect(tiles.map(({ level, n, hashes, root }) => `${level}/${n} ${hex(hashes)} ${hex(root)}`)).toEqual(expected);
  });

const append = (store: Store, count: number): void => {
  store.change('ada', (writer) => {
    for (let i = 0; i < count; i++) writer.record({ kind: 'test.happened', subject: { i } });
  });
};

describe('after transactions of random lengths, with the file closed and opened between them', () => {
  test('heads and tiles are those of the entries', () => {
    const steps = fc.array(fc.record({ count: fc.integer({ min: 1, max: 300 }), reopen: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (plan) => {
        let store = scratchWorkspace();
        for (const step of plan) {
          append(store, step.count);
          if (!step.reopen) continue;
          store.close();
          store = reopen(store);
        }
        demandSound(store, { heads: 100 });
        store.close();
      }),
      { numRuns: 12 },
    );
  });
});

test('one entry at a time across the ends of two tiles', () => {
  let store = scratchWorkspace();
  for (const upTo of [254, 509]) {
    append(store, upTo - store.read((reader) => leaves(reader)).length);
    for (let i = 0; i < 4; i++) {
      store.close();
      store = reopen(store);
      append(store, 1);
      demandSound(store, { heads: 1 });
    }
  }
});

test('across the end of a tile of the second level', async () => {
  let store = scratchWorkspace();
  append(store, 65_534);
  for (let i = 0; i < 3; i++) {
    store.close();
    store = reopen(store);
    append(store, 1);
  }
  demandSound(store, { heads: 4 });
  store.close();
  const context = { progress: () => undefined, signal: new AbortController().signal };
  expect(await reopen(store, { readOnly: true }).snapshot((reader) => verifyWorkspace(reader, context))).toMatchObject({
    verdict: 'consistent',
    size: 65_538,
  });
});
