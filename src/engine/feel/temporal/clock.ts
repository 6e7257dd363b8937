/** Times of the day, and days with a time: their ISO 8601 texts, and the instants they stand for. */
import { type CivilDate, dateOf, dateText } from '../../model/calendar.ts';
import { CalendarDate, DateTime, TimeOfDay, type Zone } from '../../model/value.ts';
import { offsetAt, offsetIn, parseZone, twoDigits, UTC, zoneText } from './zone.ts';

export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

export type ClockTime = { readonly hour: number; readonly minute: number; readonly second: number; readonly nano: number };

/** Undefined for a time that no clock shows. There is no leap second, as in XML Schema. */
export const nanosOf = ({ hour, minute, second, nano }: ClockTime): number | undefined => {
  const inBounds = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59 && nano >= 0;
  if (!inBounds || nano >= NANOS_PER_SECOND || ![hour, minute, second, nano].every(Number.isInteger)) return undefined;
  return ((hour * 60 + minute) * 60 + second) * NANOS_PER_SECOND + nano;
};

export const clockOf = (nanos: number): ClockTime => {
  const seconds = Math.floor(nanos / NANOS_PER_SECOND);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nano: nanos % NANOS_PER_SECOND,
  };
};

/** ".5", or nothing for whole seconds. */
export const fractionText = (nano: number): string => (nano === 0 ? '' : `.${String(nano).padStart(9, '0').replace(/0+$/, '')}`);

const clockText = (nanos: number): string => {
  const { hour, minute, second, nano } = clockOf(nanos);
  return `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}${fractionText(nano)}`;
};

/** "10:15:30.5", "10:15:30Z", "10:15:30+02:00", "10:15:30@Europe/Paris". */
export const timeText = ({ nanos, zone }: TimeOfDay): string => `${clockText(nanos)}${zoneText(zone)}`;

/** "2025-03-01T10:15:30" with the zone after it. */
export const dateTimeText = ({ days, nanos, zone }: DateTime): string =>
  `${dateText(new CalendarDate(days))}T${clockText(nanos)}${zoneText(zone)}`;

/** At most nine digits after the point: nothing is rounded away. */
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(\D.*)?$/s;

export const parseTime = (text: string): TimeOfDay | undefined => {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, hour, minute, second, fraction = '', zoned] = match;
  const nanos = nanosOf({ hour: Number(hour), minute: Number(minute), second: Number(second), nano: Number(fraction.padEnd(9, '0')) });
  const zone: Zone | undefined = zoned === undefined ? undefined : parseZone(zoned);
  return nanos === undefined || (zoned !== undefined && zone === undefined) ? undefined : new TimeOfDay(nanos, zone);
};

/** A date of any year that FEEL has, with more than four digits or before the year 1 too: "-0044-03-15". */
export const parseAnyDate = (text: string): CalendarDate | undefined => {
  const match = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d{2})-(\d{2})$/.exec(text);
  if (match === null || match[1] === '-0000') return undefined;
  const civil: CivilDate = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return dateOf(civil);
};

/** "2025-03-01T10:15:30" with a zone or without; a date alone is its midnight. */
export const parseDateTime = (text: string): DateTime | undefined => {
  const split = text.indexOf('T');
  const date = parseAnyDate(split < 0 ? text : text.slice(0, split));
  const time = split < 0 ? new TimeOfDay(0) : parseTime(text.slice(split + 1));
  return date === undefined || time === undefined ? undefined : new DateTime(date.days, time.nanos, time.zone);
};

const NANOS = BigInt(NANOS_PER_SECOND);
const DAY = BigInt(NANOS_PER_DAY);

/** Nanoseconds since 1970 on the clocks of its own zone. */
export const localNanos = ({ days, nanos }: DateTime): bigint => BigInt(days) * DAY + BigInt(nanos);

/** Nanoseconds since 1970-01-01T00:00Z; a time without a zone is taken as UTC. */
export const instantOf = (value: DateTime): bigint => {
  const { days, nanos, zone } = value;
  const offset = zone === undefined ? 0 : offsetAt(zone, days, Math.floor(nanos / NANOS_PER_SECOND));
  return localNanos(value) - BigInt(offset) * NANOS;
};

const floorDivide = (value: bigint, by: bigint): bigint => {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
};

/** Day and time of nanoseconds since 1970 on local clocks. */
export const fromLocalNanos = (nanos: bigint, zone?: Zone): DateTime => {
  const days = floorDivide(nanos, DAY);
  return new DateTime(Number(days), Number(nanos - days * DAY), zone);
};

/** What clocks of a zone show at an instant. */
export const fromInstant = (nanos: bigint, zone: Zone | undefined): DateTime => {
  if (zone === undefined) return fromLocalNanos(nanos);
  const offset = offsetIn(zone, Number(floorDivide(nanos, NANOS)));
  return fromLocalNanos(nanos + BigInt(offset) * NANOS, zone);
};

/** The date and time in UTC of milliseconds since 1970, as JavaScript's clocks count them. */
export const utcOf = (epochMs: number): DateTime => fromInstant(BigInt(epochMs) * 1_000_000n, UTC);

/**
 * Nanoseconds since midnight UTC, for comparing times. A zone of the IANA database has no one offset without a day; that of
 * 1970-01-01 is taken, so that the result does not depend on when it is computed.
 */
export const timeInstant = ({ nanos, zone }: TimeOfDay): number => {
  if (zone === undefined) return nanos;
  return nanos - offsetAt(zone, 0, Math.floor(nanos / NANOS_PER_SECOND)) * NANOS_PER_SECOND;
};

export const midnight = ({ days }: CalendarDate, zone?: Zone): DateTime => new DateTime(days, 0, zone);
export const dateOfDateTime = ({ days }: DateTime): CalendarDate => new CalendarDate(days);
export const timeOfDateTime = ({ nanos, zone }: DateTime): TimeOfDay => new TimeOfDay(nanos, zone);
