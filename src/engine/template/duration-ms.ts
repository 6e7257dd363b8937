/** Durations of templates: ISO 8601 in weeks, days, hours, minutes and seconds, whose length is the same at any time of the year. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A hundred years of 365.25 days: nothing that waits longer than that ends. */
export const DURATION_MAX_MS = 36_525 * DAY_MS;

const WEEKS = /^P(\d{1,5})W$/;
const DAYS = /^P(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})(?:\.(\d{1,3}))?S)?)?$/;

const msOf = (text: string): number | undefined => {
  const weeks = WEEKS.exec(text);
  if (weeks !== null) return Number(weeks[1]) * 7 * DAY_MS;
  const match = DAYS.exec(text);
  if (match === null || text === 'P') return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0, fraction = ''] = match;
  return (
    Number(days) * DAY_MS +
    Number(hours) * HOUR_MS +
    Number(minutes) * MINUTE_MS +
    Number(seconds) * SECOND_MS +
    Number(fraction.padEnd(3, '0'))
  );
};

/** Milliseconds of "P2W", "P1DT12H", "PT0.5S"; undefined for every other text, and beyond a hundred years. */
export const durationMs = (text: string): number | undefined => {
  const ms = msOf(text);
  return ms === undefined || ms > DURATION_MAX_MS ? undefined : ms;
};
