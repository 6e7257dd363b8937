/** JSON in and out keeps every digit of every number. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentJson, type ExactJson, jsonText, parseExactJson, valueOfJson } from '../../../src/engine/feel/json-value.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { CalendarDate, Null, type Value } from '../../../src/engine/model/value.ts';

const parsed = (text: string): ExactJson => {
  const result = parseExactJson(text);
  if ('problem' in result) throw new Error(result.problem.message);
  return result.json;
};

test('a number keeps the digits that stand there, not those of a double', () => {
  for (const text of ['0.1', '12345678901234567890.123456789', '-0.000000000000000000001', '9007199254740993']) {
    expect(jsonText(valueOfJson(parsed(text)))).toBe(text);
    expect(String(Number(text)) === text).toBe(text === '0.1');
  }
  expect(jsonText(valueOfJson(parsed('1.50e2')))).toBe('150');
});

test('what has no finite decimal is a text, dates and nulls are as documents have them', () => {
  const value: Value = {
    third: Exact.of(100n, 3n),
    day: new CalendarDate(0),
    none: new Null({ kind: 'absent', at: '', message: '' }),
    on: true,
  };
  expect(jsonText(value)).toBe('{"third":"100/3","day":"1970-01-01","none":null,"on":true}');
  expect(documentJson(value)).toEqual({ third: '100/3', day: '1970-01-01', none: null, on: true });
  expect(documentJson([Exact.of(123n, 10n)])).toEqual(['12.3']);
});

test('round trip of any JSON, numbers by value', () => {
  const withoutNegativeZero = (json: unknown): unknown =>
    JSON.parse(JSON.stringify(json, (_, item) => (typeof item === 'number' && item === 0 ? 0 : item)));
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(JSON.parse(jsonText(valueOfJson(parsed(JSON.stringify(json)))))).toEqual(withoutNegativeZero(json));
    }),
  );
});

test('a null knows where it stood', () => {
  const value = valueOfJson(parsed('{"members":[{"age":1},{"age":null}]}')) as { members: { age: Value }[] };
  expect(value.members[1]?.age).toMatchObject({ cause: { kind: 'absent', at: 'members[2].age' } });
});

test('names reach no prototype', () => {
  const value = parsed('{"__proto__":{"a":1},"constructor":2}') as Record<string, ExactJson>;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(null);
  expect(Object.getPrototypeOf(valueOfJson(value))).toBe(null);
});

test('what is no JSON is told', () => {
  for (const text of ['', '{', '{"a":1,}', 'NaN', `1${'0'.repeat(10_000)}`, '['.repeat(200_000)]) {
    expect(parseExactJson(text)).toHaveProperty('problem.message');
  }
});
