/**
 * Exact rational numbers: the only numbers that amounts are computed with.
 *
 * A value is n / d with d > 0, not always reduced: sums and products of decimals keep powers of ten below the line, so that
 * the common operations are one or two BigInt operations. `toText` and `reduced` give the one canonical form.
 */
const POWERS: bigint[] = [1n];
/** 10^digits. */
export const powerOfTen = (digits: number): bigint => {
  for (let i = POWERS.length; i <= digits; i++) POWERS.push((POWERS[i - 1] as bigint) * 10n);
  return POWERS[digits] as bigint;
};

/** A denominator above this is reduced at once, so that long chains of operations do not grow without limit. */
const DENOMINATOR_LAZY_MAX = 1n << 62n;
/** Characters that a numeral may have, and its exponent either way; beyond them a text is refused, not truncated. */
const NUMERAL_LENGTH_MAX = 10_000;
const EXPONENT_MAX = 1_000;

/** Greatest common divisor; b must not be negative. */
export const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** Least common multiple of two positive integers. */
export const lcm = (a: bigint, b: bigint): bigint => (a === b ? a : (a / gcd(a, b)) * b);

const floorDivide = (n: bigint, d: bigint): bigint => {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
};

/** Largest integer whose square is not above n >= 0, by Newton's method. */
const integerRoot = (n: bigint): bigint => {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
};

export class Exact {
  readonly n: bigint;
  readonly d: bigint;

  private constructor(n: bigint, d: bigint) {
    this.n = n;
    this.d = d;
  }

  static readonly ZERO = new Exact(0n, 1n);
  static readonly ONE = new Exact(1n, 1n);

  /** n / d; d must be positive. */
  static of(n: bigint, d = 1n): Exact {
    if (d <= 0n) throw new RangeError(`denominator ${d} is not positive`);
    return Exact.make(n, d);
  }

  private static make(n: bigint, d: bigint): Exact {
    if (d <= DENOMINATOR_LAZY_MAX) return new Exact(n, d);
    const factor = gcd(n, d);
    return new Exact(n / factor, d / factor);
  }

  /** An integer given as a JavaScript number; it must be a safe integer. */
  static integer(value: number): Exact {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
    return new Exact(BigInt(value), 1n);
  }

