/** When two items of a list are the same item. Unlike `=`, where a null leaves the answer open, two nulls are the same here. */
import { Exact } from '../model/exact.ts';
import { DateTime, FunctionValue, isList, Null, TimeOfDay, type Value, ValueRange } from '../model/value.ts';
import { instantOf, timeInstant } from './temporal/clock.ts';
import { isTemporal, valueText } from './value-text.ts';

/** The same text for the same items, and only for them. The order of a context's fields does not matter. */
export const itemKey = (value: Value): string => {
  if (value instanceof Exact) return `n${value.toText()}`;
  if (value instanceof Null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof TimeOfDay && value.zone !== undefined) return `t${timeInstant(value)}`;
  if (value instanceof DateTime && value.zone !== undefined) return `i${instantOf(value)}`;
  if (isTemporal(value)) return `d${valueText(value)}`;
  if (value instanceof ValueRange) return rangeKey(value);
  if (value instanceof FunctionValue) return functionKey(value);
  if (isList(value)) return `[${value.map(itemKey).join()}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${itemKey(value[name] as Value)}`).join()}}`;
};

const rangeKey = ({ low, high, lowClosed, highClosed }: ValueRange): string => {
  const [from, to] = [low === undefined ? '' : itemKey(low), high === undefined ? '' : itemKey(high)];
  return `r${lowClosed ? '[' : '('}${from}..${to}${highClosed ? ']' : ')'}`;
};

let functionCount = 0;
const functionKeys = new WeakMap<FunctionValue, string>();

/** A function is the same as itself only. */
const functionKey = (value: FunctionValue): string => {
  const key = functionKeys.get(value) ?? `f${++functionCount}`;
  functionKeys.set(value, key);
  return key;
};

export const isSameItem = (left: Value, right: Value): boolean => {
  if (left instanceof Exact && right instanceof Exact) return left.equals(right);
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return itemKey(left) === itemKey(right);
};
