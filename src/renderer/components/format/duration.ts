/** A duration for reading: "0.2 ms", "340 ms", "2.4 s", "3 min 5 s", "2 h 10 min", "5 d 3 h". */
import { t } from '../../copy/t.ts';
import { locale } from './locale.ts';

/** Below it, parts of a millisecond are told. */
const SMALL_MS = 10;

export const formatDuration = (durationMs: number): string => {
  if (durationMs < SMALL_MS)
    return t('duration.ms', { ms: new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 }).format(durationMs) });
  if (durationMs < 1_000) return t('duration.ms', { ms: Math.round(durationMs) });
  if (durationMs < 60_000) {
    return t('duration.s', { s: new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(durationMs / 1_000) });
  }
  const seconds = Math.round(durationMs / 1_000);
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 24) return t('duration.d', { d: Math.floor(hours / 24), h: hours % 24 });
  if (hours > 0) return t('duration.h', { h: hours, min: Math.floor(seconds / 60) % 60 });
  return t('duration.min', { min: Math.floor(seconds / 60), s: seconds % 60 });
};
