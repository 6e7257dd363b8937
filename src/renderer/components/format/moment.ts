/** Instants (ISO 8601 UTC) and calendar dates as the user's locale writes them. */
import { locale } from './locale.ts';

/** "20 Nov 2025, 14:03:07", local time. */
export const formatMoment = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));

/** "20 Nov 2025". A calendar date has no time zone, so it is read and written as UTC. */
export const formatDate = (date: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

const RELATIVE_UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 hours ago", in the largest unit that fits. */
export const formatAgo = (instant: string, nowMs: number): string => {
  const elapsedMs = nowMs - Date.parse(instant);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const fitting = RELATIVE_UNITS.find(([, unitMs]) => elapsedMs >= unitMs);
  return fitting === undefined ? relative.format(0, 'minute') : relative.format(-Math.floor(elapsedMs / fitting[1]), fitting[0]);
};
