/** Filters, `for`, `some` and `every` by the kinds of the values. */
import { Exact } from '../../../model/exact.ts';
import { CalendarDate, isList, Null, type Value, ValueRange } from '../../../model/value.ts';
import type { Dynamic, DynamicIteration } from '../../dynamic.ts';
import { wholeNumber } from '../../function/builtin.ts';
import { itemIndex } from '../../function/list-functions.ts';
import { LIST_LENGTH_MAX } from '../../limits.ts';
import { nullOf, wrongKind } from '../../null-of.ts';
import type { Slot } from '../../slot.ts';
import type { Typed } from '../../typed.ts';
import type { Compiler } from '../compiler.ts';
import { fault } from '../fault.ts';
import { type Frame, type Run, tooManyItems, visits } from '../frame.ts';
import { withinSize } from '../value-size.ts';

type Of<F extends Dynamic<Typed>['form']> = Extract<Dynamic<Typed>, { readonly form: F }>;

const itemAt = (items: readonly Value[], position: Exact, at: string): Value => {
  const index = itemIndex(wholeNumber(position) ?? 0, items.length);
  return index === undefined ? nullOf('unknown-key', at, `the list has ${items.length} items`) : (items[index] as Value);
};

/** What is no list is filtered as the list of it. The condition is a position where it gives a number for the first item. */
export const compileFilter = ({ compile }: Compiler, { of, slot, condition }: Of<'filter'>, at: string): Run => {
  const list = compile(of);
  const test = compile(condition);
  const verdictOn = (frame: Frame, item: Value): Value => {
    frame.slots[slot] = item;
    return test(frame);
  };
  return (frame) => {
    const given = list(frame);
    if (given instanceof Null) return given;
    const items = isList(given) ? given : [given];
    const kept: Value[] = [];
    const [first] = items;
    const verdict = verdictOn(frame, first ?? nullOf('empty-list', at, 'the list is empty'));
    if (verdict instanceof Exact) return itemAt(items, verdict, at);
    if (first === undefined) return kept;
    if (!visits(frame, items.length)) return tooManyItems(at);
    if (verdict === true) kept.push(first);
    for (let index = 1; index < items.length; index++) {
      const item = items[index] as Value;
      if (verdictOn(frame, item) === true) kept.push(item);
    }
    return kept;
  };
};

/** Whole numbers and days have a next one; `next` makes the value of a count. */
type Counted = { readonly first: bigint; readonly last: bigint; readonly next: (count: bigint) => Value };

const counted = (from: Value, to: Value): Counted | undefined => {
  if (from instanceof CalendarDate && to instanceof CalendarDate) {
    return { first: BigInt(from.days), last: BigInt(to.days), next: (days) => new CalendarDate(Number(days)) };
  }
  const first = from instanceof Exact ? from.toBigInt() : undefined;
  const last = to instanceof Exact ? to.toBigInt() : undefined;
  return first === undefined || last === undefined ? undefined : { first, last, next: (count) => Exact.of(count) };
};

const valuesBetween = (frame: Frame, from: Value, to: Value, at: string): readonly Value[] | Null => {
  const range = counted(from, to);
  if (range === undefined) return fault(frame, at, 'one runs between whole numbers or between dates');
  const { first, last, next } = range;
  const step = first <= last ? 1n : -1n;
  const count = (last - first) * step + 1n;
  if (count > BigInt(LIST_LENGTH_MAX)) return fault(frame, at, `a range of more than ${LIST_LENGTH_MAX} values`);
  return Array.from({ length: Number(count) }, (_, index) => next(first + BigInt(index) * step));
};

/** The values inside of a range with two ends; an end that is not included is left out. */
const valuesIn = (frame: Frame, { low, high, lowClosed, highClosed }: ValueRange, at: string): readonly Value[] | Null => {
  if (low === undefined || high === undefined) return fault(frame, at, 'the range has no end there');
  const values = valuesBetween(frame, low, high, at);
  return values instanceof Null ? values : values.slice(lowClosed ? 0 : 1, highClosed ? undefined : -1);
};

type Source = (frame: Frame) => readonly Value[] | Null;

const compileSource = ({ compile, textOf }: Compiler, { from, to }: DynamicIteration<Typed>): Source => {
  const start = compile(from);
  const at = textOf(from.range);
  if (to !== undefined) {
    const end = compile(to);
    return (frame) => valuesBetween(frame, start(frame), end(frame), at);
  }
  return (frame) => {
    const given = start(frame);
    if (isList(given) || given instanceof Null) return given;
    return given instanceof ValueRange ? valuesIn(frame, given, at) : [given];
  };
};

/** Takes what the body gave for one combination. True ends the loops. */
type Visit = (result: Value) => boolean;
type Loops = (frame: Frame, visit: Visit) => Null | boolean;

/** Runs the body for every combination, the last name fastest. Gives the null of a list that is missing, true where ended early. */
const compileLoops = (compiler: Compiler, { iterations, body }: Of<'for' | 'quantified'>, at: string): Loops => {
  const run = compiler.compile(body);
  const levels = iterations.map((iteration) => ({ items: compileSource(compiler, iteration), slot: iteration.slot }));
  const loop = (frame: Frame, depth: number, visit: Visit): Null | boolean => {
    const level = levels[depth];
    if (level === undefined) return visit(run(frame));
    const items = level.items(frame);
    if (items instanceof Null) return items;
    if (!visits(frame, items.length)) return tooManyItems(at);
    for (const item of items) {
      frame.slots[level.slot] = item;
      const ended = loop(frame, depth + 1, visit);
      if (ended !== false) return ended;
    }
    return false;
  };
  return (frame, visit) => loop(frame, 0, visit);
};

export const compileFor = (compiler: Compiler, meaning: Of<'for'>, at: string): Run => {
  const run = compileLoops(compiler, meaning, at);
  const { partial } = meaning;
  return (frame) => {
    const results: Value[] = [];
    if (partial !== undefined) frame.slots[partial.slot] = partial.kept ? [] : results;
    const missing = run(frame, (result) => {
      results.push(result);
      return (partial?.kept === true && !keepCopy(frame, partial.slot, results)) || results.length > LIST_LENGTH_MAX;
    });
    if (missing === true) return tooManyItems(at);
    return missing instanceof Null ? missing : withinSize(results, at);
  };
};

/** A value never changes: where the body may keep the results so far, it sees a copy. False where too many items were copied. */
const keepCopy = (frame: Frame, slot: Slot, results: readonly Value[]): boolean => {
  frame.slots[slot] = [...results];
  return visits(frame, results.length);
};

/** One true settles "some", one false settles "every"; otherwise what is no boolean leaves it open. */
export const compileQuantified = (compiler: Compiler, meaning: Of<'quantified'>, at: string): Run => {
  const run = compileLoops(compiler, meaning, at);
  const decisive = meaning.quantifier === 'some';
  return (frame) => {
    let open: Null | undefined;
    const ended = run(frame, (result) => {
      if (typeof result !== 'boolean') open ??= wrongKind(result, 'a boolean', at);
      return result === decisive;
    });
    if (ended instanceof Null) return ended;
    return ended ? decisive : (open ?? !decisive);
  };
};
