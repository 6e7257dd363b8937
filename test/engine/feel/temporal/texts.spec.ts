/** Texts of times and durations are read back as the same values; zones are those of the platform. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equal } from '../../../../src/engine/feel/compare.ts';
import { isSameItem, itemKey } from '../../../../src/engine/feel/item-key.ts';
import { dateTimeText, parseDateTime, parseTime, timeText } from '../../../../src/engine/feel/temporal/clock.ts';
import { durationText, parseDuration } from '../../../../src/engine/feel/temporal/duration.ts';
import { offsetAt } from '../../../../src/engine/feel/temporal/zone.ts';
import { DateTime, DaysDuration, MonthsDuration, TimeOfDay, type Value, type Zone } from '../../../../src/engine/model/value.ts';

const NAMES = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Monrovia', 'Etc/UTC'];

const zone: fc.Arbitrary<Zone | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: -50_400, max: 50_400 }).map((offsetSeconds) => ({ offsetSeconds })),
  fc.constantFrom(...NAMES).map((name) => ({ name })),
);
const nanos = fc.integer({ min: 0, max: 86_399_999_999_999 });
const time = fc.tuple(nanos, zone).map(([at, where]) => new TimeOfDay(at, where));
const dateTime = fc
  .tuple(fc.integer({ min: -365_000_000_000, max: 365_000_000_000 }), nanos, zone)
  .map(([day, at, where]) => new DateTime(day, at, where));

test('a time and a date and time', () => {
  fc.assert(
    fc.property(time, (value) => {
      expect(parseTime(timeText(value))).toEqual(value);
    }),
  );
  fc.assert(
    fc.property(dateTime, (value) => {
      expect(parseDateTime(dateTimeText(value))).toEqual(value);
    }),
  );
});

test('a duration', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (months) => {
      const value = new MonthsDuration(months);
      expect(parseDuration(durationText(value))).toEqual(value);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), (size) => {
      const value = new DaysDuration(size);
      expect(parseDuration(durationText(value))).toEqual(value);
    }),
  );
});

test('clocks of a zone show the offset that the platform has for them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 2_500_000_000 }), fc.constantFrom(...NAMES), (epoch, name) => {
      const parts = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }).formatToParts(new Date(epoch * 1000));
      const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
      const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) / 1000;
      const found = offsetAt({ name }, Math.floor(local / 86_400), ((local % 86_400) + 86_400) % 86_400);
      // A local time that comes twice stands for its first instant, whose offset is the larger one.
      expect([local - epoch, local - epoch + 3_600, local - epoch + 1_800]).toContain(found);
    }),
    { numRuns: 500 },
  );
});

test('of a repeated local time the first is meant, of a skipped one the offset before it', () => {
  const at = (text: string): number => {
    const { days, nanos: clock, zone: where } = parseDateTime(text) as DateTime;
    return offsetAt(where as Zone, days, Math.floor(clock / 1_000_000_000)) / 3_600;
  };
  expect(at('2025-10-26T02:30:00@Europe/Paris')).toBe(2);
  expect(at('2025-03-30T02:30:00@Europe/Paris')).toBe(1);
  expect(at('2025-03-30T03:00:00@Europe/Paris')).toBe(2);
  expect(at('2025-03-30T01:59:59@Europe/Paris')).toBe(1);
});

test('values that are equal are the same item, and only those', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    time,
    dateTime,
    fc.integer({ min: -3, max: 3 }).map((months) => new MonthsDuration(months)),
    fc.bigInt(-3n, 3n).map((size) => new DaysDuration(size)),
    fc.constantFrom('10:00:00Z', '11:00:00+01:00', '10:00:00', '10:00:00@Etc/UTC').map((text) => parseTime(text) as TimeOfDay),
  );
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(isSameItem(one, other)).toBe(equal(one, other) === true);
      expect(itemKey(one) === itemKey(other)).toBe(equal(one, other) === true);
    }),
    { numRuns: 1_000 },
  );
});
