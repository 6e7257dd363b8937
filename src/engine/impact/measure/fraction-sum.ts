/** Sums of fractions of many denominators: numerators are added up by denominator, and brought together once at the end. */
import { Exact } from '../../model/exact.ts';

export class FractionSum {
  private readonly byDenominator = new Map<bigint, bigint>();

  add(n: bigint, d: bigint): void {
    this.byDenominator.set(d, (this.byDenominator.get(d) ?? 0n) + n);
  }

  total(): Exact {
    let sum = Exact.ZERO;
    for (const [d, n] of this.byDenominator) sum = sum.add(Exact.of(n, d));
    return sum.reduced();
  }
}
