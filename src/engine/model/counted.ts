/** Counts in sentences. */
import { groupDigits } from './group-digits.ts';

/** "1 unit", "2,000 units"; `plural` where an s does not make it. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${groupDigits(String(count))} ${count === 1 ? singular : plural}`;
