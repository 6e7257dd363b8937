/** The result hash: chunks evaluated apart give the root of one RFC 9162 tree over all cases. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHash, rootOf } from '../../../src/engine/audit/merkle-tree.ts';
import { resultRoot } from '../../../src/engine/impact/result-tree.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (i: number): Uint8Array => Buffer.from(`case ${i}`);
const leaves = (from: number, to: number): Uint8Array[] => Array.from({ length: to - from }, (_, i) => leaf(from + i));

const chunkRoot = (data: readonly Uint8Array[]): Uint8Array => rootOf(data.map(leafHash));

/** Merkle Tree Hash as RFC 9162, 2.1.1 defines it, by recursion. */
const treeHash = (data: readonly Uint8Array[]): Uint8Array => {
  const [first] = data;
  if (first === undefined) return sha256();
  if (data.length === 1) return sha256(Uint8Array.of(0), first);
  let split = 1;
  while (split * 2 < data.length) split *= 2;
  return sha256(Uint8Array.of(1), treeHash(data.slice(0, split)), treeHash(data.slice(split)));
};

const rootByChunks = (count: number, chunkUnits: number): Uint8Array => {
  const roots: Uint8Array[] = [];
  for (let from = 0; from < count; from += chunkUnits) roots.push(chunkRoot(leaves(from, Math.min(from + chunkUnits, count))));
  return resultRoot(roots);
};

test('for any number of cases and any power of two as chunk size', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 0, max: 7 }), (count, height) => {
      expect(rootByChunks(count, 2 ** height)).toEqual(treeHash(leaves(0, count)));
    }),
  );
});

test.each([1, 2, 3, 4, 5, 7, 8].flatMap((chunks) => [-1, 0, 1].map((beside) => chunks * 16 + beside)))(
  'around a chunk border: %i cases',
  (count) => {
    expect(rootByChunks(count, 16)).toEqual(treeHash(leaves(0, count)));
  },
);

test('it takes the power of two: chunks of three give another root', () => {
  expect(rootByChunks(10, 3)).not.toEqual(treeHash(leaves(0, 10)));
  expect(Math.log2(CHUNK_UNITS)).toBe(14);
});

test('one changed case changes the root', () => {
  const roots = [chunkRoot(leaves(0, 4)), chunkRoot([leaf(4), leaf(99)])];
  expect(resultRoot(roots)).not.toEqual(treeHash(leaves(0, 6)));
});
