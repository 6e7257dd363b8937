/** Proofs are those of RFC 9162, and nothing but them is taken for one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyProof, inclusionProof, treeRoot, verifyConsistency, verifyInclusion } from '../../../src/engine/audit/merkle-proof.ts';
import { leafHash } from '../../../src/engine/audit/merkle-tree.ts';
import { leafSubtrees } from '../../support/leaf-subtrees.ts';
import { plainConsistency, plainInclusion, plainRoot } from '../../support/plain-tree.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

const LEAVES = Array.from({ length: 65_600 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const subtree = leafSubtrees(LEAVES);
const first = (size: number): readonly Uint8Array[] => LEAVES.slice(0, size);
const leafAt = (index: number): Uint8Array => LEAVES[index] as Uint8Array;
const hexes = (hashes: readonly Uint8Array[]): readonly string[] => hashes.map((hash) => Buffer.from(hash).toString('hex'));

const inclusionOf = (index: number, size: number) => ({
  index,
  size,
  leaf: leafAt(index),
  proof: inclusionProof(subtree, { index, size }),
  root: treeRoot(subtree, size),
});

const consistencyOf = (oldSize: number, newSize: number) => ({
  oldSize,
  newSize,
  oldRoot: treeRoot(subtree, oldSize),
  newRoot: treeRoot(subtree, newSize),
  proof: consistencyProof(subtree, { oldSize, newSize }),
});

/** Everything that a proof says, changed in one place. */
const withFlippedBit = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const at = bit % (copy.length * 8);
  copy[at >> 3] = (copy[at >> 3] as number) ^ (1 << (at & 7));
  return copy;
};

describe('against the recursive definitions', () => {
  test('every proof of every tree of up to 33 leaves', () => {
    for (let size = 1; size <= 33; size++) {
      expect(hexes([treeRoot(subtree, size)])).toEqual(hexes([plainRoot(first(size))]));
      for (let index = 0; index < size; index++) {
        const claim = inclusionOf(index, size);
        expect(hexes(claim.proof)).toEqual(hexes(plainInclusion(index, first(size))));
        expect(verifyInclusion(claim)).toBeUndefined();
      }
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const claim = consistencyOf(oldSize, size);
        expect(hexes(claim.proof)).toEqual(hexes(plainConsistency(oldSize, first(size))));
        expect(verifyConsistency(claim)).toBeUndefined();
      }
    }
  });

  test('random proofs of random trees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), (size, a, b) => {
        const index = a % size;
        const oldSize = 1 + (b % size);
        expect(hexes(inclusionProof(subtree, { index, size }))).toEqual(hexes(plainInclusion(index, first(size))));
        expect(hexes(consistencyProof(subtree, { oldSize, newSize: size }))).toEqual(hexes(plainConsistency(oldSize, first(size))));
        expect(verifyInclusion(inclusionOf(index, size))).toBeUndefined();
        expect(verifyConsistency(consistencyOf(oldSize, size))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  const NEAR_TILES = [255, 256, 257, 65_535, 65_536, 65_537];

  test.each(NEAR_TILES)('round the sizes of tiles: %i', (size) => {
    expect(hexes([treeRoot(subtree, size)])).toEqual(hexes([plainRoot(first(size))]));
    for (const index of [0, 255, 256, 65_535, 65_536].filter((at) => at < size)) {
      const claim = inclusionOf(index, size);
      expect(hexes(claim.proof)).toEqual(hexes(plainInclusion(index, first(size))));
      expect(verifyInclusion(claim)).toBeUndefined();
    }
    for (const oldSize of [1, 256, 65_535, 65_536, size].filter((at) => at <= size)) {
      const claim = consistencyOf(oldSize, size);
      expect(hexes(claim.proof)).toEqual(hexes(plainConsistency(oldSize, first(size))));
      expect(verifyConsistency(claim)).toBeUndefined();
    }
  });
});

describe('what is no proof', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat());

  test('any flipped bit of an inclusion is noticed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([size, a, bit], which) => {
        const claim = inclusionOf(a % size, size);
        const parts = [claim.leaf, claim.root, ...claim.proof];
        const changed = parts.map((part, at) => (at === which % parts.length ? withFlippedBit(part, bit) : part));
        const [leaf, root, ...proof] = changed as [Uint8Array, Uint8Array, ...Uint8Array[]];
        expect(verifyInclusion({ ...claim, leaf, root, proof })).toMatch(/another root/);
      }),
    );
  });

  test('any flipped bit of a consistency is noticed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([size, a, bit], which) => {
        const claim = consistencyOf(1 + (a % size), size);
        const parts = [claim.oldRoot, claim.newRoot, ...claim.proof];
        const changed = parts.map((part, at) => (at === which % parts.length ? withFlippedBit(part, bit) : part));
        const [oldRoot, newRoot, ...proof] = changed as [Uint8Array, Uint8Array, ...Uint8Array[]];
        expect(verifyConsistency({ ...claim, oldRoot, newRoot, proof })).toMatch(/another root|two roots/);
      }),
    );
  });

  test('a hash too many, one too few and another place in the tree are noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 600 }), fc.nat(), fc.nat(), (size, a, b) => {
        const claim = inclusionOf(a % size, size);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toMatch(/more hashes/);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(0, -1) })).toMatch(/fewer hashes|another root/);
        expect(verifyInclusion({ ...claim, index: (claim.index + 1) % size })).toBeDefined();
        const other = consistencyOf(1 + (b % (size - 1)), size);
        expect(verifyConsistency({ ...other, proof: [...other.proof, other.newRoot] })).toMatch(/more hashes/);
        expect(verifyConsistency({ ...other, proof: other.proof.slice(0, -1) })).toBeDefined();
        expect(verifyConsistency({ ...other, oldSize: other.oldSize + 1 })).toBeDefined();
      }),
    );
  });

  test('numbers that are no sizes and hashes of another length get a sentence', () => {
    const inclusion = inclusionOf(1, 4);
    for (const index of [-1, 4, 0.5, Number.NaN, 2 ** 53]) expect(verifyInclusion({ ...inclusion, index })).toMatch(/no entry/);
    for (const size of [0, -1, 1.5, 2 ** 53]) expect(verifyInclusion({ ...inclusion, size })).toMatch(/no entry/);
    expect(verifyInclusion({ ...inclusion, leaf: new Uint8Array(31) })).toMatch(/32 bytes/);
    expect(verifyInclusion({ ...inclusion, proof: [new Uint8Array(33)] })).toMatch(/32 bytes/);
    const consistency = consistencyOf(2, 4);
    expect(verifyConsistency({ ...consistency, oldSize: 0 })).toMatch(/at least one/);
    expect(verifyConsistency({ ...consistency, oldSize: 5 })).toMatch(/cannot continue/);
    expect(verifyConsistency({ ...consistency, oldRoot: new Uint8Array(0) })).toMatch(/32 bytes/);
  });

  test('no proof is made of what is not there', () => {
    expect(() => inclusionProof(subtree, { index: 4, size: 4 })).toThrow(RangeError);
    expect(() => consistencyProof(subtree, { oldSize: 5, newSize: 4 })).toThrow(RangeError);
    expect(() => treeRoot(subtree, -1)).toThrow(RangeError);
    expect(consistencyProof(subtree, { oldSize: 0, newSize: 4 })).toEqual([]);
  });
});

