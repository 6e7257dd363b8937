/** Built-in functions that make one value of a list (DMN 1.5, 10.3.4.4). An aggregate over a list with a null in it is that null. */
import { Exact } from '../../model/exact.ts';
import { Null, type Value } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import { squareRoot } from '../decimal34.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { bounded } from '../number-size.ts';
import { BOOLEAN, type FeelType, listOf, NUMBER, UNKNOWN } from '../type.ts';
import { type Accepts, type Builtin, define, firstNull, onList, onNumberList, parameter, type Run } from './builtin.ts';

const itemType = ([list]: readonly FeelType[]): FeelType => (list?.kind === 'list' ? list.of : UNKNOWN);

type Result = FeelType | ((types: readonly FeelType[]) => FeelType);

const aggregate = (name: string, accepts: Accepts, result: Result, run: Run, standard?: Run): Builtin =>
  define(name, [parameter('list', { list: accepts })], { variadic: true, result, run, ...(standard === undefined ? {} : { standard }) });

/** Adds (or multiplies) one after the other, and stops where the number grows too large. */
const fold = (numbers: readonly Exact[], start: Exact, step: (left: Exact, right: Exact) => Exact, at: string): Value => {
  let result = start;
  for (const number of numbers) {
    const next = bounded(step(result, number), at);
    if (!(next instanceof Exact)) return next;
    result = next;
  }
  return result;
};

const total = (numbers: readonly Exact[], at: string): Value => fold(numbers, Exact.ZERO, (left, right) => left.add(right), at);

const emptyList = (at: string): Null => nullOf('empty-list', at, 'the list is empty');

/** The standard gives no sum of nothing; a policy counts nothing as zero. */
const standardSum = onNumberList((numbers, at) => (numbers.length === 0 ? emptyList(at) : total(numbers, at)));

/** The item that is below (or above) all others. */
const extreme = (direction: 1 | -1): Run =>
  onList((list, at) => {
    const [first] = list;
    if (first === undefined) return emptyList(at);
    const missing = firstNull(list);
    if (missing !== undefined) return missing;
    let best = first;
    for (const item of list) {
      const order = compareOrder(item, best);
      if (order === undefined) return wrongKind(item, 'a value with an order, like those before it,', at);
      if (order * direction < 0) best = item;
    }
    return best;
  });

const share = (value: Exact, count: number): Exact => value.multiply(Exact.of(1n, BigInt(count)));

const mean = onNumberList((numbers, at) => {
  if (numbers.length === 0) return emptyList(at);
  const sum = total(numbers, at);
  return sum instanceof Exact ? share(sum, numbers.length) : sum;
});

const ascending = (numbers: readonly Exact[]): Exact[] => [...numbers].sort((left, right) => left.compare(right));

const median = onNumberList((numbers, at) => {
  const sorted = ascending(numbers);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return emptyList(at);
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : share(lower.add(upper), 2);
});

const product = onNumberList((numbers, at) => {
  if (numbers.length === 0) return emptyList(at);
  return fold(numbers, Exact.ONE, (left, right) => left.multiply(right), at);
});

/** Of a sample: the squares are shared among one less than there are numbers. To 34 digits, as a root is. */
const standardDeviation = onNumberList((numbers, at) => {
  if (numbers.length < 2) return nullOf('empty-list', at, 'a standard deviation needs at least two numbers');
  const sum = total(numbers, at);
  if (!(sum instanceof Exact)) return sum;
  const centre = share(sum, numbers.length);
  const squares = numbers.map((number) => number.subtract(centre)).map((distance) => distance.multiply(distance));
  const spread = total(squares, at);
  if (!(spread instanceof Exact)) return spread;
  return squareRoot(share(spread, numbers.length - 1)) ?? nullOf('error', at, 'the number has too many digits');
});

/** All numbers that are the most frequent, ascending. */
const mode = onNumberList((numbers) => {
  const groups: { readonly number: Exact; count: number }[] = [];
  for (const number of ascending(numbers)) {
    const last = groups.at(-1);
    if (last?.number.equals(number) === true) last.count++;
    else groups.push({ number, count: 1 });
  }
  const most = groups.reduce((highest, { count }) => Math.max(highest, count), 0);
  return groups.filter(({ count }) => count === most).map(({ number }) => number);
});

/** Kleene: one `decisive` item settles it, otherwise a null leaves it open. */
const quantify = (decisive: boolean): Run =>
  onList((list, at) => {
    let open: Null | undefined;
    for (const item of list) {
      if (item === decisive) return decisive;
      if (typeof item !== 'boolean') open ??= wrongKind(item, 'a boolean', at);
    }
    return open ?? !decisive;
  });

/** As the standard has it, an item of another kind leaves nothing to say, even beside one that would settle it. */
const standardQuantify = (decisive: boolean): Run =>
  onList((list, at) => {
    const wrong = list.find((item) => typeof item !== 'boolean' && !(item instanceof Null));
    return wrong === undefined ? quantify(decisive)([list], at) : wrongKind(wrong, 'a boolean', at);
  });

export const AGGREGATE_FUNCTIONS: readonly Builtin[] = [
  aggregate('min', 'ordered', itemType, extreme(1)),
  aggregate('max', 'ordered', itemType, extreme(-1)),
  aggregate('sum', 'number', NUMBER, onNumberList(total), standardSum),
  aggregate('mean', 'number', NUMBER, mean),
  aggregate('median', 'number', NUMBER, median),
  aggregate('product', 'number', NUMBER, product),
  aggregate('stddev', 'number', NUMBER, standardDeviation),
  aggregate('mode', 'number', listOf(NUMBER), mode),
  aggregate('all', 'boolean', BOOLEAN, quantify(false), standardQuantify(false)),
  aggregate('any', 'boolean', BOOLEAN, quantify(true), standardQuantify(true)),
  define('count', [parameter('list', { list: 'any' })], {
    variadic: true,
    result: NUMBER,
    run: onList((list) => Exact.integer(list.length)),
  }),
];
