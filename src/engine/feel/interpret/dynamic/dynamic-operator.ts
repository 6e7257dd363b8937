/** Arithmetic and comparison by the kinds of the values. */
import { Exact } from '../../../model/exact.ts';
import { Null, type Value } from '../../../model/value.ts';
import type { Dynamic } from '../../dynamic.ts';
import { TEXT_LENGTH_MAX } from '../../limits.ts';
import { kindText } from '../../null-of.ts';
import type { ArithmeticOperator, CompareOperator } from '../../syntax.ts';
import { negatedDuration, temporalArithmetic } from '../../temporal/arithmetic.ts';
import type { Typed } from '../../typed.ts';
import type { Compiler } from '../compiler.ts';
import { fault, notFit, toldResult } from '../fault.ts';
import type { Frame, Run } from '../frame.ts';
import { decimalResult, roundedResult } from './decimals.ts';
import { compared } from './equality.ts';

type Of<F extends Dynamic<Typed>['form']> = Extract<Dynamic<Typed>, { readonly form: F }>;

/** DMN 1.5, tables 55 to 60. Undefined where the operator has no meaning for the two. */
const computed = (operator: ArithmeticOperator, left: Value, right: Value, at: string): Value | undefined => {
  if (left instanceof Exact && right instanceof Exact) return decimalResult(operator, left, right, at);
  if (typeof left === 'string' && typeof right === 'string') {
    return operator === '+' && left.length + right.length <= TEXT_LENGTH_MAX ? left + right : undefined;
  }
  const result = temporalArithmetic(operator, left, right, at);
  return result === undefined ? undefined : roundedResult(result);
};

export const compileArithmetic = ({ compile }: Compiler, meaning: Of<'arithmetic'>, at: string): Run => {
  const { operator } = meaning;
  const [left, right] = [compile(meaning.left), compile(meaning.right)];
  return (frame) => {
    const [first, second] = [left(frame), right(frame)];
    if (first instanceof Null) return first;
    if (second instanceof Null) return second;
    const result = computed(operator, first, second, at);
    return result === undefined
      ? fault(frame, at, `"${operator}" has no result for ${kindText(first)} and ${kindText(second)}`)
      : toldResult(frame, result, []);
  };
};

export const compileNegate = ({ compile }: Compiler, { of }: Of<'negate'>, at: string): Run => {
  const operand = compile(of);
  return (frame) => {
    const value = operand(frame);
    if (value instanceof Exact) return value.negate();
    return negatedDuration(value) ?? notFit(frame, value, 'a number or a duration', at);
  };
};

/** A null beside another value is only unequal to it; it has no order. */
export const comparisonOf = (frame: Frame, operator: CompareOperator, left: Value, right: Value, at: string): boolean | Null => {
  const answer = compared(operator, left, right);
  if (answer !== undefined) return answer;
  if (left instanceof Null) return left;
  if (right instanceof Null) return right;
  return fault(frame, at, `${kindText(left)} is compared with ${kindText(right)}`);
};

export const compileCompare = ({ compile }: Compiler, meaning: Of<'compare'>, at: string): Run => {
  const { operator } = meaning;
  const [left, right] = [compile(meaning.left), compile(meaning.right)];
  return (frame) => comparisonOf(frame, operator, left(frame), right(frame), at);
};

/** `low <= value and value <= high`: one bound that fails settles it. */
export const compileBetween = ({ compile }: Compiler, meaning: Of<'between'>, at: string): Run => {
  const [of, low, high] = [compile(meaning.of), compile(meaning.low), compile(meaning.high)];
  return (frame) => {
    const value = of(frame);
    const above = comparisonOf(frame, '>=', value, low(frame), at);
    const below = comparisonOf(frame, '<=', value, high(frame), at);
    if (above === false || below === false) return false;
    return above === true ? below : above;
  };
};
