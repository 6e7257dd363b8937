/** Calls of built-in functions in column code. */
import type { Typed } from '../typed.ts';
import { allOf, anyOf, containsOf, countOf, isThere, leastOrMostOf, meanOf, sumOf } from './aggregate.ts';
import { countVisits, type Lowering } from './lowering.ts';
import { notCompilable } from './not-compilable.ts';
import { absolute, divide, knownNumber, multiply, subtract } from './number.ts';
import { isRounding, rounded } from './rounding.ts';
import type { KernelValue, ListValue, NumberValue } from './value.ts';

/** Digits that a rounding keeps, either way. */
const SCALE_MAX = 30n;

type Call = Extract<Typed, { readonly node: 'call' }>;

const numberOf = (value: KernelValue | undefined): NumberValue => (value?.kind === 'number' ? value : notCompilable('a number is needed'));

const listOf = (value: KernelValue | undefined): ListValue => (value?.kind === 'list' ? value : notCompilable('a list is needed'));

const roundedCall = ({ bench }: Lowering, name: string, [value, digits]: readonly KernelValue[]): KernelValue => {
  const scale = digits === undefined ? 0n : knownNumber(numberOf(digits))?.toBigInt();
  if (scale === undefined || scale > SCALE_MAX || scale < -SCALE_MAX)
    return notCompilable(`the number of digits in "${name}" is not a small constant`);
  return rounded(bench, name, numberOf(value), Number(scale));
};

/** dividend - divisor × floor(dividend / divisor) */
const modulo = ({ bench }: Lowering, [first, second]: readonly KernelValue[]): KernelValue => {
  const [dividend, divisor] = [numberOf(first), numberOf(second)];
  const whole = rounded(bench, 'floor', divide(bench, dividend, divisor), 0);
  return subtract(bench, dividend, multiply(bench, divisor, whole));
};

/** By name: calls that take one list. */
const ON_LISTS = new Map<string, (lowering: Lowering, list: ListValue) => KernelValue>([
  ['sum', ({ bench }, list) => sumOf(bench, list)],
  ['count', ({ bench }, list) => countOf(bench, list)],
  ['mean', ({ bench }, list) => meanOf(bench, list)],
  ['min', ({ bench }, list) => leastOrMostOf(bench, 'least-of', list)],
  ['max', ({ bench }, list) => leastOrMostOf(bench, 'most-of', list)],
  ['any', ({ bench }, list) => anyOf(bench, list)],
  ['all', ({ bench }, list) => allOf(bench, list)],
]);

export const lowerCall = (lowering: Lowering, { name, arguments: given }: Call): KernelValue => {
  const values = given.map((argument) => lowering.lower(lowering, argument));
  for (const value of values) if (value.kind === 'list') countVisits(lowering, value);
  const [first, second] = values;
  const onList = ON_LISTS.get(name);
  if (onList !== undefined && values.length === 1) return onList(lowering, listOf(first));
  if (isRounding(name)) return roundedCall(lowering, name, values);
  if (name === 'list contains' && second !== undefined) return containsOf(lowering.bench, listOf(first), second);
  if (name === 'abs') return absolute(lowering.bench, numberOf(first));
  if (name === 'modulo') return modulo(lowering, values);
  if (name === 'is defined' && first !== undefined) return isThere(lowering.bench, first);
  return notCompilable(`it calls "${name}"`);
};

/** A power by a constant that is a small whole number. */
export const smallExponent = (value: NumberValue): number | undefined => {
  const exponent = knownNumber(value)?.toBigInt();
  return exponent !== undefined && exponent >= 1n && exponent <= 8n ? Number(exponent) : undefined;
};
