/** Counts in sentences. */
import { countText } from './amount-text.ts';

/** "1 unit", "2,000 units"; `plural` where an s does not make it. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${countText(count)} ${count === 1 ? singular : plural}`;
