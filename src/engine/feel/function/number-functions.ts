/** Built-in functions on numbers (DMN 1.5, 10.3.4.5). Results are exact; roots, logarithms and powers of e have 34 digits where they are not. */
import { Exact } from '../../model/exact.ts';
import { DaysDuration, MonthsDuration, type Value } from '../../model/value.ts';
import { exponential, logarithm, squareRoot } from '../decimal34.ts';
import { ROUNDING_SCALE_MAX, ROUNDING_SCALE_MIN } from '../limits.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { bounded } from '../number-size.ts';
import { negated } from '../temporal/shift.ts';
import { BOOLEAN, DAYS_DURATION, MONTHS_DURATION, NUMBER } from '../type.ts';
import {
  type Builtin,
  cutOff,
  define,
  onNumber,
  onNumbers,
  optional,
  type Parameter,
  parameter,
  type Run,
  wholeNumber,
} from './builtin.ts';

type Rounding = (value: Exact, scale: number) => Exact;

/** Up to here a number is left as rounding makes it, with a power of ten below the line. */
const USUAL_SCALE_MAX = 100;

const roundingRun =
  (round: Rounding): Run =>
  ([value, scale], at) => {
    if (!(value instanceof Exact)) return wrongKind(value, 'a number', at);
    if (scale === undefined) return round(value, 0);
    const digits = wholeNumber(scale);
    if (digits === undefined || digits > ROUNDING_SCALE_MAX || digits < ROUNDING_SCALE_MIN) {
      return nullOf('error', at, `the scale must be a whole number from ${ROUNDING_SCALE_MIN} to ${ROUNDING_SCALE_MAX}`);
    }
    const rounded = round(value, digits);
    return Math.abs(digits) <= USUAL_SCALE_MAX ? rounded : bounded(rounded.reduced(), at);
  };

const rounding = (name: string, scale: Parameter, round: Rounding): Builtin =>
  define(name, [parameter('n', 'number'), scale], { result: NUMBER, run: roundingRun(round) });

/** The reference cases of the standard cut off the fraction of the scale of `decimal`, and of no other function. */
const standardDecimal: Run = ([value, scale], at) =>
  roundingRun((number, digits) => number.roundHalfEven(digits))(
    [value as Value, scale instanceof Exact ? cutOff(scale) : (scale as Value)],
    at,
  );

const SCALE = parameter('scale', 'number');
const SCALE_OR_ZERO = optional('scale', 'number');

const awayFromZero: Rounding = (value, scale) => (value.sign < 0 ? value.floor(scale) : value.ceiling(scale));
const towardsZero: Rounding = (value, scale) => (value.sign < 0 ? value.ceiling(scale) : value.floor(scale));

/** Result has the sign of the divisor: dividend - divisor * floor(dividend / divisor). */
const modulo = (dividend: Exact, divisor: Exact, at: string): Value => {
  const quotient = dividend.divide(divisor);
  if (quotient === undefined) return nullOf('division-by-zero', at, 'the divisor is zero');
  return dividend.subtract(divisor.multiply(quotient.floor()));
};

const durationSize: Run = ([value], at) => {
  if (value instanceof MonthsDuration) return value.months < 0 ? negated(value) : value;
  if (value instanceof DaysDuration) return value.nanos < 0n ? negated(value) : value;
  return wrongKind(value, 'a duration', at);
};

const root = (value: Exact, at: string): Value => squareRoot(value) ?? nullOf('error', at, `${value.toText()} has no square root`);

const log = (value: Exact, at: string): Value => logarithm(value) ?? nullOf('error', at, `${value.toText()} has no logarithm`);

const exp = (value: Exact, at: string): Value => exponential(value) ?? nullOf('error', at, 'the power is too large');

/** A number with a fraction is neither odd nor even. */
const isMultipleOfTwo = (value: Exact): boolean => {
  const whole = value.toBigInt();
  return whole !== undefined && whole % 2n === 0n;
};

export const NUMBER_FUNCTIONS: readonly Builtin[] = [
  {
    name: 'abs',
    overloads: [
      { parameters: [parameter('n', 'number')], result: NUMBER, run: onNumber((value) => (value.sign < 0 ? value.negate() : value)) },
      { parameters: [parameter('n', 'years and months duration')], result: MONTHS_DURATION, run: durationSize },
      { parameters: [parameter('n', 'days and time duration')], result: DAYS_DURATION, run: durationSize },
    ],
  },
  define('modulo', [parameter('dividend', 'number'), parameter('divisor', 'number')], { result: NUMBER, run: onNumbers(modulo) }),
  define('sqrt', [parameter('number', 'number')], { result: NUMBER, run: onNumber(root) }),
  define('log', [parameter('number', 'number')], { result: NUMBER, run: onNumber(log) }),
  define('exp', [parameter('number', 'number')], { result: NUMBER, run: onNumber(exp) }),
  define('odd', [parameter('number', 'number')], {
    result: BOOLEAN,
    run: onNumber((value) => value.isInteger() && !isMultipleOfTwo(value)),
  }),
  define('even', [parameter('number', 'number')], { result: BOOLEAN, run: onNumber(isMultipleOfTwo) }),
  rounding('floor', SCALE_OR_ZERO, (value, scale) => value.floor(scale)),
  rounding('ceiling', SCALE_OR_ZERO, (value, scale) => value.ceiling(scale)),
  define('decimal', [parameter('n', 'number'), SCALE], {
    result: NUMBER,
    run: roundingRun((value, scale) => value.roundHalfEven(scale)),
    standard: standardDecimal,
  }),
  rounding('round half even', SCALE_OR_ZERO, (value, scale) => value.roundHalfEven(scale)),
  rounding('round half up', SCALE_OR_ZERO, (value, scale) => value.roundHalfUp(scale)),
  rounding('round half down', SCALE_OR_ZERO, (value, scale) => value.roundHalfDown(scale)),
  rounding('round up', SCALE_OR_ZERO, awayFromZero),
  rounding('round down', SCALE_OR_ZERO, towardsZero),
];
