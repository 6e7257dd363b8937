/** A given value is read by its declared type, or refused with what was expected: the same for JSON and for tables. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem, readScalar, readScalarText, type ScalarValue } from '../../../src/engine/feel/read-scalar.ts';
import { valueText } from '../../../src/engine/feel/value-text.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { Null } from '../../../src/engine/model/value.ts';
import type { ScalarType } from '../../../src/engine/model/value-type.ts';

const MONEY: ScalarType = { type: 'decimal', scale: 2, min: '0', max: '1000000' };
const SHARE: ScalarType = { type: 'decimal' };
const AGE: ScalarType = { type: 'integer', min: 0, max: 130 };
const REGION: ScalarType = { type: 'enum', values: ['north', 'south'] };
const DAY: ScalarType = { type: 'date', min: '1900-01-01', max: '2100-12-31' };
const FLAG: ScalarType = { type: 'boolean' };

const told = (result: ScalarValue | Problem): string => (isProblem(result) ? `! ${result.message}` : valueText(result));

describe('JSON', () => {
  const cases: readonly (readonly [ScalarType, Json, string])[] = [
    [MONEY, '12.30', '12.3'],
    [MONEY, 12.3, '12.3'],
    [MONEY, 0, '0'],
    [MONEY, '1000000.00', '1000000'],
    [MONEY, '2500/12', '! "2500/12" has more than 2 digits after the point'],
    [MONEY, '12.301', '! "12.301" has more than 2 digits after the point'],
    [MONEY, '-0.01', '! "-0.01" is below 0'],
    [MONEY, '1000000.01', '! "1000000.01" is above 1000000'],
    [MONEY, 'twelve', '! "twelve" is no number'],
    [MONEY, true, '! true is no number'],
    [MONEY, [1], '! [1] is no number'],
    [SHARE, '2500/12', '625/3'],
    [SHARE, 0.1, '0.1'],
    [SHARE, 0.1 + 0.2, '! the number 0.30000000000000004 has more digits than a JSON number keeps'],
    [AGE, 17, '17'],
    [AGE, '17.0', '17'],
    [AGE, 17.5, '! 17.5 is no whole number'],
    [AGE, 131, '! 131 is above 130'],
    [FLAG, true, 'true'],
    [FLAG, 'true', '! "true" is no boolean'],
    [FLAG, 1, '! 1 is no boolean'],
    [REGION, 'north', 'north'],
    [REGION, 'nort', '! "nort" is no value of the enumeration'],
    [REGION, 1, '! 1 is no value of the enumeration'],
    [{ type: 'string' }, 'x', 'x'],
    [{ type: 'string' }, 5, '! 5 is no text'],
    [DAY, '2024-02-29', '2024-02-29'],
    [DAY, '2023-02-29', '! "2023-02-29" is no date'],
    [DAY, '1899-12-31', '! 1899-12-31 is before 1900-01-01'],
    [DAY, '2101-01-01', '! 2101-01-01 is after 2100-12-31'],
    [DAY, 20240101, '! 20240101 is no date'],
  ];
  test.each(cases)('%j reads %j', (type, json, expected) => {
    expect(told(readScalar(type, json, 'x'))).toBe(expected);
  });

  test('an exact number is taken as it is', () => {
    expect(told(readScalar(SHARE, Exact.of(1n, 3n), 'x'))).toBe('1/3');
  });

  test('a null is absent at its place', () => {
    const value = readScalar(MONEY, null, 'members[2].earned');
    expect(value).toBeInstanceOf(Null);
    expect((value as Null).cause).toEqual({ kind: 'absent', at: 'members[2].earned', message: '"members[2].earned" is not given' });
  });

  test('a refusal says what was expected', () => {
    expect(readScalar(MONEY, 'x', 'x')).toMatchObject({ expected: 'a number with at most 2 digits after the point from 0 to 1000000' });
    expect(readScalar(REGION, 'nort', 'x')).toMatchObject({ expected: '"north" or "south"', suggestion: 'did you mean "north"?' });
    expect(readScalar({ type: 'integer', min: 1 }, 0, 'x')).toMatchObject({ expected: 'a whole number of at least 1' });
    expect(readScalar({ type: 'decimal', max: '5' }, 6, 'x')).toMatchObject({ expected: 'a number of at most 5' });
  });
});

describe('cells of a table', () => {
  const cases: readonly (readonly [ScalarType, string, string])[] = [
    [MONEY, ' 12.30 ', '12.3'],
    [MONEY, '1,234.50', '! "1,234.50" is no number'],
    [AGE, '007', '7'],
    [FLAG, 'TRUE', 'true'],
    [FLAG, 'no', 'false'],
    [FLAG, '1', 'true'],
    [FLAG, '2', '! "2" is no boolean'],
    [REGION, ' south', 'south'],
    [DAY, ' 2025-01-31 ', '2025-01-31'],
    [{ type: 'string' }, ' kept ', ' kept '],
    [{ type: 'string' }, '', ''],
    [MONEY, '', 'null'],
    [FLAG, '  ', 'null'],
  ];
  test.each(cases)('%j reads %j', (type, text, expected) => {
    expect(told(readScalarText(type, text, 'x'))).toBe(expected);
  });
});

test('every amount is read from its own text again', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 100_000_000n }), (cents) => {
      const value = Exact.of(cents, 100n);
      expect(told(readScalar(MONEY, value.toText(), 'x'))).toBe(value.toText());
      expect(told(readScalar(MONEY, Number(value.toText()), 'x'))).toBe(value.toText());
      expect(told(readScalarText(MONEY, value.toFixedText(2), 'x'))).toBe(value.toText());
    }),
  );
});

describe('times and durations', () => {
  test.each([
    ['time', '10:15:30.50Z', '10:15:30.5Z'],
    ['time', ' 10:15:30+05:30 ', '10:15:30+05:30'],
    ['date and time', '2025-03-01T10:15:30@Europe/Paris', '2025-03-01T10:15:30@Europe/Paris'],
    ['years and months duration', 'P18M', 'P1Y6M'],
    ['days and time duration', '-PT36H', '-P1DT12H'],
  ] as const)('%s from %s', (type, text, expected) => {
    expect(valueText(readScalar({ type }, text, 'x') as ScalarValue)).toBe(expected);
  });

  test.each([
    ['time', '10:15', '"10:15" is no time'],
    ['date and time', '2025-03-01', '"2025-03-01" is no date and time'],
    ['years and months duration', 'P10D', '"P10D" is no years and months duration'],
    ['days and time duration', 'P1Y', '"P1Y" is no days and time duration'],
    ['days and time duration', 5, '5 is no days and time duration'],
  ] as const)('%s is not %s', (type, given, message) => {
    expect(readScalar({ type }, given, 'x')).toMatchObject({ message });
  });
});
