/** Whatever a built-in function is given, it gives a value or a null with its cause, and never throws; the checker knows its type. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptsValue } from '../../../../src/engine/feel/function/accepts.ts';
import type { Overload, Parameter } from '../../../../src/engine/feel/function/builtin.ts';
import { callBuiltin } from '../../../../src/engine/feel/function/call-builtin.ts';
import { BUILTINS } from '../../../../src/engine/feel/function/index.ts';
import { nullOf } from '../../../../src/engine/feel/null-of.ts';
import { valueText } from '../../../../src/engine/feel/value-text.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  FunctionValue,
  MonthsDuration,
  Null,
  TimeOfDay,
  type Value,
  ValueRange,
  type Zone,
} from '../../../../src/engine/model/value.ts';

const MISSING = nullOf('absent', 'x', 'x is not given');

const zone: fc.Arbitrary<Zone | undefined> = fc.constantFrom(
  undefined,
  { offsetSeconds: 0 },
  { offsetSeconds: -18_000 },
  { name: 'Europe/Paris' },
);
const days = fc.integer({ min: -365_000_000_000, max: 365_000_000_000 });
const nanos = fc.integer({ min: 0, max: 86_399_999_999_999 });

const simple: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(MISSING),
  fc.boolean(),
  fc.integer({ min: -10, max: 10 }).map((value) => Exact.integer(value)),
  fc.tuple(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.bigInt(1n, 10n ** 20n)).map(([n, d]) => Exact.of(n, d)),
  fc.constantFrom('', 'a', '1', '(', '[1..2]', 'P1Y', '2025-03-01', '10:00:00Z', 'x🎈', '.', '$1', 'i', ',', '__proto__'),
  days.map((day) => new CalendarDate(day)),
  fc.tuple(nanos, zone).map(([time, at]) => new TimeOfDay(time, at)),
  fc.tuple(days, nanos, zone).map(([day, time, at]) => new DateTime(day, time, at)),
  fc.maxSafeInteger().map((months) => new MonthsDuration(months)),
  fc.bigInt(-(10n ** 29n), 10n ** 29n).map((size) => new DaysDuration(size)),
  fc.constantFrom(
    new FunctionValue(['x', 'y'], ([left, right], at) =>
      left instanceof Exact && right instanceof Exact ? left.compare(right) < 0 : nullOf('error', at, 'no order'),
    ),
    new FunctionValue([], () => true),
  ),
);

const range: fc.Arbitrary<Value> = fc
  .record({
    low: fc.option(simple, { nil: undefined }),
    high: fc.option(simple, { nil: undefined }),
    lowClosed: fc.boolean(),
    highClosed: fc.boolean(),
  })
  .map((bounds) => new ValueRange(bounds));

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    range,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('key', 'value', 'a', 'b'), tie('value'), { maxKeys: 3, noNullPrototype: false }),
  ),
}));

/** Mostly what the parameter takes, so that the function itself runs, and now and then something else. */
const taken = ({ accepts }: Parameter): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: value.filter((one) => acceptsValue(accepts, one)), weight: 9 }, { arbitrary: value, weight: 1 });

const argumentsOf = ({ parameters, rest }: Overload): fc.Arbitrary<Value[]> => {
  const required = parameters.filter((parameter) => parameter.optional !== true).length;
  const last = parameters.at(-1);
  const more = rest === true && last !== undefined ? fc.array(taken(last), { maxLength: 3 }) : fc.constant<Value[]>([]);
  return fc
    .tuple(fc.tuple(...parameters.map(taken)), fc.integer({ min: required, max: parameters.length }), more)
    .map(([given, count, others]) => [...(given as Value[]).slice(0, count), ...others]);
};

test.each([...BUILTINS.values()].map((builtin) => [builtin.name, builtin] as const))('%s', (name, builtin) => {
  fc.assert(
    fc.property(fc.oneof(...builtin.overloads.map(argumentsOf)), (given) => {
      const result = callBuiltin(
        builtin,
        given.map((one) => ({ value: one })),
        name,
      );
      expect(result).not.toBeUndefined();
      if (result instanceof Null) expect(result.cause.message).not.toBe('');
      else expect(typeof valueText(result)).toBe('string');
    }),
    { numRuns: 150 },
  );
});
