/** Marginal effective rates: which part of a small raise of an income is lost because the amount changes. */
import { Exact } from '../../model/exact.ts';
import type { BandLimits } from '../../model/impact-measure.ts';
import { type Counted, countExact } from './counted.ts';
import { exactWeight, type Weights } from './weights.ts';

/** Where nothing else is asked for: rates at which a band begins. */
export const DEFAULT_RATE_BANDS: readonly string[] = ['0', '0.2', '0.4', '0.6', '0.8', '1'];

/** Slots: all with a rate (amount: the rate), those with a rate of exactly zero, those without one, then the bands. */
export const RATE_SLOTS = { measured: 0, zero: 1, missing: 2, bands: 3 } as const;

export const rateSlotCount = (bands: readonly string[]): number => RATE_SLOTS.bands + bands.length + 1;

type Reader = (row: number) => Exact | undefined;

/**
 * Rate of a case: 1 - change of (income + amount) / step, which is (amount before - amount after) / step. Bands begin at their limit, which belongs to
 * them; below the first limit there is one more.
 */
export const countMarginalRates = (
  units: number,
  amounts: { readonly before: Reader; readonly after: Reader },
  step: Exact,
  bands: readonly string[],
  weights: Weights,
): readonly Counted[] => {
  const limits = bands.map((limit) => Exact.parse(limit) as Exact);
  const cases = Array.from({ length: units }, (_, row) => {
    const [before, after] = [amounts.before(row), amounts.after(row)];
    const weight = exactWeight(weights, row);
    if (before === undefined || after === undefined) return [{ slot: RATE_SLOTS.missing, weight, amount: Exact.ZERO }];
    const rate = before.subtract(after).divide(step) as Exact;
    const band = limits.filter((limit) => rate.compare(limit) >= 0).length;
    return [
      { slot: RATE_SLOTS.measured, weight, amount: rate },
      ...(rate.sign === 0 ? [{ slot: RATE_SLOTS.zero, weight, amount: rate }] : []),
      { slot: RATE_SLOTS.bands + band, weight, amount: rate },
    ];
  });
  return countExact(rateSlotCount(bands), cases.flat());
};

/** Limits of a band by its place among the bands. */
export const rateBandLimits = (bands: readonly string[], band: number): BandLimits => ({
  from: band === 0 ? null : (bands[band - 1] as string),
  to: bands[band] ?? null,
  fromClosed: band > 0,
  toClosed: false,
});
