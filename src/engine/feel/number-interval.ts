/** The interval in which the numbers of an expression lie, as far as declared ranges tell before anything runs. */
import { Exact } from '../model/exact.ts';
import { isRounding } from './kernel/rounding.ts';
import { isBounded } from './number-size.ts';
import type { Slot } from './slot.ts';
import type { CompareOperator } from './syntax.ts';
import type { Typed } from './typed.ts';

/** Both ends belong to it; one that is left out is open. Of a list it is that of its items, of a context `fields` has those of its fields. */
export type Interval = {
  readonly low?: Exact | undefined;
  readonly high?: Exact | undefined;
  readonly fields?: ReadonlyMap<string, Interval>;
};

const ANY: Interval = {};

const least = (values: readonly Exact[]): Exact => values.reduce((low, value) => (value.compare(low) < 0 ? value : low));
const most = (values: readonly Exact[]): Exact => values.reduce((high, value) => (value.compare(high) > 0 ? value : high));

const known = (values: readonly (Exact | undefined)[]): readonly Exact[] | undefined =>
  values.length > 0 && values.every((value) => value !== undefined) ? (values as readonly Exact[]) : undefined;

/** The least end that all of them have, if all have one. */
const lowest = (ends: readonly (Exact | undefined)[]): Exact | undefined => {
  const all = known(ends);
  return all === undefined ? undefined : least(all);
};
const highest = (ends: readonly (Exact | undefined)[]): Exact | undefined => {
  const all = known(ends);
  return all === undefined ? undefined : most(all);
};

/** An end that grew beyond what numbers may is not known any more. */
const bounded = (end: Exact | undefined): Exact | undefined => (end !== undefined && isBounded(end) ? end : undefined);

const both = (left: Exact | undefined, right: Exact | undefined, combine: (a: Exact, b: Exact) => Exact | undefined): Exact | undefined =>
  bounded(left === undefined || right === undefined ? undefined : combine(left, right));

const anyOf = (intervals: readonly Interval[]): Interval => ({
  low: lowest(intervals.map(({ low }) => low)),
  high: highest(intervals.map(({ high }) => high)),
});

const plus = (left: Interval, right: Interval): Interval => ({
  low: both(left.low, right.low, (a, b) => a.add(b)),
  high: both(left.high, right.high, (a, b) => a.add(b)),
});

const negated = ({ low, high }: Interval): Interval => ({ low: high?.negate(), high: low?.negate() });

const isFrom0 = ({ low }: Interval): boolean => low !== undefined && low.sign >= 0;

const times = (left: Interval, right: Interval): Interval => {
  const corners = known([left.low, left.high].flatMap((a) => [right.low, right.high].map((b) => both(a, b, (x, y) => x.multiply(y)))));
  if (corners !== undefined) return { low: least(corners), high: most(corners) };
  return isFrom0(left) && isFrom0(right) ? { low: both(left.low, right.low, (a, b) => a.multiply(b)) } : ANY;
};

type Call = Extract<Typed, { readonly node: 'call' }>;

/** `intervalOf` tells of a name of the scope. */
export class NumberIntervals {
  readonly #intervalOf: (name: string) => Interval;
  readonly #slots = new Map<Slot, Interval>();
  readonly #known = new Map<Typed, Interval>();

  constructor(intervalOf: (name: string) => Interval) {
    this.#intervalOf = intervalOf;
  }

  of(typed: Typed): Interval {
    let interval = this.#known.get(typed);
    if (interval === undefined) {
      interval = this.#find(typed);
      this.#known.set(typed, interval);
    }
    return interval;
  }

  /** Whether the comparison has one answer for all values; undefined where it has not, or where that is not known. */
  verdict(operator: CompareOperator, left: Typed, right: Typed): boolean | undefined {
    return verdictOf(operator, this.of(left), this.of(right));
  }

