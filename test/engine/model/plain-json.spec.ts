/** What counts as JSON when a task function hands it over, and that it is then nobody else's. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainJson } from '../../../src/engine/model/plain-json.ts';

it('gives a value that is equal, and shares nothing that can change', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.stringify(plainJson(value))).toBe(JSON.stringify(value));
    }),
  );
  const handed = { list: [{ n: 1 }] };
  const kept = plainJson(handed);
  handed.list.push({ n: 2 });
  expect(kept).toEqual({ list: [{ n: 1 }] });
});

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('s'), new Date(0), new Map()])('is refused: %s', (value) => {
  expect(() => plainJson({ deep: [value] })).toThrow(TypeError);
});

it('refuses a member that would become a prototype', () => {
  expect(() => plainJson(JSON.parse('{"__proto__":{"a":1}}'))).toThrow(TypeError);
});
