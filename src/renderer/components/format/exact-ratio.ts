/** Exact amounts as ratios of integers, for comparing and for shares; never as binary floating point. */

/** n / d, with d > 0. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const FRACTION = /^(-?\d+)\/([1-9]\d*)$/;

/** Reads "12.3" and "100/3"; undefined for any other text. */
export const readRatio = (exact: string): Ratio | undefined => {
  const fraction = FRACTION.exec(exact);
  if (fraction !== null) return { n: BigInt(fraction[1] ?? ''), d: BigInt(fraction[2] ?? '') };
  const decimal = DECIMAL.exec(exact);
  if (decimal === null) return undefined;
  const [, sign, whole = '', digits = ''] = decimal;
  const n = BigInt(whole + digits);
  return { n: sign === '-' ? -n : n, d: 10n ** BigInt(digits.length) };
};

/** Negative, zero or positive as the first amount is below, equal to or above the second. Texts that are no numbers go last. */
export const compareAmounts = (first: string | null, second: string | null): number => {
  const [one, other] = [readRatio(first ?? ''), readRatio(second ?? '')];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const difference = one.n * other.d - other.n * one.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** part / whole in hundredths, as the exact text "n/d"; undefined where there is no whole. */
export const percentOf = (part: string, whole: string): string | undefined => {
  const [one, other] = [readRatio(part), readRatio(whole)];
  if (one === undefined || other === undefined || other.n === 0n) return undefined;
  const [n, d] = [one.n * other.d * 100n, one.d * other.n];
  return d < 0n ? `${-n}/${-d}` : `${n}/${d}`;
};

/** Near the amount, for the length of a bar and nothing else. */
export const barLength = (exact: string): number => {
  const ratio = readRatio(exact);
  return ratio === undefined ? 0 : Number((ratio.n * 100n) / ratio.d) / 100;
};
