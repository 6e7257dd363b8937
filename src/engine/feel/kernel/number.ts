/** Exact numbers as integers times a unit: which operations only change the unit, and which become integer operations. */
import { Exact, gcd, lcm } from '../../model/exact.ts';
import { isSafe } from '../../model/integer-range.ts';
import type { CompareOperator } from '../syntax.ts';
import { type Graph, isConstant } from './graph.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import type { Tables } from './tables.ts';
import type { BooleanValue, NumberValue } from './value.ts';

export type Bench = { readonly graph: Graph; readonly tables: Tables };

/** A divisor up to this is taken into the unit, which then holds the least common multiple of all it can be: 720720 at most. */
const SMALL_DIVISOR_MAX = 16n;
/** The same for what must be stored as whole multiples of a unit. */
const STORED_DIVISOR_MAX = 64n;

/** The largest number that both are whole multiples of. */
export const commonUnit = (left: Exact, right: Exact): Exact =>
  Exact.of(gcd(left.n * right.d, right.n * left.d), left.d * right.d).reduced();

const ratio = (left: Exact, right: Exact): Exact => Exact.of(left.n * right.d, left.d * right.n).reduced();
const product = (left: Exact, right: Exact): Exact => left.multiply(right).reduced();

export const constantNumber = ({ graph }: Bench, value: Exact): NumberValue => {
  const { n, d } = value.reduced();
  const unit = n === 0n ? Exact.ONE : Exact.of(n < 0n ? -n : n, d);
  return { kind: 'number', unit, top: graph.integer(n === 0n ? 0n : n < 0n ? -1n : 1n), missing: graph.falsehood };
};

/** The value of a number that is the same for every unit. */
export const knownNumber = ({ unit, top, bottom, missing }: NumberValue): Exact | undefined => {
  if (!isConstant(top) || bottom !== undefined || missing.low !== 0n || missing.high !== 0n) return undefined;
  return Exact.of(top.low * unit.n, unit.d);
};

const isZero = ({ top }: NumberValue): boolean => isConstant(top) && top.low === 0n;

/** Both as whole multiples of one unit over one bottom. */
type Aligned = { readonly unit: Exact; readonly left: Node; readonly right: Node; readonly bottom?: Node };

const aligned = ({ graph }: Bench, left: NumberValue, right: NumberValue): Aligned => {
  if (isZero(left)) return { ...withBottom(right.bottom), unit: right.unit, left: left.top, right: right.top };
  if (isZero(right)) return { ...withBottom(left.bottom), unit: left.unit, left: left.top, right: right.top };
  const unit = commonUnit(left.unit, right.unit);
  const x = graph.times(left.top, ratio(left.unit, unit).n);
  const y = graph.times(right.top, ratio(right.unit, unit).n);
  if (left.bottom === right.bottom) return { unit, left: x, right: y, ...withBottom(left.bottom) };
  const one = graph.integer(1n);
  const [a, b] = [left.bottom ?? one, right.bottom ?? one];
  return { unit, left: graph.multiply(x, b), right: graph.multiply(y, a), bottom: graph.multiply(a, b) };
};

const withBottom = (bottom: Node | undefined): { readonly bottom?: Node } => (bottom === undefined ? {} : { bottom });

const eitherMissing = ({ graph }: Bench, left: { readonly missing: Node }, right: { readonly missing: Node }): Node =>
  graph.or(left.missing, right.missing);

type Combine = (graph: Graph, left: Node, right: Node) => Node;

/** An operation on two numbers that works on their multiples of a common unit. */
const combined =
  (combine: Combine) =>
  (bench: Bench, left: NumberValue, right: NumberValue): NumberValue => {
    const { unit, bottom, left: x, right: y } = aligned(bench, left, right);
    return { kind: 'number', unit, top: combine(bench.graph, x, y), ...withBottom(bottom), missing: eitherMissing(bench, left, right) };
  };

export const add = combined((graph, x, y) => graph.add(x, y));
export const subtract = combined((graph, x, y) => graph.subtract(x, y));
export const smaller = combined((graph, x, y) => graph.minimum(x, y));
export const larger = combined((graph, x, y) => graph.maximum(x, y));

export const chooseNumber = (bench: Bench, condition: Node, then: NumberValue, otherwise: NumberValue): NumberValue => {
  const { unit, bottom, left, right } = aligned(bench, then, otherwise);
  const { graph } = bench;
  return {
    kind: 'number',
    unit,
    top: graph.choose(condition, left, right),
    ...withBottom(bottom),
    missing: graph.choose(condition, then.missing, otherwise.missing),
  };
};

export const negate = ({ graph }: Bench, value: NumberValue): NumberValue => ({ ...value, top: graph.negate(value.top) });

export const absolute = ({ graph }: Bench, value: NumberValue): NumberValue => ({
  ...value,
  top: graph.absolute(value.top),
});

export const multiply = (bench: Bench, left: NumberValue, right: NumberValue): NumberValue => {
  const { graph } = bench;
  const bottom =
    left.bottom === undefined || right.bottom === undefined ? (left.bottom ?? right.bottom) : graph.multiply(left.bottom, right.bottom);
  return {
    kind: 'number',
    unit: product(left.unit, right.unit),
    top: graph.multiply(left.top, right.top),
    ...withBottom(bottom),
    missing: eitherMissing(bench, left, right),
  };
};

