/** Cells of decision tables: what passes them, what a missing value leaves open, and what is wrong with them. */
import { describe, expect, test } from 'vitest';
import { compileUnaryTests } from '../../../src/engine/feel/compile.ts';
import { type ExactJson, parseExactJson, valueOfJson } from '../../../src/engine/feel/json-value.ts';
import { BOOLEAN, type FeelType, NUMBER } from '../../../src/engine/feel/type.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';
import { scopeOf } from '../../support/feel.ts';

const REGION: FeelType = { kind: 'enum', values: ['north', 'south', 'east'] };
const scope = scopeOf({ limit: NUMBER, allowed: { kind: 'list', of: REGION } });
const given: Record<string, ExactJson> = { limit: null };

const value = (json: string): Value => {
  const parsed = parseExactJson(json);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return valueOfJson(parsed.json, 'tested');
};

const passes = (source: string, type: FeelType, json: string, limit = '100'): boolean | string => {
  const { tests, problems } = compileUnaryTests(source, type, scope);
  if (tests === undefined) throw new Error(JSON.stringify(problems));
  const names: Record<string, Value> = { limit: value(limit), allowed: ['north', 'east'] };
  const result = tests.test(value(json), { lookup: (name) => names[name] ?? valueOfJson(given[name] ?? null, name) });
  return result instanceof Null ? `null: ${result.cause.at}` : result;
};

describe('numbers', () => {
  test.each([
    ['-', '5', true],
    ['-', 'null', true],
    ['5', '5.0', true],
    ['5, 7', '7', true],
    ['5, 7', '6', false],
    ['< 5', '5', false],
    ['<= 5', '5', true],
    ['!= 5', '5', false],
    ['[1..5)', '5', false],
    ['(1..5]', '5', true],
    ['not(5, 7)', '6', true],
    ['not(< 5)', '4', false],
    ['> limit', '100.01', true],
    ['[limit * 0.9 .. limit * 1.1]', '110', true],
    ['[limit * 0.9 .. limit * 1.1]', '110.0000001', false],
    ['? > 3 and ? < 6', '5', true],
    ['modulo(?, 2) = 0', '4', true],
    ['null', 'null', true],
    ['null', '1', false],
    ['= null', 'null', true],
    ['!= null', 'null', false],
    ['not(null)', '4', true],
    ['null, > 3', 'null', true],
    ['> 3', 'null', 'null: tested'],
    ['not(> 3)', 'null', 'null: tested'],
  ])('%s on %s', (source, json, expected) => {
    expect(passes(source, NUMBER, json)).toBe(expected);
  });

  test('a missing value of a name leaves the test open, unless another settles it', () => {
    expect(passes('> limit', NUMBER, '5', 'null')).toBe('null: tested');
    expect(passes('> limit, 5', NUMBER, '5', 'null')).toBe(true);
    expect(passes('[10..limit]', NUMBER, '5', 'null')).toBe(false);
  });
});

test('texts of an enumeration, lists of them and booleans', () => {
  expect(passes('"north", "south"', REGION, '"south"')).toBe(true);
  expect(passes('not("north")', REGION, '"north"')).toBe(false);
  expect(passes('allowed', REGION, '"east"')).toBe(true);
  expect(passes('allowed', REGION, '"south"')).toBe(false);
  expect(passes('true', BOOLEAN, 'false')).toBe(false);
  expect(passes('false', BOOLEAN, 'false')).toBe(true);
});

describe('mistakes', () => {
  const problems = (source: string, type: FeelType): readonly string[] =>
    compileUnaryTests(source, type, scope).problems.map(({ message, range }) => `${source.slice(range?.from, range?.to)}: ${message}`);

  test('are told with their place', () => {
    expect(problems('"nort", "south"', REGION)).toEqual(['"nort": "nort" is no value of the enumeration']);
    expect(problems('> "5", 7', NUMBER)).toEqual(['"5": a number is compared with the text "5"']);
    expect(problems('[1..true]', NUMBER)[0]).toContain('true: ');
    expect(problems('> lmit', NUMBER)).toEqual(['lmit: unknown name "lmit"']);
    expect(problems('5,', NUMBER)[0]).toContain('the expression ends too early');
    expect(problems('', NUMBER)[0]).toContain('the expression ends too early');
    expect(problems('true', NUMBER)[0]).toContain('true: a number is compared with a boolean');
  });

  test('reads are the names of the scope, not the input', () => {
    expect(compileUnaryTests('? > limit, 3', NUMBER, scope).tests?.reads).toEqual(['limit']);
  });
});
