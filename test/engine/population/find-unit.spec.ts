/** A unit is found in whatever order the keys stand; where they rise, without looking into most chunks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUnit, type KeyChunks } from '../../../src/engine/population/find-unit.ts';

/** Chunks of keys, and which of them were looked into. */
const chunksOf = (keys: readonly (readonly string[])[]): KeyChunks & { readonly seen: ReadonlySet<number> } => {
  const seen = new Set<number>();
  const look = (chunk: number): readonly string[] => {
    seen.add(chunk);
    return keys[chunk] as readonly string[];
  };
  return { count: keys.length, first: (chunk) => look(chunk)[0] ?? '', rowOf: (chunk, key) => look(chunk).indexOf(key), seen };
};

const parted = (keys: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(keys.length / size) }, (_, chunk) => keys.slice(chunk * size, (chunk + 1) * size));

describe('a unit', () => {
  test('is found by its key in any order of keys, and what is not there is not', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (keys, size) => {
          const chunks = chunksOf(parted(keys, size));
          for (const [at, key] of keys.entries()) expect(findUnit(chunks, key)).toEqual({ chunk: Math.floor(at / size), row: at % size });
          expect(findUnit(chunks, 'not there')).toBeUndefined();
        },
      ),
    );
  });

  test.each([
    ['padded', (n: number) => String(n).padStart(8, '0')],
    ['plain', (n: number) => String(n)],
    ['lettered', (n: number) => `H${n}`],
  ])('at the end of %s numbers is found in a few of many chunks', (_, key) => {
    const keys = parted(
      Array.from({ length: 6_400 }, (_none, n) => key(n)),
      10,
    );
    const chunks = chunksOf(keys);
    expect(findUnit(chunks, key(6_399))).toEqual({ chunk: 639, row: 9 });
    expect(chunks.seen.size).toBeLessThanOrEqual(11);
  });
});
