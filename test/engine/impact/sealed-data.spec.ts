/** What is sealed comes back as it was, to the type; bytes that are not what was sealed do not come back at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealData, unsealData } from '../../../src/engine/impact/sealed-data.ts';

const integers = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 8 }).map((list) => BigInt64Array.from(list));
const scalar = fc.oneof(fc.bigInt(), fc.integer(), fc.string(), fc.boolean(), fc.constant(null), integers);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: 'grapheme-ascii' }).filter((key) => !key.startsWith('$') && key !== '__proto__'),
      tie('data'),
      { noNullPrototype: true, maxKeys: 4 },
    ),
    fc.array(fc.tuple(fc.string(), tie('data')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));

test('data comes back equal, and equal data has equal bytes', () => {
  fc.assert(
    fc.property(data, (value) => {
      const sealed = sealData({ value });
      expect(unsealData(sealed)).toEqual({ value });
      expect(sealData(structuredClone({ value }))).toEqual(sealed);
    }),
  );
});

test('a changed byte is noticed', () => {
  const { sha256, data: bytes } = sealData({ count: 1n });
  expect(unsealData({ sha256, data: Buffer.from(bytes).fill(0x31, 0, 1) })).toBeUndefined();
});
