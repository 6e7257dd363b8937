/** The leaves of the result tree, hashed four at a time: what node:crypto and the recursive definition of the tree give. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaseLeaves } from '../../../src/engine/impact/case-leaves.ts';
import type { CaseRows } from '../../../src/engine/impact/case-row.ts';
import { plainTreeHash } from '../../support/plain-impact.ts';
import { textCells } from '../../support/text-cells.ts';

const secret = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7));
const leaves = new CaseLeaves(secret);

const rowsOf = (texts: readonly string[]): CaseRows => {
  const encoded = texts.map((text) => Buffer.from(text, 'utf8'));
  return {
    bytesMax: (row) => encoded[row]?.length ?? 0,
    write: (bytes, at, row) => {
      bytes.set(encoded[row] as Uint8Array, at);
      return at + (encoded[row]?.length ?? 0);
    },
  };
};

const plainRoot = (cases: readonly (readonly [key: string, row: string])[]): Buffer =>
  plainTreeHash(
    cases.map(([key, row]) => {
      const salt = createHmac('sha256', secret).update(key).digest();
      return createHmac('sha256', salt).update(row).digest();
    }),
  );

const rootOf = (cases: readonly (readonly [key: string, row: string])[]): Uint8Array =>
  leaves.chunkRoot(cases.length, textCells(cases.map(([key]) => key)), rowsOf(cases.map(([, row]) => row)));

test('keys and rows of any lengths, around the borders of blocks', () => {
  const length = fc.oneof(fc.nat(300), fc.constantFrom(54, 55, 56, 63, 64, 118, 119, 120, 183, 184));
  const aCase = fc.tuple(length, length).map(([key, row]): [string, string] => ['k'.repeat(key), 'r'.repeat(row)]);
  fc.assert(
    fc.property(fc.array(aCase, { minLength: 1, maxLength: 40 }), (cases) => {
      const told = cases.map(([key, row], i): [string, string] => [`${i}${key}`, `${row}${i}`]);
      expect(Buffer.from(rootOf(told))).toEqual(plainRoot(told));
    }),
  );
});

test.each([1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1023, 1024, 1025, 2500])('a chunk of %i cases', (count) => {
  const cases = Array.from({ length: count }, (_, i): [string, string] => [`unit-${i}`, `{"sides":[],"unit":"unit-${i}"}`]);
  expect(Buffer.from(rootOf(cases))).toEqual(plainRoot(cases));
});

test('one key far longer than all the others, after which memory is as large as it takes', () => {
  const cases = Array.from({ length: 9 }, (_, i): [string, string] => [i === 4 ? 'x'.repeat(400_000) : `${i}`, `${i}`.repeat(i * 50_000)]);
  expect(Buffer.from(rootOf(cases))).toEqual(plainRoot(cases));
});

test('another secret gives another root, and a secret that is no key of 32 bytes is a fault', () => {
  const other = new CaseLeaves(new Uint8Array(32));
  expect(other.chunkRoot(1, textCells(['a']), rowsOf(['b']))).not.toEqual(rootOf([['a', 'b']]));
  expect(() => new CaseLeaves(new Uint8Array(31))).toThrow('32 bytes');
});

test('more at once than a process gets memories for, each in turn with the memory', () => {
  const all = Array.from({ length: 300 }, () => new CaseLeaves(secret));
  for (const each of all) expect(Buffer.from(each.chunkRoot(1, textCells(['a']), rowsOf(['b'])))).toEqual(plainRoot([['a', 'b']]));
});
