/** A histogram of times as bars with the words under them; stretches at both ends in which nothing was measured are left out. */
import type { Histogram } from '../../../../engine/model/index.ts';
import { formatDuration } from '../../../components/format/duration.ts';
import { t } from '../../../copy/t.ts';

export type HistogramBar = { readonly label: string; readonly count: number };

export const histogramBars = ({ bounds, counts }: Histogram): readonly HistogramBar[] => {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return [];
  const last = counts.findLastIndex((count) => count > 0);
  return counts.slice(first, last + 1).map((count, offset) => {
    const bound = bounds[first + offset];
    const label =
      bound === undefined
        ? t('figures.above', { time: formatDuration(bounds.at(-1) ?? 0) })
        : t('figures.upTo', { time: formatDuration(bound) });
    return { label, count };
  });
};