  #find(typed: Typed): Interval {
    switch (typed.node) {
      case 'literal':
        return typed.value instanceof Exact ? { low: typed.value, high: typed.value } : ANY;
      case 'name':
        return this.#intervalOf(typed.name);
      case 'local':
        return this.#slots.get(typed.slot) ?? ANY;
      case 'field':
      case 'project':
        return this.of(typed.of).fields?.get(typed.field) ?? ANY;
      case 'date-part':
        return { low: Exact.ONE };
      case 'item-at':
        return this.of(typed.of);
      case 'negate':
        return negated(this.of(typed.of));
      case 'arithmetic':
        return this.#arithmetic(typed);
      case 'if':
        return anyOf([this.of(typed.then), this.of(typed.otherwise)]);
      case 'list':
        return anyOf(typed.items.map((item) => this.of(item)));
      case 'filter':
        this.#slots.set(typed.slot, this.of(typed.of));
        this.of(typed.condition);
        return this.of(typed.of);
      case 'for':
      case 'quantified':
        for (const { slot, from, to } of typed.iterations) {
          this.#slots.set(slot, to === undefined ? this.of(from) : anyOf([this.of(from), this.of(to)]));
        }
        return typed.node === 'for' ? this.of(typed.body) : ANY;
      case 'call':
        return this.#call(typed);
      case 'inline':
        for (const { slot, value } of typed.bindings) this.#slots.set(slot, this.of(value));
        return this.of(typed.body);
      default:
        return ANY;
    }
  }

  #arithmetic({ operator, left, right }: Extract<Typed, { readonly node: 'arithmetic' }>): Interval {
    const [x, y] = [this.of(left), this.of(right)];
    switch (operator) {
      case '+':
        return plus(x, y);
      case '-':
        return plus(x, negated(y));
      case '*':
        return times(x, y);
      case '/': {
        const inverse = right.node === 'literal' && right.value instanceof Exact ? Exact.ONE.divide(right.value) : undefined;
        return inverse === undefined ? ANY : times(x, { low: inverse, high: inverse });
      }
      case '**':
        return ANY;
    }
  }

  #call({ name, arguments: given }: Call): Interval {
    const [first] = given;
    if (first === undefined) return ANY;
    const inner = this.of(first);
    if (name === 'count') return { low: Exact.ZERO };
    if (name === 'sum') return isFrom0(inner) ? { low: Exact.ZERO } : ANY;
    if (name === 'abs') return { low: isFrom0(inner) ? inner.low : Exact.ZERO };
    if (name === 'min' || name === 'max')
      return extremeOf(name, first.node === 'list' ? first.items.map((item) => this.of(item)) : [inner]);
    // A number is never rounded beyond the whole numbers around it, unless it is rounded to tens.
    const scale = given[1];
    const keepsWhole = scale === undefined || (scale.node === 'literal' && scale.value instanceof Exact && scale.value.sign >= 0);
    if (isRounding(name) && keepsWhole) return { low: inner.low?.floor(), high: inner.high?.ceiling() };
    return ANY;
  }
}

const present = (values: readonly (Exact | undefined)[]): readonly Exact[] => values.filter((value) => value !== undefined);

/** The greatest of several is at least each of them, the least at most. */
const extremeOf = (name: 'min' | 'max', intervals: readonly Interval[]): Interval => {
  const [lows, highs] = [intervals.map(({ low }) => low), intervals.map(({ high }) => high)];
  if (name === 'max') return { low: present(lows).length > 0 ? most(present(lows)) : undefined, high: highest(highs) };
  return { low: lowest(lows), high: present(highs).length > 0 ? least(present(highs)) : undefined };
};

const isBelow = (high: Exact | undefined, low: Exact | undefined): boolean =>
  high !== undefined && low !== undefined && high.compare(low) < 0;
const isAtMost = (high: Exact | undefined, low: Exact | undefined): boolean =>
  high !== undefined && low !== undefined && high.compare(low) <= 0;

/** Whether the comparison has one answer for all numbers of the two intervals. */
export const verdictOf = (operator: CompareOperator, left: Interval, right: Interval): boolean | undefined => {
  switch (operator) {
    case '<':
      return isBelow(left.high, right.low) ? true : isAtMost(right.high, left.low) ? false : undefined;
    case '<=':
      return isAtMost(left.high, right.low) ? true : isBelow(right.high, left.low) ? false : undefined;
    case '>':
      return verdictOf('<', right, left);
    case '>=':
      return verdictOf('<=', right, left);
    case '=':
      return isBelow(left.high, right.low) || isBelow(right.high, left.low) ? false : undefined;
    case '!=':
      return verdictOf('=', left, right) === false ? true : undefined;
  }
};

/** "from 0 to 130", "at least 0"; undefined where nothing is known. */
export const intervalText = ({ low, high }: Interval): string | undefined => {
  if (low !== undefined && high !== undefined)
    return low.equals(high) ? `always ${low.toText()}` : `from ${low.toText()} to ${high.toText()}`;
  if (low !== undefined) return `at least ${low.toText()}`;
  return high === undefined ? undefined : `at most ${high.toText()}`;
};
