/** Arithmetic and comparison. */
import { Exact } from '../../model/exact.ts';
import { Null, type Value } from '../../model/value.ts';
import { compareBy } from '../compare.ts';
import { NUMBER_BITS_MAX, TEXT_LENGTH_MAX } from '../limits.ts';
import { kindText, nullOf, wrongKind } from '../null-of.ts';
import { bounded } from '../number-size.ts';
import type { ArithmeticOperator, CompareOperator } from '../syntax.ts';
import { temporalArithmetic } from '../temporal/arithmetic.ts';
import { withinDocumentYears } from '../temporal/document-years.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Run, traceOf } from './frame.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;
type Operation = (left: Exact, right: Exact, at: string) => Value;

/** Not below the number of bits, and at most three above it. */
const bitsOf = (value: bigint): number => value.toString(16).length * 4;

const power: Operation = (base, exponent, at) => {
  const whole = exponent.toBigInt();
  if (whole === undefined) return nullOf('error', at, 'the exponent is no whole number, so that the power is not exact');
  const magnitude = whole < 0n ? -whole : whole;
  const isSmall = magnitude <= BigInt(NUMBER_BITS_MAX) && Number(magnitude) * Math.max(bitsOf(base.n), bitsOf(base.d)) <= NUMBER_BITS_MAX;
  if (!isSmall) return nullOf('error', at, 'the power is too large');
  return base.power(Number(whole)) ?? nullOf('division-by-zero', at, 'a negative power of zero');
};

const OPERATIONS: Readonly<Record<ArithmeticOperator, Operation>> = {
  '+': (left, right) => left.add(right),
  '-': (left, right) => left.subtract(right),
  '*': (left, right, at) => bounded(left.multiply(right), at),
  '/': (left, right, at) => {
    const quotient = left.divide(right);
    return quotient === undefined ? nullOf('division-by-zero', at, 'the divisor is zero') : bounded(quotient, at);
  },
  '**': power,
};

export const compileArithmetic = ({ compile, textOf }: Compiler, typed: Of<'arithmetic'>): Run => {
  const left = compile(typed.left);
  const right = compile(typed.right);
  const at = textOf(typed.range);
  const operation = OPERATIONS[typed.operator];
  const { operator } = typed;
  const untyped = (a: Value, b: Value): Value => {
    if (operator === '+' && typeof a === 'string') return joinTexts(a, b, at);
    return a instanceof Null || b instanceof Null ? notNumbers(a, b, at) : (temporalArithmetic(operator, a, b, at) ?? notNumbers(a, b, at));
  };
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return a instanceof Exact && b instanceof Exact ? operation(a, b, at) : untyped(a, b);
  };
};

/** Beyond the years that dates have there is no result; types have seen to the rest, unless only one of two times has a zone. */
export const compileTemporal = ({ compile, textOf }: Compiler, typed: Of<'temporal'>): Run => {
  const left = compile(typed.left);
  const right = compile(typed.right);
  const at = textOf(typed.range);
  const { operator } = typed;
  return (frame) => {
    const a = left(frame);
    if (a instanceof Null) return a;
    const b = right(frame);
    if (b instanceof Null) return b;
    const result = temporalArithmetic(operator, a, b, at);
    if (result !== undefined) return withinDocumentYears(result, at);
    return nullOf(
      'error',
      at,
      `"${operator}" gives nothing between ${kindText(a)} and ${kindText(b)}: beyond all years, or a zone is missing`,
    );
  };
};

const notNumbers = (left: Value, right: Value, at: string): Value => wrongKind(left instanceof Exact ? right : left, 'a number', at);

const joinTexts = (left: Value, right: Value, at: string): Value => {
  if (typeof left !== 'string' || typeof right !== 'string') return notNumbers(left, right, at);
  return left.length + right.length > TEXT_LENGTH_MAX ? nullOf('error', at, 'the text is too long') : left + right;
};

export const compileJoin = ({ compile, textOf }: Compiler, typed: Of<'join'>): Run => {
  const left = compile(typed.left);
  const right = compile(typed.right);
  const at = textOf(typed.range);
  return (frame) => {
    const a = left(frame);
    if (a instanceof Null) return a;
    const b = right(frame);
    return b instanceof Null ? b : joinTexts(a, b, at);
  };
};

/** A comparison with a null is that null. */
export const compareValues = (operator: CompareOperator, left: Value, right: Value, at: string): boolean | Null => {
  if (left instanceof Null) return left;
  if (right instanceof Null) return right;
  return compareBy(operator, left, right) ?? nullOf('error', at, 'values of different kinds cannot be compared');
};

export const compileCompare = ({ compile, traced, textOf }: Compiler, typed: Of<'compare'>): Run => {
  const left = compile(typed.left);
  const right = compile(typed.right);
  const { operator } = typed;
  const at = textOf(typed.range);
  const [leftText, rightText] = [textOf(typed.left.range), textOf(typed.right.range)];
  if (!traced) {
    const ordered = NUMBER_COMPARISONS[operator];
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      return a instanceof Exact && b instanceof Exact ? ordered(a.compare(b)) : compareValues(operator, a, b, at);
    };
  }
  return (frame) =>
    traceOf(frame).comparison(() => {
      const a = left(frame);
      const b = right(frame);
      return { operator, left: a, right: b, result: compareValues(operator, a, b, at), text: at, leftText, rightText };
    });
};

const NUMBER_COMPARISONS: Readonly<Record<CompareOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