const leastCommonMultiple = (low: bigint, high: bigint): bigint => {
  let common = 1n;
  for (let divisor = low; divisor <= high; divisor++) common = lcm(common, divisor);
  return common;
};

/** top / divisor with the divisor taken into the unit: top × (common / divisor), where the unit is divided by `common`. */
const divided = ({ graph, tables }: Bench, top: Node, divisor: Node): { readonly top: Node; readonly common: bigint } => {
  const common = leastCommonMultiple(divisor.low, divisor.high);
  const entries = Array.from({ length: Number(divisor.high) + 1 }, (_, n) => (BigInt(n) < divisor.low ? 0n : common / BigInt(n)));
  const isBig = graph.onlyBig || !isSafe(0n, common);
  const factor = graph.look(tables.numbers(entries, isBig), graph.asIndex(divisor), { low: 0n, high: common, isBig });
  return { top: graph.multiply(top, factor), common };
};

const isSmall = (divisor: Node, most: bigint): boolean => divisor.high <= most;

const overUnit = (unit: Exact, common: bigint): Exact => Exact.of(unit.n, unit.d * common).reduced();

/** Without a bottom, for what is stored or added up. A quotient of a divisor that may be large has no common unit. */
export const wholeMultiple = (bench: Bench, value: NumberValue): NumberValue => {
  if (value.bottom === undefined) return value;
  if (!isSmall(value.bottom, STORED_DIVISOR_MAX))
    notCompilable('a quotient is kept without being rounded, and its divisor is not a small whole number');
  const { top, common } = divided(bench, value.top, value.bottom);
  return { kind: 'number', unit: overUnit(value.unit, common), top, missing: value.missing };
};

/** A division by zero is missing. */
export const divide = (bench: Bench, left: NumberValue, right: NumberValue): NumberValue => {
  const { graph } = bench;
  const isByZero = graph.equal(right.top, graph.integer(0n));
  const missing = graph.or(eitherMissing(bench, left, right), isByZero);
  const unit = ratio(left.unit, right.unit);
  const isNegative = graph.less(right.top, graph.integer(0n));
  const scaled = right.bottom === undefined ? left.top : graph.multiply(left.top, right.bottom);
  const top = graph.choose(isNegative, graph.negate(scaled), scaled);
  const divisor = graph.maximum(graph.absolute(right.top), graph.integer(1n));
  if (isConstant(divisor)) return { kind: 'number', unit: overUnit(unit, divisor.low), top, ...withBottom(left.bottom), missing };
  if (left.bottom === undefined && isSmall(divisor, SMALL_DIVISOR_MAX)) {
    const whole = divided(bench, top, divisor);
    if (isSafe(whole.top.low, whole.top.high)) return { kind: 'number', unit: overUnit(unit, whole.common), top: whole.top, missing };
  }
  const bottom = left.bottom === undefined ? divisor : graph.multiply(left.bottom, divisor);
  return { kind: 'number', unit, top, bottom, missing };
};

/** base ** exponent for an exponent that is a small whole number above zero. */
export const power = (bench: Bench, base: NumberValue, exponent: number): NumberValue => {
  let result = base;
  for (let factor = 1; factor < exponent; factor++) result = multiply(bench, result, base);
  return result;
};

const MIRRORED: Readonly<Record<CompareOperator, CompareOperator>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** top `operator` threshold, where the threshold lies anywhere between two whole numbers. */
const atThreshold = (graph: Graph, operator: CompareOperator, top: Node, threshold: Exact): Node => {
  const [below, above] = [threshold.floor().n, threshold.ceiling().n];
  switch (operator) {
    case '=':
      return below === above ? graph.equal(top, graph.integer(below)) : graph.falsehood;
    case '!=':
      return graph.not(atThreshold(graph, '=', top, threshold));
    case '<':
      return graph.less(top, graph.integer(above));
    case '<=':
      return graph.atMost(top, graph.integer(below));
    case '>':
      return graph.less(graph.integer(below), top);
    case '>=':
      return graph.atMost(graph.integer(above), top);
  }
};

export const ordered = (graph: Graph, operator: CompareOperator, left: Node, right: Node): Node => {
  switch (operator) {
    case '=':
      return graph.equal(left, right);
    case '!=':
      return graph.not(graph.equal(left, right));
    case '<':
      return graph.less(left, right);
    case '<=':
      return graph.atMost(left, right);
    case '>':
      return graph.less(right, left);
    case '>=':
      return graph.atMost(right, left);
  }
};

/** Three-valued: missing where a side is. Quotients are compared by multiplying crosswise. */
export const compareNumbers = (bench: Bench, operator: CompareOperator, left: NumberValue, right: NumberValue): BooleanValue => {
  const { graph } = bench;
  const missing = eitherMissing(bench, left, right);
  const settled = (holds: Node): BooleanValue => ({ kind: 'boolean', yes: graph.and(graph.not(missing), holds), missing });
  if (isConstant(left.top) && left.bottom === undefined && !isConstant(right.top))
    return compareNumbers(bench, MIRRORED[operator], right, left);
  if (isConstant(right.top) && left.bottom === undefined && right.bottom === undefined) {
    const threshold = product(ratio(right.unit, left.unit), Exact.of(right.top.low));
    return settled(atThreshold(graph, operator, left.top, threshold));
  }
  const { left: x, right: y } = aligned(bench, left, right);
  return settled(ordered(graph, operator, x, y));
};
