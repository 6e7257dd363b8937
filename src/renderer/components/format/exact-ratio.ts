/** Exact amounts as ratios of integers, for comparing and for shares; never as binary floating point. */

/** n / d, with d > 0. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
/** More digits after the point than the engine writes of anything. */
const DIGITS_MAX = 40;
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

/** Two to some power times five to another, if it is that: a fraction below it has an end as a decimal. */
const powerOfTen = (d: bigint): bigint | undefined => {
  let scale = 1n;
  for (let digits = 0; digits <= DIGITS_MAX; digits += 1, scale *= 10n) if (scale % d === 0n) return scale;
  return undefined;
};

const gcd = (first: bigint, second: bigint): bigint => (second === 0n ? (first < 0n ? -first : first) : gcd(second, first % second));

/** As the engine writes it: a decimal where it has an end, else a reduced fraction. */
const ratioText = (n: bigint, d: bigint): string => {
  const common = gcd(n, d);
  const [top, bottom] = [n / common, d / common];
  const scale = powerOfTen(bottom);
  if (scale === undefined) return `${top}/${bottom}`;
  const size = ((top < 0n ? -top : top) * (scale / bottom)).toString();
  const digits = scale.toString().length - 1;
  const padded = size.padStart(digits + 1, '0');
  const text = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return top < 0n ? `-${text}` : text;
};

/** (first - second) × times, exact; "" where one is no number. */
export const differenceOf = (first: string, second: string, times = 1n): string => {
  const [one, other] = [readRatio(first), readRatio(second)];
  return one === undefined || other === undefined ? '' : ratioText((one.n * other.d - other.n * one.d) * times, one.d * other.d);
};

/** Near the amount, for the length of a bar or the place of a point and nothing else. */
export const barLength = (exact: string, digits = 2): number => {
  const ratio = readRatio(exact);
  const scale = 10 ** digits;
  return ratio === undefined ? 0 : Number((ratio.n * BigInt(scale)) / ratio.d) / scale;
};
