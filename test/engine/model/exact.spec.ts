/** Exact numbers obey the laws of the rationals, and every rounding is what its definition on integers says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exact, lcm, powerOfTen } from '../../../src/engine/model/exact.ts';

const numerators = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const smallDenominators = fc.bigInt({ min: 1n, max: 5_000n });
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([n, scale]) => Exact.of(n, powerOfTen(scale)));
const fractions = fc
  .tuple(numerators, fc.oneof(smallDenominators, fc.bigInt({ min: 1n, max: 10n ** 40n })))
  .map(([n, d]) => Exact.of(n, d));
const numbers = fc.oneof(decimals, fractions);
const scales = fc.integer({ min: -4, max: 8 });

/** By cross-multiplication, which is what equality of fractions means. */
const same = (left: Exact, right: Exact): boolean => left.n * right.d === right.n * left.d;
const holds = <T>(law: fc.IProperty<T>): void => fc.assert(law, { numRuns: 300 });

describe('arithmetic', () => {
  test('is that of fractions', () => {
    holds(
      fc.property(numbers, numbers, (a, b) => {
        expect(same(a.add(b), Exact.of(a.n * b.d + b.n * a.d, a.d * b.d))).toBe(true);
        expect(same(a.subtract(b), Exact.of(a.n * b.d - b.n * a.d, a.d * b.d))).toBe(true);
        expect(same(a.multiply(b), Exact.of(a.n * b.n, a.d * b.d))).toBe(true);
        const quotient = a.divide(b);
        expect(quotient === undefined).toBe(b.n === 0n);
        if (quotient !== undefined) expect(same(quotient.multiply(b), a)).toBe(true);
      }),
    );
  });

  test('commutes, associates and distributes', () => {
    holds(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        expect(a.add(b).toText()).toBe(b.add(a).toText());
        expect(a.add(b).add(c).toText()).toBe(a.add(b.add(c)).toText());
        expect(a.multiply(b.add(c)).toText()).toBe(a.multiply(b).add(a.multiply(c)).toText());
        expect(a.subtract(a).sign).toBe(0);
      }),
    );
  });

  test('keeps every denominator positive', () => {
    holds(
      fc.property(numbers, numbers, (a, b) => {
        for (const result of [a.add(b), a.subtract(b), a.multiply(b), a.negate(), a.divide(b) ?? a]) expect(result.d > 0n).toBe(true);
      }),
    );
  });

  test('orders as the number line does', () => {
    holds(
      fc.property(numbers, numbers, (a, b) => {
        expect(Math.sign(a.compare(b))).toBe(a.subtract(b).sign);
        expect(a.compare(b) + b.compare(a)).toBe(0);
        expect(a.equals(b)).toBe(same(a, b));
      }),
    );
  });

  test('does not let the denominator of a long chain grow', () => {
    let sum = Exact.ZERO;
    for (let i = 1n; i <= 2_000n; i++) sum = sum.add(Exact.of(1n, 12n)).multiply(Exact.of(7n, 7n));
    expect(sum.toText()).toBe(Exact.of(2_000n, 12n).toText());
    expect(sum.d < 1n << 70n).toBe(true);
  });

  test('refuses a denominator that is not positive and a number that is no safe integer', () => {
    expect(() => Exact.of(1n, 0n)).toThrow(RangeError);
    expect(() => Exact.of(1n, -2n)).toThrow(RangeError);
    expect(() => Exact.integer(0.5)).toThrow(RangeError);
    expect(() => Exact.integer(2 ** 53)).toThrow(RangeError);
  });
});

describe('rounding', () => {
  /** value × 10^scale = n / d, and the digits after the point decide: this is the definition, on integers alone. */
  const scaled = (value: Exact, scale: number): { n: bigint; d: bigint } =>
    scale >= 0 ? { n: value.n * 10n ** BigInt(scale), d: value.d } : { n: value.n, d: value.d * 10n ** BigInt(-scale) };
  const unit = (count: bigint, scale: number): Exact =>
    scale >= 0 ? Exact.of(count, 10n ** BigInt(scale)) : Exact.of(count * 10n ** BigInt(-scale));

  /** The integers q with |n/d - q| smallest: one, or two at an exact half. */
  const nearestUnits = (n: bigint, d: bigint): bigint[] => {
    const candidates = [n / d - 1n, n / d, n / d + 1n];
    const distance = (q: bigint): bigint => (n - q * d < 0n ? q * d - n : n - q * d);
    const least = candidates.map(distance).reduce((a, b) => (a < b ? a : b));
    return candidates.filter((q) => distance(q) === least);
  };
  const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
  const halves = fc
    .tuple(fc.bigInt({ min: -50_000n, max: 50_000n }), fc.integer({ min: 0, max: 4 }))
    .map(([n, scale]) => Exact.of(2n * n + 1n, 2n * powerOfTen(scale)));
  const anyNumber = fc.oneof(numbers, halves, decimals);

  test('goes down to the largest unit that is not above, and up to the smallest that is not below', () => {
    holds(
      fc.property(anyNumber, scales, (value, scale) => {
        const step = unit(1n, scale);
        const floor = value.floor(scale);
        expect(floor.compare(value) <= 0 && floor.add(step).compare(value) > 0).toBe(true);
        const ceiling = value.ceiling(scale);
        expect(ceiling.compare(value) >= 0 && ceiling.subtract(step).compare(value) < 0).toBe(true);
        expect(floor.divide(step)?.isInteger() && ceiling.divide(step)?.isInteger()).toBe(true);
      }),
    );
  });

  test('half up is the nearest unit, and of two the one farther from zero', () => {
    holds(
      fc.property(anyNumber, scales, (value, scale) => {
        const { n, d } = scaled(value, scale);
        const expected = nearestUnits(n, d).reduce((a, b) => (magnitude(a) > magnitude(b) ? a : b));
        expect(value.roundHalfUp(scale).toText()).toBe(unit(expected, scale).toText());
      }),
    );
  });

  test('half down is the nearest unit, and of two the one nearer to zero', () => {
    holds(
      fc.property(anyNumber, scales, (value, scale) => {
        const { n, d } = scaled(value, scale);
        const expected = nearestUnits(n, d).reduce((a, b) => (magnitude(a) < magnitude(b) ? a : b));
        expect(value.roundHalfDown(scale).toText()).toBe(unit(expected, scale).toText());
      }),
    );
  });

  test('half even is the nearest unit, and of two the even one', () => {
    holds(
      fc.property(anyNumber, scales, (value, scale) => {
        const { n, d } = scaled(value, scale);
        const units = nearestUnits(n, d);
        const expected = units.length === 1 ? units[0] : units.find((q) => q % 2n === 0n);
        expect(value.roundHalfEven(scale).toText()).toBe(unit(expected as bigint, scale).toText());
      }),
    );
  });

  test('decides half cents exactly, where doubles do not', () => {
    const cases = ['1.005', '2.675', '1.115', '-1.005', '0.615', '10.075'] as const;
    const rounded = cases.map((text) => Exact.parse(text)?.roundHalfUp(2).toText());
    expect(rounded).toEqual(['1.01', '2.68', '1.12', '-1.01', '0.62', '10.08']);
    expect(cases.some((text, index) => Number(text).toFixed(2) !== Number(rounded[index]).toFixed(2))).toBe(true);
  });
});

