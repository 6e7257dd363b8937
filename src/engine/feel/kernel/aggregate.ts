/** Aggregates of lists. As with the interpreter, an aggregate over a list with a null in it is null. */
import { Exact } from '../../model/exact.ts';
import { compareValues } from './compare-values.ts';
import { isConstant } from './graph.ts';
import { known } from './logic.ts';
import type { KernelBench } from './lowering.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import { commonUnit, divide, wholeMultiple } from './number.ts';
import type { BooleanValue, DateValue, KernelValue, ListValue, NumberValue } from './value.ts';

const numberIn = (bench: KernelBench, item: KernelValue): NumberValue =>
  item.kind === 'number' ? wholeMultiple(bench, item) : notCompilable('what is added up or compared is not all numbers');

const isZero = ({ top }: NumberValue): boolean => isConstant(top) && top.low === 0n;

/** The unit that all items are whole multiples of. */
const unitOf = (bench: KernelBench, list: ListValue): Exact => {
  let unit: Exact | undefined;
  list.fold('any-of', (item) => {
    const number = numberIn(bench, item);
    if (!isZero(number)) unit = unit === undefined ? number.unit : commonUnit(unit, number.unit);
    return bench.graph.falsehood;
  });
  return unit ?? Exact.ONE;
};

const multipleOf = (bench: KernelBench, item: KernelValue, unit: Exact): Node => {
  const number = numberIn(bench, item);
  if (isZero(number)) return number.top;
  return bench.graph.times(number.top, Exact.of(number.unit.n * unit.d, number.unit.d * unit.n).reduced().n);
};

const anyMissing = ({ graph }: KernelBench, list: ListValue): Node =>
  graph.or(
    list.missing,
    list.fold('any-of', (item, isIn) => graph.and(isIn, item.missing)),
  );

export const sumOf = (bench: KernelBench, list: ListValue): NumberValue => {
  const { graph } = bench;
  const unit = unitOf(bench, list);
  const zero = graph.integer(0n);
  const top = list.fold('sum-of', (item, isIn) => graph.choose(isIn, multipleOf(bench, item, unit), zero));
  return { kind: 'number', unit, top, missing: anyMissing(bench, list) };
};

export const countOf = (bench: KernelBench, list: ListValue): NumberValue => {
  const { graph } = bench;
  const [one, zero] = [graph.integer(1n), graph.integer(0n)];
  const top = list.length === undefined ? list.fold('sum-of', (_, isIn) => graph.choose(isIn, one, zero)) : graph.asNumber(list.length);
  return { kind: 'number', unit: Exact.ONE, top, missing: list.missing };
};

const isEmpty = ({ graph }: KernelBench, list: ListValue): Node => {
  if (list.length !== undefined) return graph.less(list.length, graph.small(1));
  return graph.not(list.fold('any-of', (_, isIn) => isIn));
};

export const meanOf = (bench: KernelBench, list: ListValue): NumberValue => divide(bench, sumOf(bench, list), countOf(bench, list));

type Extreme = 'least-of' | 'most-of';

/** Items that are not in the list stand as the bound that no item passes. */
const extremeOf = (bench: KernelBench, extreme: Extreme, list: ListValue, nodeOf: (item: KernelValue) => Node): Node => {
  const { graph } = bench;
  const isLeast = extreme === 'least-of';
  let bound: Node | undefined;
  list.fold('any-of', (item) => {
    const node = nodeOf(item);
    const own = isLeast ? node.high : node.low;
    if (bound === undefined || (isLeast ? own > bound.low : own < bound.low)) bound = graph.constantLike(node, own);
    return graph.falsehood;
  });
  return list.fold(extreme, (item, isIn) => {
    const node = nodeOf(item);
    return graph.choose(isIn, node, bound ?? node);
  });
};

const isOfDates = (bench: KernelBench, list: ListValue): boolean => {
  let found = false;
  list.fold('any-of', (item) => {
    found ||= item.kind === 'date';
    return bench.graph.falsehood;
  });
  return found;
};

export const leastOrMostOf = (bench: KernelBench, extreme: Extreme, list: ListValue): NumberValue | DateValue => {
  const missing = bench.graph.or(anyMissing(bench, list), isEmpty(bench, list));
  if (isOfDates(bench, list)) {
    const dayOf = (item: KernelValue): Node => (item.kind === 'date' ? item.day : notCompilable('dates are compared with other values'));
    return { kind: 'date', day: extremeOf(bench, extreme, list, dayOf), missing };
  }
  const unit = unitOf(bench, list);
  return { kind: 'number', unit, top: extremeOf(bench, extreme, list, (item) => multipleOf(bench, item, unit)), missing };
};

const booleanIn = (item: KernelValue): BooleanValue => (item.kind === 'boolean' ? item : notCompilable('a condition is no boolean'));

/** Kleene: one that is true settles it, otherwise one that is missing leaves it open. */
export const anyOf = (bench: KernelBench, list: ListValue): BooleanValue => {
  const { graph } = bench;
  const isSettled = list.fold('any-of', (item, isIn) => graph.and(isIn, booleanIn(item).yes));
  const isOpen = list.fold('any-of', (item, isIn) => graph.and(isIn, item.missing));
  const missing = graph.or(list.missing, graph.and(isOpen, graph.not(isSettled)));
  return { kind: 'boolean', yes: graph.and(isSettled, graph.not(list.missing)), missing };
};

/** Kleene: one that is false settles it, otherwise one that is missing leaves it open. */
export const allOf = (bench: KernelBench, list: ListValue): BooleanValue => {
  const { graph } = bench;
  const isFalse = (item: BooleanValue): Node => graph.and(graph.not(item.yes), graph.not(item.missing));
  const isSettled = list.fold('any-of', (item, isIn) => graph.and(isIn, isFalse(booleanIn(item))));
  const isOpen = list.fold('any-of', (item, isIn) => graph.and(isIn, item.missing));
  const missing = graph.or(list.missing, graph.and(isOpen, graph.not(isSettled)));
  return { kind: 'boolean', yes: graph.and(graph.not(isSettled), graph.not(missing)), missing };
};

/** A null is in a list of nulls. */
export const containsOf = (bench: KernelBench, list: ListValue, sought: KernelValue): BooleanValue => {
  const { graph } = bench;
  const isSought = (item: KernelValue): Node =>
    graph.or(compareValues(bench, '=', item, sought).yes, graph.and(item.missing, sought.missing));
  const isFound = list.fold('any-of', (item, isIn) => graph.and(isIn, isSought(item)));
  return { kind: 'boolean', yes: graph.and(isFound, graph.not(list.missing)), missing: list.missing };
};

export const isThere = ({ graph }: KernelBench, { missing }: KernelValue): BooleanValue => known(graph, graph.not(missing));
