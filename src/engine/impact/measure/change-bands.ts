/** Sorts gainers and losers into bands by the size of their change, as an amount and as a part of the baseline's amount. */
import { Exact } from '../../model/exact.ts';
import type { BandLimits, BandsRequest, ChangeBand } from '../../model/impact-measure.ts';
import { SAFE_MAX } from '../../model/integer-range.ts';
import type { AmountPairs } from '../amount-pairs.ts';
import { sumText } from '../exact-sum.ts';
import { type Counted, Counter, PlainCounter } from './counted.ts';
import type { Weights } from './weights.ts';

/** Where nothing else is asked for. Amounts are in the unit of the policy; parts of the baseline's amount: from 1 % to all of it. */
export const DEFAULT_BANDS: BandsRequest = {
  absolute: ['10', '50', '100', '250', '500', '1000'],
  relative: ['0.01', '0.05', '0.1', '0.25', '0.5', '1'],
};

export type BandCounts = { readonly absolute: readonly Counted[]; readonly relative: readonly Counted[] };

/**
 * Slots of one direction: below the first limit, then from each limit on, a limit belonging to the band that it begins; by parts of the
 * baseline's amount one more at the end, for cases whose baseline amount is zero. Losses stand first, then gains.
 */
const absoluteSlots = ({ absolute }: BandsRequest): number => absolute.length + 1;
const relativeSlots = ({ relative }: BandsRequest): number => relative.length + 2;

export const bandSlots = (bands: BandsRequest): { readonly absolute: number; readonly relative: number } => ({
  absolute: 2 * absoluteSlots(bands),
  relative: 2 * relativeSlots(bands),
});

const parsed = (limits: readonly string[]): readonly Exact[] => limits.map((limit) => (Exact.parse(limit) as Exact).reduced());

/** A change is at or above a limit where it is so in whole units of the denominator. */
const wholeLimits = (bands: BandsRequest, denominator: bigint): readonly bigint[] =>
  parsed(bands.absolute).map((limit) => limit.multiply(Exact.of(denominator)).ceiling().toBigInt() as bigint);

/** Terms of parts below this, multiplied with amounts below 2^53 over the units of a chunk, stay exact in doubles. */
const TERM_MAX = 1n << 10n;
const AMOUNT_MAX = 2 ** 42;

type Doubles = NonNullable<AmountPairs['doubles']>;

const areDoublesEnough = (bands: BandsRequest, limits: readonly bigint[]): boolean =>
  parsed(bands.relative).every(({ n, d }) => n < TERM_MAX && d < TERM_MAX) && limits.every((limit) => limit <= SAFE_MAX);

/** Undefined where an amount is too large for products of it to be exact. */
const countPlain = (
  pairs: AmountPairs,
  { before, after }: Doubles,
  bands: BandsRequest,
  limits: readonly number[],
): BandCounts | undefined => {
  const slots = bandSlots(bands);
  const absolute = new PlainCounter(slots.absolute);
  const relative = new PlainCounter(slots.relative);
  const parts = parsed(bands.relative).map(({ n, d }) => ({ n: Number(n), d: Number(d) }));
  const [absoluteBands, relativeBands] = [absoluteSlots(bands), relativeSlots(bands)];
  for (let row = 0; row < before.length; row++) {
    const base = before[row] as number;
    const change = (after[row] as number) - base;
    if (pairs.known[row] === 0 || change === 0) continue;
    const gain = change > 0 ? 1 : 0;
    const size = Math.abs(change);
    const whole = Math.abs(base);
    if (size > AMOUNT_MAX || whole > AMOUNT_MAX) return undefined;
    let band = 0;
    while (band < limits.length && size >= (limits[band] as number)) band++;
    absolute.add(gain * absoluteBands + band, size);
    let part = base === 0 ? parts.length + 1 : 0;
    for (let next = parts[part]; next !== undefined && size * next.d >= next.n * whole; next = parts[part]) part++;
    relative.add(gain * relativeBands + part, size);
  }
  return { absolute: absolute.done(pairs.denominator), relative: relative.done(pairs.denominator) };
};

export const countChangeBands = (pairs: AmountPairs, weights: Weights, bands: BandsRequest): BandCounts => {
  const limits = wholeLimits(bands, pairs.denominator);
  const plain =
    weights.areEqual && pairs.doubles !== undefined && areDoublesEnough(bands, limits)
      ? countPlain(pairs, pairs.doubles, bands, limits.map(Number))
      : undefined;
  return plain ?? countExactBands(pairs, weights, bands, limits);
};

const countExactBands = (pairs: AmountPairs, weights: Weights, bands: BandsRequest, limits: readonly bigint[]): BandCounts => {
  const { denominator, known } = pairs;
  const [before, after] = [pairs.before(), pairs.after()];
  const slots = bandSlots(bands);
  const absolute = new Counter(slots.absolute);
  const relative = new Counter(slots.relative);
  const parts = parsed(bands.relative);
  for (let row = 0; row < before.length; row++) {
    const base = before[row] as bigint;
    const change = (after[row] as bigint) - base;
    if (known[row] === 0 || change === 0n) continue;
    const weight = weights.cells[row] as bigint;
    const gain = change > 0n ? 1 : 0;
    const size = gain === 1 ? change : -change;
    let band = 0;
    while (band < limits.length && size >= (limits[band] as bigint)) band++;
    absolute.add(gain * absoluteSlots(bands) + band, weight, size);
    const whole = base < 0n ? -base : base;
    let part = 0;
    while (part < parts.length && size * (parts[part] as Exact).d >= (parts[part] as Exact).n * whole) part++;
    relative.add(gain * relativeSlots(bands) + (base === 0n ? parts.length + 1 : part), weight, size);
  }
  const over = { weight: weights.denominator, amount: denominator };
  return { absolute: absolute.done(over), relative: relative.done(over) };
};

const limitsOf = (limits: readonly string[], slot: number): BandLimits => {
  if (slot > limits.length) return { from: null, to: null, fromClosed: false, toClosed: false };
  return { from: slot === 0 ? '0' : (limits[slot - 1] as string), to: limits[slot] ?? null, fromClosed: slot > 0, toClosed: false };
};

const bandsOf = (counted: readonly Counted[], limits: readonly string[], slots: number, weighted: boolean): readonly ChangeBand[] =>
  counted.map(({ units, weight, amount }, i) => ({
    direction: i < slots ? 'loss' : 'gain',
    ...limitsOf(limits, i % slots),
    units,
    ...(weighted && { weight: sumText(weight) }),
    amount: sumText(amount),
  }));

export const changeBandsOf = (
  { absolute, relative }: BandCounts,
  bands: BandsRequest,
  weighted: boolean,
): { readonly absolute: readonly ChangeBand[]; readonly relative: readonly ChangeBand[] } => ({
  absolute: bandsOf(absolute, bands.absolute, absoluteSlots(bands), weighted),
  relative: bandsOf(relative, bands.relative, relativeSlots(bands), weighted),
});
