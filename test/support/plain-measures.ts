/** Quantiles, inequality and poverty by their definitions, slowly: every pair of cases, every share by walking through all of them. */
import { Exact } from '../../src/engine/model/exact.ts';

/** A case with its value, and how often it counts. */
export type Weighed = { readonly value: Exact; readonly weight: Exact };

const sum = (amounts: readonly Exact[]): Exact => amounts.reduce((total, amount) => total.add(amount), Exact.ZERO);
const totalWeight = (cases: readonly Weighed[]): Exact => sum(cases.map(({ weight }) => weight));
const inOrder = (cases: readonly Weighed[]): readonly Weighed[] => cases.toSorted((a, b) => a.value.compare(b.value));
const smaller = (a: Exact, b: Exact): Exact => (a.compare(b) <= 0 ? a : b);
const larger = (a: Exact, b: Exact): Exact => (a.compare(b) >= 0 ? a : b);

/** The smallest value of which the cases at or below it weigh at least the share of the whole. */
export const plainQuantile = (cases: readonly Weighed[], share: Exact): Exact | undefined => {
  const needed = totalWeight(cases).multiply(share);
  const candidates = inOrder(cases.filter(({ weight }) => weight.sign > 0)).map(({ value }) => value);
  return candidates.find((candidate) => totalWeight(cases.filter(({ value }) => value.compare(candidate) <= 0)).compare(needed) >= 0);
};

/** What the poorest share has, cutting the case on the border. */
export const plainLorenz = (cases: readonly Weighed[], share: Exact): Exact => {
  const needed = totalWeight(cases).multiply(share);
  let before = Exact.ZERO;
  const parts = inOrder(cases).map(({ value, weight }) => {
    const taken = larger(Exact.ZERO, smaller(weight, needed.subtract(before)));
    before = before.add(weight);
    return value.multiply(taken);
  });
  return sum(parts);
};

/** Half the relative mean absolute difference, over all pairs. */
export const plainGini = (cases: readonly Weighed[]): Exact | undefined => {
  const whole = sum(cases.map(({ value, weight }) => value.multiply(weight)));
  if (whole.sign <= 0) return undefined;
  const differences = cases.flatMap((one) =>
    cases.map((other) => {
      const difference = one.value.subtract(other.value);
      return (difference.sign < 0 ? difference.negate() : difference).multiply(one.weight).multiply(other.weight);
    }),
  );
  return sum(differences).divide(totalWeight(cases).multiply(whole).multiply(Exact.integer(2)));
};

/** Foster, Greer and Thorbecke: the mean of ((line - value) / line) to the power of alpha over those below the line. */
export const plainPoverty = (cases: readonly Weighed[], line: Exact, alpha: 0 | 1): Exact | undefined => {
  const poor = cases.filter(({ value }) => value.compare(line) < 0);
  const parts = poor.map(({ value, weight }) => {
    const gap = alpha === 0 ? Exact.ONE : (line.subtract(value).divide(line) as Exact);
    return gap.multiply(weight);
  });
  return sum(parts).divide(totalWeight(cases));
};
