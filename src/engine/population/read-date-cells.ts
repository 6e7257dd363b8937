/** Dates such as 2025-03-01 read from the bytes of their cells. */
import { dateOf, daysInMonth, parseDate } from '../model/calendar.ts';
import type { CalendarDate } from '../model/value.ts';
import type { DateType } from '../model/value-type.ts';
import { type CellFunction, type SmallCells, UNREAD } from './cell-function.ts';

const TEXT_LENGTH = 10;
const DASH = 0x2d;
const ZERO = 0x30;
const [DAYS_MIN, DAYS_MAX] = [-0x7fff_ffff, 0x7fff_ffff];
/** The years whose months are remembered. */
const YEAR_FIRST = 1850;
const YEARS = 300;

const digit = (byte: number): number => (byte >= ZERO && byte <= ZERO + 9 ? byte - ZERO : Number.NaN);

const twoDigits = (bytes: Uint8Array, at: number): number => digit(bytes[at] as number) * 10 + digit(bytes[at + 1] as number);

const firstOfMonth = (year: number, month: number): number => (dateOf({ year, month, day: 1 }) as CalendarDate).days;

/** The days of the first of each month of the years that most dates lie in. */
const MONTH_STARTS = Int32Array.from({ length: YEARS * 12 }, (_, month) =>
  firstOfMonth(YEAR_FIRST + Math.floor(month / 12), (month % 12) + 1),
);

const startOfMonth = (year: number, month: number): number =>
  MONTH_STARTS[(year - YEAR_FIRST) * 12 + month - 1] ?? firstOfMonth(year, month);

/** Days since 1970-01-01, within the type's bounds. */
export const dateCells = ({ min, max }: DateType): SmallCells => {
  const low = (min === undefined ? undefined : parseDate(min)?.days) ?? DAYS_MIN;
  const high = (max === undefined ? undefined : parseDate(max)?.days) ?? DAYS_MAX;
  const cellOf: CellFunction = (bytes, start, end) => {
    if (end - start !== TEXT_LENGTH || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return UNREAD;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    // What is no digit is no number, and no comparison holds for it.
    if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return UNREAD;
    const days = startOfMonth(year, month) + day - 1;
    return days >= low && days <= high ? days : UNREAD;
  };
  return {
    cellOf,
    readPlain: (plain, column, into) => plain.dates(column, { low, high }, into),
    isPlain: (text) => parseDate(text) !== undefined,
  };
};
