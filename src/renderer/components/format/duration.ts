/** A duration for reading: "340 ms", "2.4 s", "3 min 5 s". */
import { t } from '../../copy/t.ts';
import { locale } from './locale.ts';

export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1_000) return t('duration.ms', { ms: Math.round(durationMs) });
  if (durationMs < 60_000) {
    return t('duration.s', { s: new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(durationMs / 1_000) });
  }
  const seconds = Math.round(durationMs / 1_000);
  return t('duration.min', { min: Math.floor(seconds / 60), s: seconds % 60 });
};
