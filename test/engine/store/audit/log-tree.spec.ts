/** Subtrees come from tiles and leaves alike: roots and proofs are those of the whole tree, at every size round the ends of tiles of both levels. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  consistencyProof,
  inclusionProof,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../../src/engine/audit/merkle-proof.ts';
import { Frontier } from '../../../../src/engine/audit/merkle-tree.ts';
import { subtreeHash } from '../../../../src/engine/store/audit/log-tree.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { openStore } from '../../../../src/engine/store/open-store.ts';
import type { Store } from '../../../../src/engine/store/store.ts';
import { testWorld } from '../../../support/test-world.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';
import { attacked } from './attack.ts';

const ENTRIES = 65_536 + 300;
const EDGES = [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_791, 65_792, 65_793, ENTRIES];

let folder: string;
let store: Store;
/** Roots of the tree over the leaves alone, by size. */
const roots = new Map<number, Uint8Array>();
let leaves: readonly Uint8Array[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
  store = createStore(join(folder, 'a.probity'), { name: 'Tree', actor: 'ada', ...testWorld('tree') });
  for (let at = 1; at < ENTRIES; at += 5_000)
    store.change('ada', (writer) => {
      for (let n = at; n < Math.min(at + 5_000, ENTRIES); n++) writer.record({ kind: 'test.happened', subject: { n } });
    });
  leaves = store.read((reader) => reader.all<{ leaf: Uint8Array }>('SELECT leaf FROM audit_entry ORDER BY idx').map(({ leaf }) => leaf));
  const frontier = new Frontier();
  for (const leaf of leaves) {
    frontier.append(leaf);
    if (EDGES.includes(frontier.size)) roots.set(frontier.size, frontier.root());
  }
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the root at every edge is the one over the leaves', () => {
  expect(leaves).toHaveLength(ENTRIES);
  for (const size of EDGES) expect(store.read((reader) => treeRoot(subtreeHash(reader), size))).toEqual(roots.get(size));
});

test('any entry is proven to any edge that covers it, and edges continue one another', () => {
  store.read((reader) => {
    const subtree = subtreeHash(reader);
    fc.assert(
      fc.property(fc.constantFrom(...EDGES), fc.constantFrom(...EDGES), fc.nat(), (a, b, drawn) => {
        const [oldSize, newSize] = [Math.min(a, b), Math.max(a, b)];
        const index = drawn % newSize;
        const root = roots.get(newSize) as Uint8Array;
        const proof = inclusionProof(subtree, { index, size: newSize });
        expect(verifyInclusion({ index, size: newSize, leaf: leaves[index] as Uint8Array, proof, root })).toBeUndefined();
        const continued = consistencyProof(subtree, { oldSize, newSize });
        const claim = { oldSize, newSize, oldRoot: roots.get(oldSize) as Uint8Array, newRoot: root, proof: continued };
        expect(verifyConsistency(claim)).toBeUndefined();
      }),
    );
  });
});

test('what is missing is refused, and no wrong proof is given', () => {
  // All of it goes into the one file.
  store.close();
  const copy = attacked(store.path, (database) =>
    database.exec('DELETE FROM audit_tile WHERE level = 0 AND n = 3; DELETE FROM audit_entry WHERE idx = 800'),
  );
  const damaged = openStore(copy, { readOnly: true });
  expect(damaged.read((reader) => treeRoot(subtreeHash(reader), 512))).toEqual(roots.get(512));
  expect(thrownRefusal(() => damaged.read((reader) => inclusionProof(subtreeHash(reader), { index: 801, size: ENTRIES }))).kind).toBe(
    'unreadable',
  );
  damaged.close();
});
