/** Times as ISO 8601 texts in UTC with milliseconds: ordered as texts as they are ordered in time. */

/** The last time whose text is ordered like that. */
const LAST = '9999-12-31T23:59:59.999Z';
const LAST_MS = Date.parse(LAST);

export const later = (at: string, ms: number): string => {
  const time = Date.parse(at) + Math.ceil(ms);
  return time >= LAST_MS ? LAST : new Date(time).toISOString();
};

export const earlier = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
};

export const msBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
