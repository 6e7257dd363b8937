/** Identifiers: the form of RFC 9562, the time in front, and an order that neither one millisecond nor a clock set back disturbs. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUuidV7 } from '../../src/main/uuid-v7.ts';

const ones = (count: number): Uint8Array => new Uint8Array(count).fill(0xff);
const zeros = (count: number): Uint8Array => new Uint8Array(count);

it('is the example of RFC 9562, appendix A.6, but for the counter, which starts with its highest bit clear', () => {
  const random = Buffer.from('000000000000 0cc3 18c4dc0c0c07398f'.replaceAll(' ', ''), 'hex');
  const next = createUuidV7({ nowMs: () => 0x017f22e279b0, randomBytes: () => random });
  expect(next()).toBe('017f22e2-79b0-74c3-98c4-dc0c0c07398f');
});

it.each([
  ['ones', ones, '017f22e2-79b0-77ff-bfff-ffffffffffff'],
  ['zeros', zeros, '017f22e2-79b0-7000-8000-000000000000'],
])('sets version and variant over %s', (_, randomBytes, expected) => {
  expect(createUuidV7({ nowMs: () => 0x017f22e279b0, randomBytes })()).toBe(expected);
});

it('grows whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 50 }), (times) => {
      let call = 0;
      const nowMs = (): number => 1_700_000_000_000 + (times[call++] ?? 0);
      const next = createUuidV7({ nowMs, randomBytes: ones });
      const made = times.map(next);
      expect([...made].sort()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});

it('grows past the end of its counter within one millisecond', () => {
  const next = createUuidV7({ nowMs: () => 1, randomBytes: ones });
  const made = Array.from({ length: 10_000 }, next);
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