test('sizes beyond 32 bits', () => {
  const one = leafAt(0);
  const size = 2 ** 40 + 1;
  const proof = inclusionProof(() => one, { index: size - 1, size });
  expect(proof).toHaveLength(1);
  const root = treeRoot(() => one, size);
  expect(verifyInclusion({ index: size - 1, size, leaf: one, proof, root })).toBeUndefined();
  expect(verifyInclusion({ index: 0, size, leaf: one, proof, root })).toBeDefined();
});

const vectors = sharedFolder('vectors/merkle/testdata');

describe.runIf(vectors !== undefined)('reference vectors', () => {
  const cases = <Case>(kind: string): readonly Case[] =>
    readdirSync(join(vectors as string, kind), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(join(file.parentPath, file.name), 'utf8')) as Case);
  const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

  type Inclusion = {
    readonly leafIdx: number;
    readonly treeSize: number;
    readonly root: string;
    readonly leafHash: string;
    readonly proof: readonly string[] | null;
    readonly desc: string;
    readonly wantErr: boolean;
  };
  type Consistency = {
    readonly size1: number;
    readonly size2: number;
    readonly root1: string;
    readonly root2: string;
    readonly proof: readonly string[] | null;
    readonly desc: string;
    readonly wantErr: boolean;
  };

  test('inclusion: 98', () => {
    const all = cases<Inclusion>('inclusion');
    expect(all).toHaveLength(98);
    for (const { leafIdx, treeSize, root, leafHash: leaf, proof, desc, wantErr } of all) {
      const claim = { index: leafIdx, size: treeSize, leaf: bytes(leaf), root: bytes(root), proof: (proof ?? []).map(bytes) };
      expect(verifyInclusion(claim) !== undefined, desc).toBe(wantErr);
    }
  });

  test('consistency: 98', () => {
    const all = cases<Consistency>('consistency');
    expect(all).toHaveLength(98);
    for (const { size1, size2, root1, root2, proof, desc, wantErr } of all) {
      const claim = { oldSize: size1, newSize: size2, oldRoot: bytes(root1), newRoot: bytes(root2), proof: (proof ?? []).map(bytes) };
      expect(verifyConsistency(claim) !== undefined, desc).toBe(wantErr);
    }
  });
});
