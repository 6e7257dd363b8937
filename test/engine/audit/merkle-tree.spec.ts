/** The hash tree is that of RFC 9162, whatever way it was grown. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRoot, Frontier, leafHash, nodeHash, rootOf } from '../../../src/engine/audit/merkle-tree.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const leaf = (index: number): Uint8Array => leafHash(Buffer.from(`leaf ${index}`));
const leaves = (count: number): readonly Uint8Array[] => Array.from({ length: count }, (_, index) => leaf(index));

/** The definition in section 2.1.1, word for word, with Node's other hashing interface. */
const definition = (hashes: readonly Uint8Array[]): Uint8Array => {
  if (hashes.length === 0) return createHash('sha256').digest();
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  const left = definition(hashes.slice(0, split));
  const right = definition(hashes.slice(split));
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
};

describe('root', () => {
  test('is the recursive definition at every size up to 600', () => {
    const all = leaves(600);
    const frontier = new Frontier();
    for (let size = 0; size <= all.length; size++) {
      expect(hex(frontier.root())).toBe(hex(definition(all.slice(0, size))));
      if (size < all.length) frontier.append(all[size] as Uint8Array);
    }
  });

  test.each([65_535, 65_536, 65_537])('is the recursive definition at size %i', (size) => {
    const all = leaves(size);
    expect(hex(rootOf(all))).toBe(hex(definition(all)));
  });

  test('of subtrees of one size is the root of all their leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 6 }), (size, height) => {
        const all = leaves(size);
        const width = 2 ** height;
        const roots = Array.from({ length: Math.ceil(size / width) }, (_, n) => rootOf(all.slice(n * width, (n + 1) * width)));
        expect(hex(rootOf(roots))).toBe(hex(definition(all)));
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on how much was appended as complete subtrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 9 }), (size, height) => {
        const all = leaves(size);
        const width = 2 ** height;
        const whole = Math.floor(size / width) * width;
        const frontier = new Frontier();
        for (let at = 0; at < whole; at += width) frontier.appendSubtree(rootOf(all.slice(at, at + width)), height);
        for (const hash of all.slice(whole)) frontier.append(hash);
        expect(frontier.size).toBe(size);
        expect(hex(frontier.root())).toBe(hex(definition(all)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('frontier', () => {
  test('tells of every complete subtree with its root, in the moment in which it is complete', () => {
    const all = leaves(64);
    let told = 0;
    const frontier: Frontier = new Frontier((height, root) => {
      told++;
      expect(hex(root)).toBe(hex(definition(all.slice(frontier.size - 2 ** height, frontier.size))));
    });
    for (const hash of all) frontier.append(hash);
    expect(told).toBe(63);
  });

  test('refuses a subtree that does not fit and hashes of another length', () => {
    const frontier = new Frontier();
    frontier.append(leaf(0));
    expect(() => frontier.appendSubtree(leaf(1), 1)).toThrow(RangeError);
    expect(() => frontier.append(new Uint8Array(31))).toThrow(RangeError);
    expect(() => nodeHash(leaf(0), new Uint8Array(33))).toThrow(RangeError);
    expect(frontier.size).toBe(1);
  });
});

test('a leaf never has the hash of an inner node', () => {
  const [left, right] = [leaf(0), leaf(1)];
  expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)));
});

const vectors = sharedFolder('vectors/merkle');

describe.runIf(vectors !== undefined)('reference vectors', () => {
  type Reference = {
    readonly leafInputsHex: readonly string[];
    readonly nodeHashesHex: { readonly [level: string]: readonly string[] };
    readonly rootHashesHex: readonly string[];
  };
  const read = (file: string): unknown => JSON.parse(readFileSync(join(vectors as string, file), 'utf8'));

  test('leaf hashes, inner nodes and roots of the reference tree', () => {
    const reference = read('reference-roots.json') as Reference;
    const hashes = reference.leafInputsHex.map((data) => leafHash(Buffer.from(data, 'hex')));
    expect(hashes.map(hex)).toEqual(reference.nodeHashesHex['0']);
    const pairs = [0, 2, 4, 6].map((at) => nodeHash(hashes[at] as Uint8Array, hashes[at + 1] as Uint8Array));
    expect(pairs.map(hex)).toEqual(reference.nodeHashesHex['1']);
    const roots = reference.rootHashesHex;
    expect(roots).toHaveLength(9);
    for (const [size, root] of roots.entries()) expect(hex(rootOf(hashes.slice(0, size)))).toBe(root);
    expect(hex(emptyRoot())).toBe(roots[0]);
  });
});
