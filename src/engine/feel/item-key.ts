/** When two items of a list are the same item. Unlike `=`, where a null leaves the answer open, two nulls are the same here. */
import { Exact } from '../model/exact.ts';
import { CalendarDate, isList, Null, type Value } from '../model/value.ts';

/** The same text for the same items, and only for them. The order of a context's fields does not matter. */
export const itemKey = (value: Value): string => {
  if (value instanceof Exact) return `n${value.toText()}`;
  if (value instanceof CalendarDate) return `d${value.days}`;
  if (value instanceof Null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(itemKey).join()}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${itemKey(value[name] as Value)}`).join()}}`;
};

export const isSameItem = (left: Value, right: Value): boolean => {
  if (left instanceof Exact && right instanceof Exact) return left.equals(right);
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return itemKey(left) === itemKey(right);
};
