/** Tests by the kinds of the values: what stands after `in`, and the cells of decision tables. */
import { isList, Null, type Value, ValueRange } from '../../../model/value.ts';
import type { Test, Typed } from '../../typed.ts';
import type { Compiler } from '../compiler.ts';
import { fault } from '../fault.ts';
import { type Frame, tooManyItems, visits } from '../frame.ts';
import { comparisonOf } from './dynamic-operator.ts';
import { isInRange, same } from './equality.ts';

type RunTest = (frame: Frame, value: Value) => boolean | Null;
type DynamicTest = Extract<Test, { readonly test: 'dynamic' }>;

const inRange = (frame: Frame, range: ValueRange, value: Value, at: string): boolean | Null => {
  if (value instanceof Null) return value;
  return isInRange(range, value) ?? same(value, range) ?? fault(frame, at, 'the value has no order with the ends of the range');
};

/** An item passes the value by being equal to it, or a range around it. What cannot be compared does not. */
const isItem = (value: Value, item: Value): boolean =>
  same(value, item) === true || (item instanceof ValueRange && !(value instanceof Null) && isInRange(item, value) === true);

const passes = (frame: Frame, value: Value, tested: Value, at: string): boolean | Null => {
  if (tested instanceof ValueRange) return inRange(frame, tested, value, at);
  if (isList(tested)) {
    if (!visits(frame, tested.length)) return tooManyItems(at);
    return same(value, tested) === true || tested.some((item) => isItem(value, item));
  }
  return comparisonOf(frame, '=', value, tested, at);
};

/**
 * A range that is written there is compared end by end: nothing lies in one whose start is behind its end, and one end that fails
 * settles it. Another range passes by being equal.
 */
const compileRangeTest = (compile: Compiler['compile'], tested: Extract<Typed, { readonly node: 'range' }>, at: string): RunTest => {
  const run = compile(tested);
  const low = tested.low === undefined ? undefined : compile(tested.low);
  const high = tested.high === undefined ? undefined : compile(tested.high);
  return (frame, value) => {
    if (value instanceof ValueRange) return passes(frame, value, run(frame), at);
    const above = low === undefined || comparisonOf(frame, tested.lowClosed ? '>=' : '>', value, low(frame), at);
    const below = high === undefined || comparisonOf(frame, tested.highClosed ? '<=' : '<', value, high(frame), at);
    if (above === false || below === false) return false;
    return above === true ? below : above;
  };
};

const ASKING_NODES: ReadonlySet<Typed['node']> = new Set<Typed['node']>(['and', 'or', 'not', 'in', 'instance-of']);

/** Whether it is a condition by what it is. For an input that is no boolean it passes where it is true, whether or not it reads the input. */
const asks = (typed: Typed): boolean => {
  if (typed.node !== 'dynamic') return ASKING_NODES.has(typed.node);
  const { form } = typed.meaning;
  return form === 'compare' || form === 'between' || form === 'quantified';
};

export const compileDynamicTest = ({ compile, textOf }: Compiler, { operator, value: tested, readsInput, range }: DynamicTest): RunTest => {
  const run = compile(tested);
  const at = textOf(range);
  if (tested.node === 'range') return compileRangeTest(compile, tested, at);
  const isCondition = asks(tested);
  if (operator !== undefined) return (frame, value) => comparisonOf(frame, operator, value, run(frame), at);
  return (frame, value) => {
    const found = run(frame);
    if (readsInput && (typeof found === 'boolean' || found instanceof Null)) return found;
    if (isCondition && typeof found === 'boolean' && typeof value !== 'boolean' && !(value instanceof Null)) return found;
    return passes(frame, value, found, at);
  };
};