describe('text', () => {
  test('is read back as the same number', () => {
    holds(
      fc.property(numbers, (value) => {
        expect(same(Exact.parse(value.toText()) as Exact, value)).toBe(true);
      }),
    );
  });

  test('is the same for the same number, however it was made', () => {
    holds(
      fc.property(numbers, smallDenominators, (value, factor) => {
        expect(Exact.of(value.n * factor, value.d * factor).toText()).toBe(value.toText());
      }),
    );
  });

  test('of a decimal has its digits and no more', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['12.30', '12.3'],
      ['-.5', '-0.5'],
      ['+7', '7'],
      ['1e3', '1000'],
      ['12.5E-3', '0.0125'],
      ['2500/12', '625/3'],
      ['-6/4', '-1.5'],
      ['0/7', '0'],
      ['-0', '0'],
      [' 1.0 ', '1'],
      ['5.', 'undefined'],
    ];
    for (const [text, expected] of texts) expect(String(Exact.parse(text)?.toText())).toBe(expected);
  });

  test('that is no number is refused', () => {
    for (const text of [
      '',
      ' ',
      '.',
      '-',
      'e3',
      '1,5',
      '1 000',
      '0x10',
      'NaN',
      'Infinity',
      '1/0',
      '1/-2',
      '1e99999',
      '--1',
      '1/2/3',
      '٣',
      '1'.repeat(10_001),
    ]) {
      expect(Exact.parse(text)).toBeUndefined();
    }
  });

  test('with fixed digits is rounded half up and padded', () => {
    holds(
      fc.property(numbers, fc.integer({ min: 0, max: 6 }), (value, scale) => {
        const text = value.toFixedText(scale);
        expect(text).toMatch(scale === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${scale}}$`));
        expect(same(Exact.parse(text) as Exact, value.roundHalfUp(scale))).toBe(true);
      }),
    );
    expect(Exact.of(-1n, 1000n).toFixedText(2)).toBe('0.00');
  });
});

describe('whole and scaled parts', () => {
  test('are there exactly where the number is such a multiple', () => {
    holds(
      fc.property(numbers, fc.integer({ min: 0, max: 8 }), (value, scale) => {
        const units = value.toScaled(scale);
        expect(units === undefined).toBe((value.n * powerOfTen(scale)) % value.d !== 0n);
        if (units !== undefined) expect(same(Exact.of(units, powerOfTen(scale)), value)).toBe(true);
        expect(value.toBigInt() === undefined).toBe(!value.isInteger());
      }),
    );
  });

  test('reduced has no common factor left', () => {
    holds(
      fc.property(numbers, (value) => {
        const { n, d } = value.reduced();
        expect(lcm(n === 0n ? 1n : n < 0n ? -n : n, d)).toBe((n === 0n ? 1n : n < 0n ? -n : n) * d);
        expect(same(Exact.of(n, d), value)).toBe(true);
      }),
    );
  });
});

describe('powers and roots', () => {
  test('a power is repeated multiplication, a negative one its reciprocal', () => {
    holds(
      fc.property(decimals, fc.integer({ min: 0, max: 9 }), (base, exponent) => {
        let product = Exact.ONE;
        for (let i = 0; i < exponent; i++) product = product.multiply(base);
        expect(base.power(exponent)?.toText()).toBe(product.toText());
        expect(base.power(-exponent)?.toText()).toBe(Exact.ONE.divide(product)?.toText());
      }),
    );
  });

  test('a root is there exactly where a rational number has this square', () => {
    holds(
      fc.property(numbers, (value) => {
        const root = value.multiply(value).squareRoot();
        expect(root?.toText()).toBe((value.sign < 0 ? value.negate() : value).toText());
        const odd = value.multiply(value).multiply(Exact.integer(2)).squareRoot();
        expect(odd?.toText()).toBe(value.sign === 0 ? '0' : undefined);
      }),
    );
    expect(Exact.integer(-4).squareRoot()).toBeUndefined();
  });
});
