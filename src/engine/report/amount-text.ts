/** Amounts for people, in reports and on the command line. Rounds for display only; the exact text stands beside it where it differs. */
import { Exact } from '../model/exact.ts';
import { groupDigits } from '../model/group-digits.ts';

/** Marks a figure that had to be rounded. */
const ROUNDED_MARK = '≈ ';

/** "1234567.5" -> "1,234,567.50"; "100/3" -> "33.33". Halves go away from zero. Throws on a text that is no amount. */
export const amountText = (exactText: string, scale = 2): string => {
  const amount = Exact.parse(exactText);
  if (amount === undefined) throw new Error(`"${exactText}" is not an amount`);
  return groupDigits(amount.toFixedText(scale));
};

/** The same with an explicit plus sign for what is above zero. */
export const changeText = (exactText: string, scale = 2): string => {
  const text = amountText(exactText, scale);
  return text.startsWith('-') || /^[0.,]+$/.test(text) ? text : `+${text}`;
};

export const countText = (count: number): string => groupDigits(String(count));

/** Whether the displayed text had to be rounded. */
export const isRounded = (exactText: string, scale = 2): boolean => Exact.parse(exactText)?.toScaled(scale) === undefined;

/** "12.30", or "≈ 33.33" where that is not the exact amount. */
export const markedAmount = (exactText: string, scale = 2): string =>
  `${isRounded(exactText, scale) ? ROUNDED_MARK : ''}${amountText(exactText, scale)}`;

/** "+12.30", or "≈ +33.33". */
export const markedChange = (exactText: string, scale = 2): string =>
  `${isRounded(exactText, scale) ? ROUNDED_MARK : ''}${changeText(exactText, scale)}`;

/** "12.3 %" of a whole; a dash where the whole is nothing. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Exact.of(BigInt(part) * 100n, BigInt(whole)).toFixedText(1)} %`;
