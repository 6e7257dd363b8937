/** Dates that policies may have: years 1 to 9999, as documents, columns and files hold them. Conformance mode goes further. */
import { parseDate } from '../../model/calendar.ts';
import { CalendarDate, DateTime, type Null, type Value } from '../../model/value.ts';
import { nullOf } from '../null-of.ts';
import type { FeelType } from '../type.ts';

const FIRST_DAY = parseDate('0001-01-01')?.days ?? 0;
const LAST_DAY = parseDate('9999-12-31')?.days ?? 0;

export const isDocumentDate = (value: Value): boolean =>
  !(value instanceof CalendarDate || value instanceof DateTime) || (value.days >= FIRST_DAY && value.days <= LAST_DAY);

/** Whether a value of the type may be a date that is beyond them. */
export const mayBeDate = ({ kind }: FeelType): boolean => kind === 'date' || kind === 'date and time' || kind === 'unknown';

export const withinDocumentYears = (value: Value, at: string): Value | Null =>
  isDocumentDate(value) ? value : nullOf('error', at, 'the date is not within the years 1 to 9999');
