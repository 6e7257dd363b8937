/** Bands, lines and rates for people, in reports and on the command line. */
import { Exact } from '../model/exact.ts';
import type { BandLimits, Count, ImpactGroup, PovertyLineRequest } from '../model/index.ts';
import { amountText, countText, markedAmount } from './amount-text.ts';

/** "0.05" -> "5 %"; as many digits as it has, at most one after the point. */
export const percentText = (exactText: string): string => {
  const percent = (Exact.parse(exactText) ?? Exact.ZERO).multiply(Exact.integer(100));
  return `${percent.isInteger() ? percent.toText() : percent.toFixedText(1)} %`;
};

/** A rounded rate or coefficient; a dash where it is not defined. */
export const rateText = (rounded: string | null): string => (rounded === null ? '–' : rounded);

export const optionalAmount = (exactText: string | null): string => (exactText === null ? '–' : amountText(exactText));

/** The same, marked where it had to be rounded. */
export const optionalMarked = (exactText: string | null): string => (exactText === null ? '–' : markedAmount(exactText));

/** "1,204", or "1,204 (weight 35,120.50)". */
export const countCell = ({ units, weight }: Count): string =>
  weight === undefined ? countText(units) : `${countText(units)} (weight ${markedAmount(weight)})`;
/** "10 to below 50", "1,000 and more", "below 0"; `text` writes a limit. Without limits: nothing to compare with. */
export const bandText = ({ from, to, fromClosed }: BandLimits, text: (limit: string) => string): string => {
  if (from === null) return to === null ? 'nothing before' : `below ${text(to)}`;
  const start = fromClosed ? text(from) : `above ${text(from)}`;
  return to === null ? `${start} and more` : `${start} to below ${text(to)}`;
};

export const lineText = (line: PovertyLineRequest): string => {
  if ('amount' in line) return amountText(line.amount);
  return `${percentText(line.share)} of the ${line.of === 'own' ? 'median' : "baseline's median"}`;
};

/** A count of persons is no money: whole numbers have no digits after the point. */
const endText = (exactText: string): string => amountText(exactText, Exact.parse(exactText)?.isInteger() ? 0 : 2);

/** "3 (above 200 to 310.50)" for a quantile group; its value for any other. */
export const groupText = ({ value, above, upTo }: Pick<ImpactGroup, 'value' | 'above' | 'upTo'>): string => {
  if (upTo === undefined) return value;
  return `${value} (${above === undefined ? 'up' : `above ${endText(above)}`} to ${endText(upTo)})`;
};
