/** Every mistake is told once, all of them at once, each with its place, what was expected, and a mend where there is one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/engine/feel/compile.ts';
import { contextOf } from '../../../src/engine/feel/declared-type.ts';
import { readsOf } from '../../../src/engine/feel/free-names.ts';
import { BOOLEAN, DATE, listOf, NUMBER, STRING } from '../../../src/engine/feel/type.ts';
import { problemsOf, scopeOf, told } from '../../support/feel.ts';

const member = contextOf(
  [
    ['age', NUMBER],
    ['earned', NUMBER],
  ],
  'members',
);
const OUTCOME = { kind: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_REVIEW'] } as const;
const scope = scopeOf({
  income: NUMBER,
  size: NUMBER,
  name: STRING,
  disabled: BOOLEAN,
  born: DATE,
  region: { kind: 'enum', values: ['north', 'south'] },
  colour: { kind: 'enum', values: ['red', 'blue'] },
  outcome: OUTCOME,
  members: listOf(member),
  limit: { kind: 'keyed', of: NUMBER, keys: ['1', '2', '3'] },
  rates: { kind: 'keyed', of: NUMBER, keys: ['north', 'south'] },
});

describe('types', () => {
  test.each([
    ['incme + 1', 'incme: unknown name "incme"', 'did you mean "income"?'],
    ['members[agee < 18]', 'agee: unknown name "agee"', 'did you mean "age"?'],
    ['members.agee', 'agee: there is no field "agee"', 'did you mean "age"?'],
    ['income size', 'income size: unknown name "income size"', 'an operator is missing between the names'],
    ['not disabled', 'not disabled: unknown name "not disabled"', 'write not(…)'],
    ['count', 'count: "count" is a function', 'call it: count(…)'],
    ['rond half up(income)', 'rond half up: unknown function "rond half up"', 'did you mean "round half up"?'],
    ['income(1)', 'income: "income" is a value, not a function', 'an operator is missing before "("'],
    ['region = "nort"', '"nort": "nort" is no value of the enumeration', 'did you mean "north"?'],
    ['"suth" = region', '"suth": "suth" is no value of the enumeration', 'did you mean "south"?'],
    ['region in ("north", "west")', '"west": "west" is no value of the enumeration', undefined],
    ['region in ["north", "est"]', '["north", "est"]: "est" is no value of the enumeration', undefined],
    ['region = colour', 'region = colour: the two enumerations have no value in common', undefined],
    [
      'region < "south"',
      'region: "<" compares numbers, texts, dates, times or durations; values of an enumeration have no order',
      undefined,
    ],
    ['income = name', 'name: a number is compared with a text', undefined],
    ['income > "1000"', '"1000": a number is compared with the text "1000"', 'write the number without quotes: 1000'],
    ['born > income', 'income: a date is compared with a number', undefined],
    ['disabled < true', 'disabled: "<" compares numbers, texts, dates, times or durations; a boolean has no order', undefined],
    ['income + name', 'name: "+" needs a number, and this is a text', undefined],
    ['income * disabled', 'disabled: "*" needs a number, and this is a boolean', undefined],
    ['-name', 'name: "-" needs a number, and this is a text', undefined],
    ['income and disabled', 'income: "and" needs a boolean, and this is a number', undefined],
    ['not(income)', 'income: "not" needs a boolean, and this is a number', undefined],
    ['if income then 1 else 2', 'income: "if" needs a boolean, and this is a number', undefined],
    [
      'if disabled then 1 else "x"',
      'if disabled then 1 else "x": the branches differ: a number after "then", the text "x" after "else"',
      undefined,
    ],
    ['[1, "a"]', '"a": the items of a list are of one type, and this one differs from those before it', undefined],
    ['max(1, "a")', '"a": the arguments are of one type, and this one differs from those before it', undefined],
    ['sum(members)', 'members: "sum" needs a list of numbers as "list", and this is a list of contexts', undefined],
    ['round half up()', 'round half up(): "round half up" is called with 0 arguments', undefined],
    ['substring(string: "a", text: 1)', 'substring(string: "a", text: 1): "substring" has no parameters of these names', undefined],
    ['income[1]', 'income: only a list can be filtered, and this is a number', undefined],
    ['members["a"]', '"a": a filter takes a condition or a position, and this is the text "a"', undefined],
    ['income.year', 'year: a number has no field "year"', undefined],
    ['born.hour', 'hour: a date has no field "hour"', undefined],
    ['for m in income return m', 'income: "in" runs over a list, and this is a number', undefined],
    ['some m in members satisfies m.age', 'm.age: "satisfies" needs a boolean, and this is a number', undefined],
    ['income / 0', '0: division by zero', undefined],
    ['income ** 0.5', '0.5: a power with a fraction as its exponent is not exact', 'write sqrt(…)'],
    ['limit + 1', 'limit: "+" needs a number, and this is a table of values by key', 'pick one value with limit[…]'],
    ['limit[7]', '7: "limit" has no value under the key "7"', undefined],
    ['rates["noth"]', '"noth": "rates" has no value under the key "noth"', 'did you mean "north"?'],
    ['limit[members]', 'members: a key is a number, a text or a boolean, and this is a list of contexts', undefined],
    ['limit', 'limit: the result is a table of values by key', 'pick one value with limit[…]'],
    ['date("2025-02-30")', 'date("2025-02-30"): "2025-02-30" is no date of the form "2025-03-01"', undefined],
    ['@"2025-02-30"', '@"2025-02-30": "2025-02-30" is no date, time or duration', undefined],
    ['born + 1', 'born + 1: "+" has no meaning between a date and a number', 'write a number of days as a duration: n * @"P1D"'],
    ['< 5', '< 5: a test stands here without a value to test', 'write the value to the left of the comparison'],
    ['[1.."a"]', '"a": a number is compared with the text "a"', undefined],
    ['income in [1..true]', 'true: "<=" compares numbers, texts, dates, times or durations; a boolean has no order', undefined],
    ['? > 5', '?: "?" stands for the tested value, and there is none here', undefined],
    ['income == 5', '= 5: two comparison operators in a row', 'FEEL writes "=" for equality and "!=" for inequality'],
    ['{a: 1, a: 2}', 'a: the key "a" stands twice', undefined],
    ['function(x) x', 'x: the type of the parameter "x" is not known here', 'write its type: x: number'],
  ])('%s', (source, message, suggestion) => {
    expect(told(source, scope)[0]).toBe(message);
    expect(problemsOf(source, scope)[0]?.suggestion).toBe(suggestion);
  });

  test.each([
    ['income', 'a declared name', 'incme'],
    ['region', 'a declared name', 'region = north'],
    ['a text for a number', 'a number', 'income + "5"'],
    ['a text for a date', 'a date', 'born < "2025-01-01"'],
    ['a text for a boolean', 'a boolean', 'disabled = "true"'],
    ['a divisor', 'a divisor that is not zero', 'income / 0'],
  ])('say what was expected: %s', (_, expected, source) => {
    expect(problemsOf(source, scope)[0]).toMatchObject({ expected, range: {} });
  });

  test.each([
    ['region = north', 'write the text in quotes: "north"'],
    ['born < "2025-01-01"', 'write @"2025-01-01"'],
    ['disabled = "true"', 'write it without quotes: true'],
    ['income + "5"', 'write the number without quotes: 5'],
    ['"5" = income', 'write the number without quotes: 5'],
    ['name = 5', 'write it in quotes: "5"'],
  ])('give a fix: %s', (source, suggestion) => {
    expect(problemsOf(source, scope)[0]?.suggestion).toBe(suggestion);
  });

  test.each([
    'region = "north"',
    'region = name',
    'outcome in ("ELIGIBLE", "NEEDS_REVIEW")',
    'income = null',
    'if disabled then income else null',
    'limit[size] + rates[region]',
    'limit[min(count(members), 3)]',
    'if region = "north" then rates["north"] else rates["south"]',
    'max(members.age) > 5 and min(born, @"2000-01-01") < born',
    '"a" = "b"',
    'name < "x"',
  ])('%s is right', (source) => {
    expect(problemsOf(source, scope)).toEqual([]);
  });

  test('all mistakes of an expression are told at once, in the order of the source', () => {
    const source = 'if incme > "5" then sum(members.agee) else round half up(size, 1, 2) + foo(region = "nort")';
    expect(told(source, scope)).toEqual([
      'incme: unknown name "incme"',
      'agee: there is no field "agee"',
      'round half up(size, 1, 2): "round half up" is called with 3 arguments',
      'foo: unknown function "foo"',
      '"nort": "nort" is no value of the enumeration',
    ]);
  });

  test('one mistake is told once, whatever is built on it', () => {
    expect(told('-(wrong * 2) > 3 and wrong2[1].x in (1, 2)', scope)).toEqual([
      'wrong: unknown name "wrong"',
      'wrong2: unknown name "wrong2"',
    ]);
  });
});

describe('the wanted type', () => {
  test('of a result is checked where the branch stands', () => {
    expect(told('if disabled then "ELIGIBLE" else if income > 5 then "NOT_ELIGBLE" else "NEEDS_REVIEW"', scope, OUTCOME)).toEqual([
      '"NOT_ELIGBLE": "NOT_ELIGBLE" is no value of the enumeration',
    ]);
    expect(problemsOf('"NOT_ELIGBLE"', scope, OUTCOME)[0]).toMatchObject({
      expected: '"ELIGIBLE", "NOT_ELIGIBLE" or "NEEDS_REVIEW"',
      suggestion: 'did you mean "NOT_ELIGIBLE"?',
    });
    expect(told('income', scope, BOOLEAN)).toEqual(['income: the result is a number']);
    expect(told('name', scope, OUTCOME)).toEqual(['name: the result is a text']);
    expect(told('[1, 2]', scope, listOf(STRING))).toEqual(['1: the result is a number', '2: the result is a number']);
  });

  test('is met by an enumeration, a text or a null of it', () => {
    for (const source of ['outcome', 'null', 'if disabled then "ELIGIBLE" else null', 'if disabled then outcome else "ELIGIBLE"']) {
      expect(told(source, scope, OUTCOME)).toEqual([]);
    }
    expect(told('region', scope, STRING)).toEqual([]);
  });
});

describe('syntax', () => {
  test.each([
    ['income +', [8, 8], 'the expression ends too early', 'a value', undefined],
    ['', [0, 0], 'the expression ends too early', 'a value', undefined],
    ['(income', [7, 7], 'the expression ends too early', '")"', undefined],
    ['sum([2, 3', [9, 9], 'the expression ends too early', '"]"', undefined],
    ['if disabled then 1', [18, 18], 'the expression ends too early', '"else"', undefined],
    ['for m in members', [16, 16], 'the expression ends too early', '"return"', undefined],
    ['some m in members', [17, 17], 'the expression ends too early', '"satisfies"', undefined],
    ['income)', [6, 7], 'unexpected ")"', undefined, undefined],
    ['income + * size', [9, 10], 'unexpected "*"', 'a value', undefined],
    ['1 2', [2, 3], 'unexpected "2"', 'an operator', undefined],
    ['disabled && disabled', [9, 11], 'unexpected "&&"', undefined, 'FEEL writes "and"'],
    ['disabled || disabled', [9, 11], 'unexpected "||"', undefined, 'FEEL writes "or"'],
    ["'north'", [0, 1], 'unexpected "\'"', undefined, 'FEEL puts texts in double quotes'],
    ['income % 2', [7, 8], 'unexpected "%"', undefined, 'FEEL writes modulo(dividend, divisor); a percentage is a number such as 0.10'],
    ['income ≤ 2', [7, 8], 'unexpected "≤"', undefined, 'FEEL writes "<="'],
    ['"north', [0, 6], 'the text that starts here is not closed', 'a closing " on the same line', undefined],
  ])('%s', (source, [from, to], message, expected, suggestion) => {
    const [problem] = problemsOf(source, scope);
    expect(problem).toMatchObject({ range: { from, to }, message });
    if (expected !== undefined) expect(problem?.expected).toBe(expected);
    if (suggestion !== undefined) expect(problem?.suggestion).toContain(suggestion);
  });

  test('several errors are told, and mistakes of types beside them', () => {
    expect(told('(income + ) * (incme - "x"', scope)).toEqual([
      '): unexpected ")"',
      'incme: unknown name "incme"',
      '"x": "-" needs a number, and this is the text "x"',
      ': the expression ends too early',
    ]);
  });
});

describe('whatever the text', () => {
  const fragments = fc.constantFrom(
    ...'income size members limit name null true 1 2.5 "x" ( ) [ ] { } , . .. : + - * / ** = != < <= > >= ? @ and or not( if then else for in return some every satisfies between function(x) instance of date("2025-01-01") item -- // /* \\ " \n'.split(
      ' ',
    ),
    ' ',
  );
  const texts = fc.oneof(
    fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ maxLength: 40 }),
  );

  test('compiling gives an expression or problems with ranges inside of it, and never throws', () => {
    fc.assert(
      fc.property(texts, (source) => {
        const { expression, problems } = compileExpression(source, scope);
        expect(expression === undefined).toBe(problems.length > 0);
        for (const { range } of problems) {
          expect(range !== undefined && range.from >= 0 && range.from <= range.to && range.to <= source.length).toBe(true);
        }
        readsOf(source);
      }),
      { numRuns: 400 },
    );
  });
});
