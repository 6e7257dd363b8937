/** Calendar dates without time or zone: days since 1970-01-01 in the proleptic Gregorian calendar, and ISO 8601 texts. */
import { CalendarDate } from './value.ts';

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** Years that a value may have; the dates of documents have four digits. */
const YEAR_MAX = 999_999_999;

/** Days of a 400-year cycle that begins on 1 March, so that the leap day is the last day of its year. */
const CYCLE_DAYS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_SHIFT = 719_468;

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** Undefined for a day that the calendar does not have, or a year further than 999,999,999 from the year 0. */
export const dateOf = ({ year, month, day }: CivilDate): CalendarDate | undefined => {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || Math.abs(year) > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const shiftedYear = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(shiftedYear / 400);
  const yearOfCycle = shiftedYear - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return new CalendarDate(cycle * CYCLE_DAYS + dayOfCycle - EPOCH_SHIFT);
};

/** The inverse of `dateOf`. Method: H. Hinnant, "chrono-compatible low-level date algorithms". */
export const civilOf = (date: CalendarDate): CivilDate => {
  const shifted = date.days + EPOCH_SHIFT;
  const cycle = Math.floor(shifted / CYCLE_DAYS);
  const dayOfCycle = shifted - cycle * CYCLE_DAYS;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day };
};

/** ISO weekday: 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: CalendarDate): number => ((((date.days + 3) % 7) + 7) % 7) + 1;

/** Reads "2025-03-01" and nothing else; undefined for other texts, for days that do not exist and for the year 0. */
export const parseDate = (text: string): CalendarDate | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match === null || match[1] === '0000'
    ? undefined
    : dateOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
};

/** "2025-03-01"; a year before 0 has a sign, one after 9999 more digits. */
export const dateText = (date: CalendarDate): string => {
  const { year, month, day } = civilOf(date);
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