  /** Reads "12.30", "-.5", "1e3", "2500/12". Gives undefined for any other text; white space around is allowed. */
  static parse(text: string): Exact | undefined {
    const match = /^\s*([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?(?:\/(\d+))?\s*$/.exec(text);
    if (match === null) return undefined;
    const [, sign, whole = '', fraction = '', exponentText, divisorText] = match;
    if (whole === '' && fraction === '') return undefined;
    const exponent = exponentText === undefined ? 0 : Number(exponentText);
    if (text.length > NUMERAL_LENGTH_MAX || Math.abs(exponent) > EXPONENT_MAX) return undefined;
    let n = BigInt(whole + fraction);
    let d = powerOfTen(fraction.length);
    if (exponent >= 0) n *= powerOfTen(exponent);
    else d *= powerOfTen(-exponent);
    if (divisorText !== undefined) {
      const divisor = BigInt(divisorText);
      if (divisor === 0n) return undefined;
      d *= divisor;
    }
    return Exact.make(sign === '-' ? -n : n, d);
  }

  add(other: Exact): Exact {
    if (this.d === other.d) return new Exact(this.n + other.n, this.d);
    if (this.d === 1n) return new Exact(this.n * other.d + other.n, other.d);
    if (other.d === 1n) return new Exact(this.n + other.n * this.d, this.d);
    const d = lcm(this.d, other.d);
    return Exact.make(this.n * (d / this.d) + other.n * (d / other.d), d);
  }

  subtract(other: Exact): Exact {
    return this.add(other.negate());
  }

  multiply(other: Exact): Exact {
    return Exact.make(this.n * other.n, this.d * other.d);
  }

  /** Undefined where the divisor is zero. */
  divide(other: Exact): Exact | undefined {
    if (other.n === 0n) return undefined;
    return other.n < 0n ? Exact.make(-this.n * other.d, this.d * -other.n) : Exact.make(this.n * other.d, this.d * other.n);
  }

  /** Integer powers only. Undefined for a negative power of zero. The caller bounds the exponent. */
  power(exponent: number): Exact | undefined {
    if (exponent < 0) return Exact.ONE.divide(this.power(-exponent) as Exact);
    const power = BigInt(exponent);
    const { n, d } = this.reduced();
    return Exact.make(n ** power, d ** power);
  }

  /** Undefined where the root is no rational number. */
  squareRoot(): Exact | undefined {
    if (this.n < 0n) return undefined;
    const { n, d } = this.reduced();
    const [top, bottom] = [integerRoot(n), integerRoot(d)];
    return top * top === n && bottom * bottom === d ? Exact.make(top, bottom) : undefined;
  }

  negate(): Exact {
    return new Exact(-this.n, this.d);
  }

  /** Negative, zero or positive as this is below, equal to or above the other. */
  compare(other: Exact): number {
    const left = this.d === other.d ? this.n : this.n * other.d;
    const right = this.d === other.d ? other.n : other.n * this.d;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Exact): boolean {
    return this.compare(other) === 0;
  }

  get sign(): -1 | 0 | 1 {
    return this.n < 0n ? -1 : this.n > 0n ? 1 : 0;
  }

  reduced(): Exact {
    const factor = gcd(this.n, this.d);
    return factor === 1n ? this : new Exact(this.n / factor, this.d / factor);
  }

  isInteger(): boolean {
    return this.n % this.d === 0n;
  }

  /** The integer this is, or undefined. */
  toBigInt(): bigint | undefined {
    return this.n % this.d === 0n ? this.n / this.d : undefined;
  }

  /** value × 10^scale if that is an integer. */
  toScaled(scale: number): bigint | undefined {
    const scaled = this.n * powerOfTen(scale);
    return scaled % this.d === 0n ? scaled / this.d : undefined;
  }

  /** Largest multiple of 10^-scale that is not above. A negative scale rounds to tens, hundreds, … */
  floor(scale = 0): Exact {
    return this.roundBy(scale, floorDivide);
  }

  ceiling(scale = 0): Exact {
    return this.roundBy(scale, (n, d) => -floorDivide(-n, d));
  }

  /** Halves go away from zero, as DMN's "round half up" has it. */
  roundHalfUp(scale = 0): Exact {
    return this.roundBy(scale, (n, d) => (n < 0n ? -((-n * 2n + d) / (d * 2n)) : (n * 2n + d) / (d * 2n)));
  }

  /** Halves go towards zero. */
  roundHalfDown(scale = 0): Exact {
    const toNearest = (n: bigint, d: bigint): bigint => (n * 2n + d - 1n) / (d * 2n);
    return this.roundBy(scale, (n, d) => (n < 0n ? -toNearest(-n, d) : toNearest(n, d)));
  }

  /** Halves go to the even neighbour. */
  roundHalfEven(scale = 0): Exact {
    return this.roundBy(scale, (n, d) => {
      const below = floorDivide(n, d);
      const rest2 = (n - below * d) * 2n;
      return rest2 > d || (rest2 === d && below % 2n !== 0n) ? below + 1n : below;
    });
  }

  private roundBy(scale: number, divide: (n: bigint, d: bigint) => bigint): Exact {
    if (scale >= 0) return new Exact(divide(this.n * powerOfTen(scale), this.d), powerOfTen(scale));
    const step = powerOfTen(-scale);
    return new Exact(divide(this.n, this.d * step) * step, 1n);
  }

  /** "12.3", "-0.05", or the reduced fraction "100/3" where no finite decimal exists. The same value gives the same text. */
  toText(): string {
    const { n, d } = this.reduced();
    if (d === 1n) return n.toString();
    let rest = d;
    let twos = 0;
    let fives = 0;
    for (; rest % 2n === 0n; rest /= 2n) twos++;
    for (; rest % 5n === 0n; rest /= 5n) fives++;
    if (rest !== 1n) return `${n}/${d}`;
    const scale = Math.max(twos, fives);
    return decimalText((n * powerOfTen(scale)) / d, scale);
  }

  /** Exactly `scale` digits after the point, halves away from zero: for display, never for further computing. */
  toFixedText(scale: number): string {
    const { n, d } = this.roundHalfUp(scale);
    return decimalText((n * powerOfTen(scale)) / d, scale);
  }

  toString(): string {
    return this.toText();
  }
}

const decimalText = (scaled: bigint, scale: number): string => {
  if (scale === 0) return scaled.toString();
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};
