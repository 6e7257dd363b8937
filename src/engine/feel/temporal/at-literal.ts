/** What an at-literal stands for: `@"2025-03-01"`, `@"10:15:00Z"`, `@"2025-03-01T10:15:00@Europe/Paris"`, `@"P1Y"`, `@"-PT5H"`. */
import type { DateTime, Duration, Temporal } from '../../model/value.ts';
import { parseAnyDate, parseDateTime, parseTime } from './clock.ts';
import { parseDuration } from './duration.ts';

/** Undefined for a text that is no date, time, date and time or duration. */
export const parseAtLiteral = (text: string): Temporal | DateTime | Duration | undefined =>
  parseAnyDate(text) ?? parseTime(text) ?? (text.includes('T') ? parseDateTime(text) : undefined) ?? parseDuration(text);
