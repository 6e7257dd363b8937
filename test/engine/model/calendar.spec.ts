/** Calendar arithmetic agrees with the platform's own, day by day, and refuses days that do not exist. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilOf, dateOf, dateText, parseDate, weekdayOf } from '../../../src/engine/model/calendar.ts';
import { CalendarDate } from '../../../src/engine/model/value.ts';

const MS_PER_DAY = 86_400_000;
const firstDay = Date.parse('0001-01-01T00:00:00Z') / MS_PER_DAY;
const lastDay = Date.parse('9999-12-31T00:00:00Z') / MS_PER_DAY;
const days = fc.integer({ min: firstDay, max: lastDay });

test('a day has the text that the platform gives it, and is read back from it', () => {
  fc.assert(
    fc.property(days, (day) => {
      const date = new CalendarDate(day);
      const text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
      expect(dateText(date)).toBe(text);
      expect(parseDate(text)?.days).toBe(day);
      expect(dateOf(civilOf(date))?.days).toBe(day);
      expect(weekdayOf(date) % 7).toBe(new Date(day * MS_PER_DAY).getUTCDay());
    }),
    { numRuns: 2_000 },
  );
});

test('every day around a leap day is one after the other', () => {
  for (const year of [1600, 1900, 1999, 2000, 2024, 2100]) {
    const start = dateOf({ year, month: 2, day: 27 })?.days ?? Number.NaN;
    const texts = [0, 1, 2, 3].map((offset) => dateText(new CalendarDate(start + offset)));
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
    expect(texts).toEqual(
      isLeap
        ? [`${year}-02-27`, `${year}-02-28`, `${year}-02-29`, `${year}-03-01`]
        : [`${year}-02-27`, `${year}-02-28`, `${year}-03-01`, `${year}-03-02`],
    );
  }
});

test('days that do not exist and other notations are refused', () => {
  for (const text of [
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-01-00',
    '0000-01-01',
    '2025-1-1',
    '25-01-01',
    '2025-01-01T00:00',
    ' 2025-01-01',
    '',
  ]) {
    expect(parseDate(text)).toBeUndefined();
  }
  expect(dateOf({ year: 2025, month: 1.5, day: 1 })).toBeUndefined();
});
