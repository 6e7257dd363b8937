/** Dates such as 2025-03-01 read from the bytes of their cells. */
import { dateOf, daysInMonth, parseDate } from '../model/calendar.ts';
import type { CalendarDate } from '../model/value.ts';
import type { DateType } from '../model/value-type.ts';
import { type CellFunction, UNREAD } from './cell-function.ts';

const TEXT_LENGTH = 10;
const DASH = 0x2d;
const ZERO = 0x30;
const YEARS = 10_000;

const digit = (byte: number): number => (byte >= ZERO && byte <= ZERO + 9 ? byte - ZERO : Number.NaN);

const twoDigits = (bytes: Uint8Array, at: number): number => digit(bytes[at] as number) * 10 + digit(bytes[at + 1] as number);

/** The days of the first of each month, found when it is first met: a calendar has few of them, and a population many dates. */
const monthStarts = (): ((year: number, month: number) => number) => {
  const known = new Float64Array(YEARS * 12).fill(Number.NaN);
  return (year, month) => {
    const place = year * 12 + month - 1;
    if (Number.isNaN(known[place])) known[place] = (dateOf({ year, month, day: 1 }) as CalendarDate).days;
    return known[place] as number;
  };
};

/** Days since 1970-01-01, within the type's bounds. */
export const dateCells = ({ min, max }: DateType): CellFunction => {
  const low = min === undefined ? Number.NEGATIVE_INFINITY : (parseDate(min)?.days ?? Number.NEGATIVE_INFINITY);
  const high = max === undefined ? Number.POSITIVE_INFINITY : (parseDate(max)?.days ?? Number.POSITIVE_INFINITY);
  const startOf = monthStarts();
  return (bytes, start, end) => {
    if (end - start !== TEXT_LENGTH || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return UNREAD;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    // What is no digit is no number, and no comparison holds for it.
    if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return UNREAD;
    const days = startOf(year, month) + day - 1;
    return days >= low && days <= high ? days : UNREAD;
  };
};
