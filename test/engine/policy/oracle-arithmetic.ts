/** Arithmetic that the rules written a second time share: on exact numbers, and apart from the engine's functions. */
import { Exact } from '../../../src/engine/model/exact.ts';

export type Published = { readonly [decision: string]: string | boolean | readonly boolean[] };

export const whole = (value: number): Exact => Exact.integer(value);
export const ratio = (numerator: number, denominator: number): Exact => Exact.of(BigInt(numerator), BigInt(denominator));
export const smaller = (left: Exact, right: Exact): Exact => (left.compare(right) <= 0 ? left : right);
export const notNegative = (value: Exact): Exact => (value.sign < 0 ? Exact.ZERO : value);
export const total = (values: readonly Exact[]): Exact => values.reduce((sum, value) => sum.add(value), Exact.ZERO);

/** What stood in the law on a day, of versions by the day from which they hold. */
export const lawOn = <T>(versions: { readonly [since: string]: T }, day: string): T => {
  const since = Object.keys(versions)
    .filter((start) => start <= day)
    .sort()
    .at(-1);
  if (since === undefined) throw new RangeError(`no law on ${day}`);
  return versions[since] as T;
};
