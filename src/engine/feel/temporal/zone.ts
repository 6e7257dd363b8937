/** Time zones: offsets from UTC, and zones of the IANA database as the runtime's ICU knows them. */
import type { Zone } from '../../model/value.ts';

const SECONDS_PER_DAY = 86_400;
export const UTC: Zone = { offsetSeconds: 0 };

/** XML Schema's limit of an offset. */
const OFFSET_HOURS_MAX = 14;
/** More zones than the IANA database has are not kept. */
const ZONES_KEPT_MAX = 1_000;
/** Days on either side of 1970 that the platform's calendar reaches for certain. */
const PLATFORM_DAYS_MAX = 90_000_000;
/** After so many days weekdays and leap years come again. */
const CYCLE_DAYS = 146_097;

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** Undefined for a name that the database does not have. */
const formatOf = (name: string): Intl.DateTimeFormat | undefined => {
  if (formats.has(name)) return formats.get(name);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    format = undefined;
  }
  if (formats.size < ZONES_KEPT_MAX) formats.set(name, format);
  return format;
};

/** Reads "Z", "+02:00", "-05:30:15" or "@Europe/Paris"; undefined for other texts and for zones that nobody knows. */
export const parseZone = (text: string): Zone | undefined => {
  if (text === 'Z' || text === 'z') return UTC;
  if (text.startsWith('@')) {
    const name = text.slice(1);
    return NAME.test(name) && formatOf(name) !== undefined ? { name } : undefined;
  }
  const match = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const size = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || size > OFFSET_HOURS_MAX * 3600) return undefined;
  return { offsetSeconds: match[1] === '-' && size > 0 ? -size : size };
};

/** A number of a clock, in two digits. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');

export const zoneText = (zone: Zone | undefined): string => {
  if (zone === undefined) return '';
  if ('name' in zone) return `@${zone.name}`;
  const { offsetSeconds } = zone;
  if (offsetSeconds === 0) return 'Z';
  const size = Math.abs(offsetSeconds);
  const seconds = size % 60 === 0 ? '' : `:${twoDigits(size % 60)}`;
  return `${offsetSeconds < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 3600))}:${twoDigits(Math.floor((size % 3600) / 60))}${seconds}`;
};

/** The offset that a zone has at an instant, given in seconds since 1970. */
const offsetAtInstant = (name: string, epochSeconds: number): number => {
  const days = Math.floor(epochSeconds / SECONDS_PER_DAY);
  const beyond = Math.abs(days) > PLATFORM_DAYS_MAX ? Math.trunc(days / CYCLE_DAYS) * CYCLE_DAYS : 0;
  const parts = formatOf(name)?.formatToParts(new Date((epochSeconds - beyond * SECONDS_PER_DAY) * 1000)) ?? [];
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return 0;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
};

/**
 * Seconds that clocks of the zone are ahead of UTC when they show this local time. Of a local time that comes twice, the first is
 * meant; one that is left out is taken with the offset before the leap.
 */
export const offsetAt = (zone: Zone, days: number, secondOfDay: number): number => {
  if ('offsetSeconds' in zone) return zone.offsetSeconds;
  const local = days * SECONDS_PER_DAY + secondOfDay;
  const before = offsetAtInstant(zone.name, local - SECONDS_PER_DAY);
  if (offsetAtInstant(zone.name, local - before) === before) return before;
  const after = offsetAtInstant(zone.name, local + SECONDS_PER_DAY);
  return offsetAtInstant(zone.name, local - after) === after ? after : before;
};

/** The offset in a zone at an instant, in seconds since 1970. */
export const offsetIn = (zone: Zone, epochSeconds: number): number =>
  'offsetSeconds' in zone ? zone.offsetSeconds : offsetAtInstant(zone.name, epochSeconds);
