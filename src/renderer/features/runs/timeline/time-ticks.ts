/** Where the axis of a timeline has its marks: round distances from its start, as many as there is room for. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Round distances in milliseconds, up to a year. */
const DISTANCES: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];

/** Milliseconds after the start, beginning with 0; at most `max` of them and one. */
export const timeTicks = (spanMs: number, max: number): readonly number[] => {
  const widest = DISTANCES.at(-1) ?? DAY;
  const distance = DISTANCES.find((candidate) => spanMs / candidate <= max) ?? Math.ceil(spanMs / max / widest) * widest;
  return Array.from({ length: Math.floor(spanMs / distance) + 1 }, (_, index) => index * distance);
};
