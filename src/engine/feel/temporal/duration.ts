/** The two kinds of durations and their ISO 8601 texts (XML Schema's yearMonthDuration and dayTimeDuration). */
import { DaysDuration, type Duration, MonthsDuration } from '../../model/value.ts';
import { fractionText } from './clock.ts';

const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** Digits that one part of a duration may have: more would be no duration that anything lasts. */
const MONTHS = /^(-)?P(?:(\d{1,15})Y)?(?:(\d{1,15})M)?$/;
const DAYS = /^(-)?P(?:(\d{1,15})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,18})(?:\.(\d{1,9}))?S)?)?$/;

/** Undefined where the months are beyond what a safe integer counts. */
export const monthsDuration = (months: number): MonthsDuration | undefined =>
  Number.isSafeInteger(months) ? new MonthsDuration(months === 0 ? 0 : months) : undefined;

/** The largest number of nanoseconds: about 3,000 times the years that FEEL's dates have. */
const NANOS_MAX = 10n ** 29n;

export const daysDuration = (nanos: bigint): DaysDuration | undefined =>
  nanos > NANOS_MAX || nanos < -NANOS_MAX ? undefined : new DaysDuration(nanos);

const parseMonths = (text: string): MonthsDuration | undefined => {
  const match = MONTHS.exec(text);
  if (match === null) return undefined;
  const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0);
  return monthsDuration(match[1] === undefined ? months : -months);
};

const parseDays = (text: string): DaysDuration | undefined => {
  const match = DAYS.exec(text);
  if (match === null) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = BigInt(days) * DAY + BigInt(hours) * HOUR + BigInt(minutes) * MINUTE + BigInt(seconds) * SECOND;
  const nanos = whole + BigInt(fraction.padEnd(9, '0'));
  return daysDuration(sign === undefined ? nanos : -nanos);
};

/** Reads "P1Y6M", "-P2DT3H30M", "PT0.5S". Undefined for other texts, and for those with years or months beside days. */
export const parseDuration = (text: string): Duration | undefined => {
  if (!/\d[YMDHS]$/.test(text)) return undefined;
  return parseMonths(text) ?? parseDays(text);
};

const monthsText = ({ months }: MonthsDuration): string => {
  const size = Math.abs(months);
  const [years, rest] = [Math.floor(size / 12), size % 12];
  if (size === 0) return 'P0M';
  return `${months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
};

export type DayParts = {
  readonly days: bigint;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly nano: number;
};

/** The parts of the size of a duration, without its sign. */
export const dayParts = ({ nanos }: DaysDuration): DayParts => {
  const size = nanos < 0n ? -nanos : nanos;
  return {
    days: size / DAY,
    hours: Number((size % DAY) / HOUR),
    minutes: Number((size % HOUR) / MINUTE),
    seconds: Number((size % MINUTE) / SECOND),
    nano: Number(size % SECOND),
  };
};

const daysText = (duration: DaysDuration): string => {
  if (duration.nanos === 0n) return 'PT0S';
  const { days, hours, minutes, seconds, nano } = dayParts(duration);
  const part = (value: bigint | number, unit: string): string => (BigInt(value) === 0n ? '' : `${value}${unit}`);
  const secondsPart = seconds === 0 && nano === 0 ? '' : `${seconds}${fractionText(nano)}S`;
  const time = part(hours, 'H') + part(minutes, 'M') + secondsPart;
  return `${duration.nanos < 0n ? '-' : ''}P${part(days, 'D')}${time === '' ? '' : `T${time}`}`;
};

/** "P1Y6M", "-P2DT3H30M"; the same duration has the same text. */
export const durationText = (duration: Duration): string =>
  duration instanceof MonthsDuration ? monthsText(duration) : daysText(duration);
