/** A duration for reading: "340 ms", "2.4 s", "3 min 5 s", "2 h 10 min", "5 d 3 h". */

const SECOND = 1_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const durationText = (durationMs: number): string => {
  if (durationMs < SECOND) return `${Math.round(durationMs)} ms`;
  if (durationMs < MINUTE * SECOND) return `${(Math.floor(durationMs / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(durationMs / SECOND);
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ${seconds % MINUTE} s`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ${Math.floor((seconds % HOUR) / MINUTE)} min`;
  return `${Math.floor(seconds / DAY)} d ${Math.floor((seconds % DAY) / HOUR)} h`;
};

/** Between two times in ISO 8601; nothing where one of them is not known. */
export const durationBetween = (from: string | undefined, to: string | undefined): string =>
  from === undefined || to === undefined ? '' : durationText(Math.max(0, Date.parse(to) - Date.parse(from)));
