/** Built-in functions that look into lists, and those that make new ones (DMN 1.5, 10.3.4.4). */
import { Exact } from '../../model/exact.ts';
import { FunctionValue, isList, type Null, type Value } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import { isSameItem, itemKey } from '../item-key.ts';
import { LIST_LENGTH_MAX, SORTED_BY_FUNCTION_MAX } from '../limits.ts';
import { kindText, nullOf, wrongKind } from '../null-of.ts';
import { BOOLEAN, type FeelType, listOf, NUMBER, UNKNOWN } from '../type.ts';
import { unifyAll } from '../type-relation.ts';
import { aboutTwoItems, alikeItem, alikeItems, alikeLists } from './alike.ts';
import { type Builtin, define, onList, optional, parameter, type Run, wholeNumber } from './builtin.ts';

const LIST = parameter('list', { list: 'any' });

const sameList = (types: readonly FeelType[]): FeelType => types[0] ?? UNKNOWN;
const itemsOf = (type: FeelType): FeelType => (type.kind === 'list' ? type.of : UNKNOWN);
const joined = (items: readonly FeelType[]): FeelType => listOf(unifyAll(items) ?? UNKNOWN);
const joinedItems = (types: readonly FeelType[]): FeelType => joined(types.map(itemsOf));
const appended = ([list, ...items]: readonly FeelType[]): FeelType => joined([itemsOf(list ?? UNKNOWN), ...items]);
const inserted = ([list, , item]: readonly FeelType[]): FeelType => joined([itemsOf(list ?? UNKNOWN), item ?? UNKNOWN]);

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

export const boundedList = (list: readonly Value[], at: string): Value =>
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

/** Every list inside of the list, however deep, is put in its place. */
const flatten = (list: readonly Value[], at: string): Value => {
  const flat: Value[] = [];
  const open: { readonly items: readonly Value[]; next: number }[] = [{ items: list, next: 0 }];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const item = last.items[last.next++];
    if (item === undefined) open.pop();
    else if (isList(item)) open.push({ items: item, next: 0 });
    else if (flat.push(item) > LIST_LENGTH_MAX) return boundedList(flat, at);
  }
  return flat;
};

const flatType = (type: FeelType): FeelType => (type.kind === 'list' ? flatType(type.of) : type);
const flattened = ([list]: readonly FeelType[]): FeelType => listOf(list === undefined ? UNKNOWN : flatType(list));

/** Carries the null of a comparison out of a sort. */
class NoOrder extends Error {
  readonly reason: Null;
  constructor(reason: Null) {
    super();
    this.reason = reason;
  }
}

/** What is asked about pairs takes two. */
const takesTwo = (asked: FunctionValue): boolean => asked.parameters.length === 2;
const notOfTwo = (at: string): Null => nullOf('error', at, 'the function does not take two parameters');

/** Without a function, items go by "<". Items of which none precedes the other stay as they were. */
const sort: Run = ([list, precedes], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  if (precedes !== undefined && !(precedes instanceof FunctionValue)) return wrongKind(precedes, 'a function', at);
  if (precedes !== undefined && !takesTwo(precedes)) return notOfTwo(at);
  if (precedes !== undefined && list.length > SORTED_BY_FUNCTION_MAX) {
    return nullOf('error', at, `a function puts at most ${SORTED_BY_FUNCTION_MAX} items in order`);
  }
  const before = (left: Value, right: Value): boolean => {
    const verdict = precedes === undefined ? compareValues(left, right) : precedes.call([left, right], at);
    if (typeof verdict === 'boolean') return verdict;
    throw new NoOrder(wrongKind(verdict, 'whether an item precedes another', at));
  };
  try {
    return [...list].sort((left, right) => (before(left, right) ? -1 : before(right, left) ? 1 : 0));
  } catch (error) {
    if (error instanceof NoOrder) return error.reason;
    throw error;
  }
};

const compareValues = (left: Value, right: Value): Value => {
  const order = compareOrder(left, right);
  if (order !== undefined) return order < 0;
  return nullOf('error', 'sort', `${kindText(left)} and ${kindText(right)} have no order`);
};

/** By position, or each item that the function says matches: it is given the item and the new one. */
const listReplace: Run = ([list, where, item], at) => {
  if (list === undefined || !isList(list)) return wrongKind(list, 'a list', at);
  if (item === undefined) return nullOf('error', at, 'there is no new item');
  if (!(where instanceof FunctionValue)) return atPosition((items, index) => items.with(index, item))([list, where as Value], at);
  if (!takesTwo(where)) return notOfTwo(at);
  const replaced: Value[] = [];
  for (const old of list) {
    const verdict = where.call([old, item], at);
    if (typeof verdict !== 'boolean') return wrongKind(verdict, 'whether an item is replaced', at);
    replaced.push(verdict ? item : old);
  }
  return replaced;
};

const POSITION = parameter('position', 'number');
const NEW_ITEM = parameter('newItem', 'any');

export const LIST_FUNCTIONS: readonly Builtin[] = [
  define('list contains', [LIST, parameter('element', 'any')], {
    result: BOOLEAN,
    takesNulls: true,
    mistake: alikeItem(1),
    run: contains,
  }),
  define('distinct values', [LIST], { result: sameList, run: onList(distinct) }),
  define('reverse', [LIST], { result: sameList, run: onList((list) => [...list].reverse()) }),
  define('index of', [LIST, parameter('match', 'any')], {
    result: listOf(NUMBER),
    takesNulls: true,
    mistake: alikeItem(1),
    run: indexesOf,
  }),
  define('sublist', [LIST, parameter('start position', 'number'), optional('length', 'number')], { result: sameList, run: sublist }),
  define('append', [LIST, parameter('item', 'any')], {
    rest: true,
    takesNulls: true,
    result: appended,
    mistake: alikeItems,
    run: append,
  }),
  define('concatenate', [LIST], { rest: true, result: joinedItems, mistake: alikeLists, run: concatenate }),
  define('union', [LIST], { rest: true, result: joinedItems, mistake: alikeLists, run: union }),
  define('flatten', [LIST], { result: flattened, run: onList(flatten) }),
  define('sort', [LIST, optional('precedes', 'function')], { result: sameList, mistake: aboutTwoItems, run: sort }),
  {
    name: 'list replace',
    overloads: [
      { parameters: [LIST, POSITION, NEW_ITEM], result: inserted, takesNulls: true, mistake: alikeItem(2), run: listReplace },
      {
        parameters: [LIST, parameter('match', 'function'), NEW_ITEM],
        result: inserted,
        takesNulls: true,
        mistake: (types) => aboutTwoItems(types) ?? alikeItem(2)(types),
        run: listReplace,
      },
    ],
  },
  define('insert before', [LIST, POSITION, NEW_ITEM], {
    takesNulls: true,
    result: inserted,
    mistake: alikeItem(2),
    run: atPosition((list, index, item) => (item === undefined ? [...list] : list.toSpliced(index, 0, item))),
  }),
  define('remove', [LIST, POSITION], { result: sameList, run: atPosition((list, index) => list.toSpliced(index, 1)) }),
];
