/** What comes in from outside is bounded before anything walks over it. */
import { expect, it } from 'vitest';
import { LEVELS_MAX, shapeMistake } from '../../../src/engine/model/json-bounds.ts';

const nested = (levels: number, value: unknown = 1): unknown => {
  let outer = value;
  for (let level = 0; level < levels; level++) outer = level % 2 === 0 ? [outer] : { inner: outer };
  return outer;
};

it('values of every kind that fit are let pass', () => {
  for (const value of [undefined, null, 1, 'text', [], {}, nested(LEVELS_MAX), [nested(LEVELS_MAX - 1), 1], new Uint8Array(1_000)]) {
    expect(shapeMistake(value)).toBeUndefined();
  }
});

it('one level too many is too many, wherever it is', () => {
  for (const value of [nested(LEVELS_MAX + 1), [1, nested(LEVELS_MAX), 2], nested(1_000_000)]) {
    expect(shapeMistake(value)).toEqual({ message: 'lists and objects are nested too deep', expected: 'at most 100 levels' });
  }
});

it('circles, and lists that stand in each other many times, have an end', () => {
  const circle: unknown[] = [];
  circle.push({ circle }, circle);
  expect(shapeMistake(circle)?.message).toContain('too deep');
  let shared: unknown = [1];
  for (let level = 0; level < 90; level++) shared = [shared, shared, shared];
  expect(shapeMistake(shared)?.message).toContain('too many');
});

it('a name that readers of JSON drop is refused', () => {
  expect(shapeMistake(JSON.parse('[{"inner": {"__proto__": 1}}]'))?.message).toBe('a member is named "__proto__"');
  expect(shapeMistake({ constructor: 1, toString: 2 })).toBeUndefined();
});
