/** Built-in functions on lists (DMN 1.5, 10.3.4.4). An aggregate over a list with a null in it is that null. */
import { Exact } from '../../model/exact.ts';
import { isList, type Null, type Value } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import { isSameItem, itemKey } from '../item-key.ts';
import { LIST_LENGTH_MAX } from '../limits.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { bounded } from '../number-size.ts';
import { BOOLEAN, type FeelType, listOf, NUMBER, UNKNOWN } from '../type.ts';
import { unifyAll } from '../type-relation.ts';
import {
  type Accepts,
  type Builtin,
  define,
  firstNull,
  onList,
  onNumberList,
  optional,
  parameter,
  type Run,
  wholeNumber,
} from './builtin.ts';

const LIST = parameter('list', { list: 'any' });

const itemType = (types: readonly FeelType[]): FeelType => {
  const [list] = types;
  return list?.kind === 'list' ? list.of : UNKNOWN;
};
const sameList = (types: readonly FeelType[]): FeelType => types[0] ?? UNKNOWN;
const itemsOf = (type: FeelType): FeelType => (type.kind === 'list' ? type.of : UNKNOWN);
const joined = (items: readonly FeelType[]): FeelType => listOf(unifyAll(items) ?? UNKNOWN);
const joinedItems = (types: readonly FeelType[]): FeelType => joined(types.map(itemsOf));
const appended = ([list, ...items]: readonly FeelType[]): FeelType => joined([itemsOf(list ?? UNKNOWN), ...items]);
const inserted = ([list, , item]: readonly FeelType[]): FeelType => joined([itemsOf(list ?? UNKNOWN), item ?? UNKNOWN]);

const aggregate = (name: string, accepts: Accepts, result: FeelType | ((types: readonly FeelType[]) => FeelType), run: Run): Builtin =>
  define(name, [parameter('list', { list: accepts })], { variadic: true, result, run });

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

const mean = onNumberList((numbers, at) => {
  if (numbers.length === 0) return emptyList(at);
  const sum = total(numbers, at);
  return sum instanceof Exact ? sum.multiply(Exact.of(1n, BigInt(numbers.length))) : sum;
});

const median = onNumberList((numbers, at) => {
  const sorted = [...numbers].sort((left, right) => left.compare(right));
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return emptyList(at);
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : lower.add(upper).multiply(Exact.of(1n, 2n));
});

const product = onNumberList((numbers, at) => {
  if (numbers.length === 0) return emptyList(at);
  return fold(numbers, Exact.ONE, (left, right) => left.multiply(right), at);
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

const distinct = (list: readonly Value[]): Value[] => {
  const kept = new Map<string, Value>();
  for (const item of list) {
    const key = itemKey(item);
    if (!kept.has(key)) kept.set(key, item);
  }
  return [...kept.values()];
};

const contains: Run = ([list, element], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  return element !== undefined && list.some((item) => isSameItem(item, element));
};

/** Position of an item, counted from 1; -1 is the last. Undefined outside of the list. */
export const itemIndex = (position: number, length: number): number | undefined => {
  const index = position > 0 ? position - 1 : length + position;
  return position !== 0 && index >= 0 && index < length ? index : undefined;
};

const outside = (at: string): Null => nullOf('unknown-key', at, 'the list has no item at this position');

const sublist: Run = ([list, start, count], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  const from = itemIndex(wholeNumber(start) ?? 0, list.length);
  const size = count === undefined ? undefined : wholeNumber(count);
  if (from === undefined || (count !== undefined && (size === undefined || size < 1 || from + size > list.length))) return outside(at);
  return list.slice(from, size === undefined ? undefined : from + size);
};

const atPosition =
  (change: (list: readonly Value[], index: number, item: Value | undefined) => Value[]): Run =>
  ([list, position, item], at) => {
    if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
    const index = itemIndex(wholeNumber(position) ?? 0, list.length);
    return index === undefined ? outside(at) : change(list, index, item);
  };

const indexesOf: Run = ([list, match], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  return list.flatMap((item, index) => (match !== undefined && isSameItem(item, match) ? [Exact.integer(index + 1)] : []));
};

const boundedList = (list: readonly Value[], at: string): Value =>
  list.length > LIST_LENGTH_MAX ? nullOf('error', at, `the list has more than ${LIST_LENGTH_MAX} items`) : list;

const append: Run = ([list, ...items], at) =>
  list !== undefined && isList(list) ? boundedList([...list, ...items], at) : wrongKind(list, 'a list', at);

const concatenate: Run = (lists, at) => {
  const wrong = lists.find((list) => !isList(list));
  return wrong === undefined ? boundedList((lists as readonly (readonly Value[])[]).flat(), at) : wrongKind(wrong, 'a list', at);
};

const union: Run = (lists, at) => {
  const all = concatenate(lists, at);
  return isList(all) ? distinct(all) : all;
};

const POSITION = parameter('position', 'number');

export const LIST_FUNCTIONS: readonly Builtin[] = [
  aggregate('min', 'ordered', itemType, extreme(1)),
  aggregate('max', 'ordered', itemType, extreme(-1)),
  aggregate('sum', 'number', NUMBER, onNumberList(total)),
  aggregate('mean', 'number', NUMBER, mean),
  aggregate('median', 'number', NUMBER, median),
  aggregate('product', 'number', NUMBER, product),
  aggregate('all', 'boolean', BOOLEAN, quantify(false)),
  aggregate('any', 'boolean', BOOLEAN, quantify(true)),
  define('count', [LIST], { variadic: true, result: NUMBER, run: onList((list) => Exact.integer(list.length)) }),
  define('list contains', [LIST, parameter('element', 'any')], { result: BOOLEAN, takesNulls: true, run: contains }),
  define('distinct values', [LIST], { result: sameList, run: onList(distinct) }),
  define('reverse', [LIST], { result: sameList, run: onList((list) => [...list].reverse()) }),
  define('index of', [LIST, parameter('match', 'any')], { result: listOf(NUMBER), takesNulls: true, run: indexesOf }),
  define('sublist', [LIST, parameter('start position', 'number'), optional('length', 'number')], { result: sameList, run: sublist }),
  define('append', [LIST, parameter('item', 'any')], { rest: true, takesNulls: true, result: appended, run: append }),
  define('concatenate', [LIST], { rest: true, result: joinedItems, run: concatenate }),
  define('union', [LIST], { rest: true, result: joinedItems, run: union }),
  define('insert before', [LIST, POSITION, parameter('new item', 'any')], {
    takesNulls: true,
    result: inserted,
    run: atPosition((list, index, item) => (item === undefined ? [...list] : list.toSpliced(index, 0, item))),
  }),
  define('remove', [LIST, POSITION], { result: sameList, run: atPosition((list, index) => list.toSpliced(index, 1)) }),
];
