/** Limits of a band in words: "above 0 to below 10", "1,000 and more", "below 0". */
import type { BandLimits } from '../../../../engine/model/index.ts';
import { t } from '../../../copy/t.ts';

/** `text` writes a limit. Without limits: there is nothing to compare with. */
export const bandText = ({ from, to, fromClosed, toClosed }: BandLimits, text: (limit: string) => string): string => {
  const end = to === null ? undefined : t(toClosed ? 'band.upTo' : 'band.below', { to: text(to) });
  if (from === null) return end ?? t('band.fromNothing');
  if (end === undefined) return t(fromClosed ? 'band.andMore' : 'band.above', { from: text(from) });
  return `${t(fromClosed ? 'band.from' : 'band.above', { from: text(from) })} ${t(toClosed ? 'band.toWith' : 'band.toBelow', { to: text(to ?? '') })}`;
};

/** Two bands with one key lie between the same limits. */
export const bandKey = ({ from, to }: BandLimits): string => `${from ?? ''}…${to ?? ''}`;
