/** Goal: every mistake of a policy is told at once, each once, at its place; a right policy has none. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { smallPolicy } from './small-policy.ts';

const problemsOf = (document: Json) => {
  const checked = checkPolicy(document);
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

const told = (document: Json): string[] => problemsOf(document).map(({ pointer, message }) => `${pointer}: ${message}`);

/** Rules of a table as JSON text: `[["< 18"], "\"no\""]` is one rule. */
const table = (hitPolicy: string, inputs: string[], rules: readonly (readonly [string[], string])[]): Json =>
  JSON.parse(
    `{"hitPolicy":${JSON.stringify(hitPolicy)},"inputs":${JSON.stringify(inputs)},"rules":[${rules
      .map(([when, conclusion]) => `{"when":${JSON.stringify(when)},"then":${JSON.stringify(conclusion)}}`)
      .join()}]}`,
  );

const withTable = (hitPolicy: string, inputs: string[], rules: readonly (readonly [string[], string])[], more: object = {}): Json =>
  smallPolicy({ decisions: { extra: { type: 'integer', table: table(hitPolicy, inputs, rules), ...more } } });

describe('checkPolicy', () => {
  it('accepts a right policy, and fills in what may be left out', () => {
    const {
      parameters: _parameters,
      tests: _tests,
      amounts: _amounts,
      ...rest
    } = smallPolicy({
      decisions: { total: { feel: 'income' }, outcome: { feel: '"ELIGIBLE"' }, benefit: null },
    });
    const checked = checkPolicy(rest);
    expect(checked).toMatchObject({ ok: true, value: { parameters: {}, tests: [], amounts: [], id: 'small' } });
  });

  it('tells five mistakes as five problems', () => {
    const document = smallPolicy({
      inputs: { region: { type: 'enmu' } },
      parameters: { rate: { values: { '2025-01-01': '0.25001' } }, limit: { by: 'sise' } },
      decisions: { total: { feel: 'incone + sum(members.earned)' }, benefit: { feel: 'outcome = "ELIGIBLE"' } },
    });
    expect(problemsOf(document)).toEqual([
      {
        pointer: '/inputs/region/type',
        message: '"enmu" is not known here',
        expected: expect.stringContaining('"enum"'),
        suggestion: 'did you mean "enum"?',
        fix: { range: { from: 0, to: 4 }, replacement: 'enum' },
      },
      {
        pointer: '/parameters/rate/values/2025-01-01',
        message: '"0.25001" has more than 4 digits after the point',
        expected: 'a number with at most 4 digits after the point',
      },
      {
        pointer: '/parameters/limit/by',
        message: 'there is no input or decision "sise" to pick a value by',
        suggestion: 'did you mean "size"?',
        fix: { range: { from: 0, to: 4 }, replacement: 'size' },
      },
      {
        pointer: '/decisions/total/feel',
        range: { from: 0, to: 6 },
        message: 'unknown name "incone"',
        expected: 'a declared name',
        suggestion: 'did you mean "income"?',
        fix: { range: { from: 0, to: 6 }, replacement: 'income' },
      },
      { pointer: '/decisions/benefit/feel', range: { from: 0, to: 20 }, message: 'the result is a boolean', expected: 'a number' },
    ]);
  });

  it('names the document in each problem', () => {
    const checked = checkPolicy(smallPolicy({ outcome: 'outcom' }), 'small.json');
    expect(checked).toMatchObject({ ok: false, failure: { problems: [{ document: 'small.json', pointer: '/outcome' }] } });
  });

  it('does not blame expressions for a section that is missing or misspelt', () => {
    const { inputs, ...rest } = smallPolicy();
    expect(told(rest)).toEqual([': the key "inputs" is missing']);
    expect(told({ ...rest, input: inputs as Json })).toEqual(['/input: the key "input" is not known here']);
    expect(told(smallPolicy({ inputs: { members: { of: null } } }))).toEqual(['/inputs/members: the key "of" is missing']);
  });

  it.each<[string, Json, string[]]>([
    [
      'a name declared twice',
      { parameters: { income: { type: 'integer', values: { '2025-01-01': 1 } } } },
      ['/parameters/income: "income" is declared twice: as an input and as a parameter'],
    ],
    [
      'a field that shadows an input',
      { inputs: { members: { of: { income: { type: 'integer' } } } } },
      ['/inputs/members/of/income: "income" is declared twice: as an input and as a field of the members'],
    ],
    [
      'a word of the language as a name',
      { inputs: { item: { type: 'integer' } } },
      ['/inputs/item: "item" has a meaning of its own in expressions'],
    ],
    ['an outcome that is no decision', { outcome: 'incom' }, ['/outcome: there is no decision "incom"']],
    ['an outcome that is no enum', { outcome: 'total' }, ['/outcome: the decision "total" is of the type "decimal"']],
    ['an amount that is no decimal', { amounts: ['outcome'] }, ['/amounts/0: the decision "outcome" is of the type "enum"']],
    [
      'an outcome for each member',
      { decisions: { own: { type: 'enum', values: ['a'], of: 'members', feel: '"a"' } }, outcome: 'own' },
      ['/outcome: the decision "own" is made for each member'],
    ],
    [
      'the reserved outcome',
      { decisions: { outcome: { values: ['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED'] } } },
      ['/decisions/outcome/values/2: "UNDETERMINED" is the outcome of a case whose outcome has no value'],
    ],
    [
      'decisions of an unknown list',
      { decisions: { own: { type: 'integer', of: 'member', feel: '1' } } },
      ['/decisions/own/of: there is no list input "member"'],
    ],
    [
      'decisions of an input that is no list',
      { decisions: { own: { type: 'integer', of: 'income', feel: '1' } } },
      ['/decisions/own/of: "income" is no list input'],
    ],
    ['a range without values', { inputs: { size: { min: 4 } } }, ['/inputs/size/min: "min" is above "max", so that no value fits']],
    [
      'a key that is never asked for',
      { parameters: { limit: { values: { '2025-01-01': { '4': '1' } } } } },
      ['/parameters/limit/values/2025-01-01/4: "size" is never "4"'],
    ],
    [
      'a key without a value',
      { parameters: { byRegion: { type: 'integer', by: 'region', values: { '2025-01-01': { north: 1 } } } } },
      ['/parameters/byRegion/values: there is no value under the key "south"'],
    ],
    [
      'a misspelt key, once',
      { parameters: { byRegion: { type: 'integer', by: 'region', values: { '2025-01-01': { north: 1, sotuh: 2 } } } } },
      ['/parameters/byRegion/values/2025-01-01/sotuh: "region" is never "sotuh"'],
    ],
    [
      'a key by a decimal',
      { parameters: { limit: { by: 'income' } } },
      ['/parameters/limit/by: "income" is of the type "decimal", which cannot pick a value'],
    ],
    ['a text where a number is wanted', { decisions: { total: { feel: '"1"' } } }, ['/decisions/total/feel: the result is the text "1"']],
    [
      'a result of another type, once for all branches',
      { decisions: { total: { feel: 'if size > 1 then true else if size > 0 then false else true' } } },
      ['/decisions/total/feel: the result is a boolean'],
    ],
    [
      'the one branch of another type',
      { decisions: { total: { feel: 'if size > 1 then 1 else if size > 0 then false else 2' } } },
      ['/decisions/total/feel: the branches differ: a boolean after "then", a number after "else"'],
    ],
    [
      'an unknown value of an enum',
      { decisions: { outcome: { feel: '"ELIGIBEL"' } } },
      ['/decisions/outcome/feel: "ELIGIBEL" is no value of the enumeration'],
    ],
    [
      'a field of a member in an expression of the unit',
      { decisions: { total: { feel: 'age' } } },
      ['/decisions/total/feel: unknown name "age"'],
    ],
    [
      'a mistake in the logic of a date',
      { decisions: { total: { from: { '2025-06-01': { feel: 'incom' } } } } },
      ['/decisions/total/from/2025-06-01/feel: unknown name "incom"'],
    ],
    [
      'an unknown input in a test',
      { tests: [{ name: 'a', date: '2025-01-01', given: { incom: 1 }, expect: { total: '1' } }] },
      ['/tests/0/given/incom: "incom" is no input of the policy'],
    ],
    [
      'an unknown decision in a test',
      { tests: [{ name: 'a', date: '2025-01-01', given: {}, expect: { totl: '1' } }] },
      ['/tests/0/expect/totl: "totl" is no decision of the policy'],
    ],
    [
      'an expected value of the wrong type',
      { tests: [{ name: 'a', date: '2025-01-01', given: {}, expect: { outcome: 'NO' } }] },
      ['/tests/0/expect/outcome: "NO" is no value of the enumeration'],
    ],
    [
      'a value in a test that does not fit its input',
      { tests: [{ name: 'a', date: '2025-01-01', given: { income: '1.005' }, expect: { total: '1' } }] },
      ['/tests/0/given/income: "1.005" has more than 2 digits after the point'],
    ],
  ])('tells %s', (_what, changes, expected) => {
    expect(told(smallPolicy(changes))).toEqual(expected);
  });

  describe('circles', () => {
    it('names the way around, once', () => {
      const document = smallPolicy({
        decisions: {
          a: { type: 'decimal', feel: 'b + 1' },
          b: { type: 'decimal', feel: 'sum(members.c)' },
          c: { type: 'decimal', of: 'members', feel: 'a * earned' },
        },
      });
      expect(told(document)).toEqual(['/decisions/a: "a" depends on itself: a → b → c → a']);
    });

    it('are looked for in the logic of each date', () => {
      const swapped = (fromB: string): Json => ({
        decisions: {
          a: { type: 'decimal', feel: 'income', from: { '2025-01-01': { feel: 'b' } } },
          b: { type: 'decimal', feel: 'a', from: { [fromB]: { feel: 'income' } } },
        },
      });
      expect(told(smallPolicy(swapped('2025-01-01')))).toEqual([]);
      expect(told(smallPolicy(swapped('2025-01-02')))).toEqual(['/decisions/a: "a" depends on itself: a → b → a']);
    });
  });

  describe('chains', () => {
    const chain = (length: number): PolicyDocument =>
      smallPolicy({
        decisions: Object.fromEntries(
          Array.from({ length }, (_, place) => {
            const before = place === 0 ? 'income' : `d${place}`;
            const feel = `if ${before} > 1000000 then max(${before} - 1, 0) else min(${before} + 1, 2000000)`;
            return [`d${place + 1}`, { type: 'decimal', feel }];
          }),
        ),
      });

    it('may be long, and are then decided', () => {
      const policy = chain(200);
      expect(told(policy)).toEqual([]);
      const facts = { income: Exact.ZERO, members: [], region: 'north' };
      expect(String(compilePolicy(policy, '2025-06-01').evaluate(facts).value('d200'))).toBe('200');
      const columns = compileColumns(policy, '2025-06-01', { decisions: ['d200'] }).evaluate(columnTable(policy.inputs, [facts]));
      expect(columns.get('d200')).toMatchObject({ cells: Int32Array.of(200) });
    });

    it('are refused where the stack of a thread might end', () => {
      expect(told(chain(201))).toEqual([
        '/decisions/d201: "d201" stands at the end of a chain of 201 decisions, each of which reads the one before',
      ]);
    });
  });

  describe('tables', () => {
    it('takes a bare value name for the value, and suggests one for a misspelt name', () => {
      const outcome = (value: string): Json => ({
        decisions: {
          outcome: {
            feel: null,
            table: table(
              'FIRST',
              ['total'],
              [
                [['< 100'], value],
                [['-'], 'NOT_ELIGIBLE'],
              ],
            ),
          },
        },
      });
      expect(told(smallPolicy(outcome('ELIGIBLE')))).toEqual([]);
      expect(problemsOf(smallPolicy(outcome('ELIGIBEL')))).toEqual([
        {
          pointer: '/decisions/outcome/table/rules/0/then',
          message: '"ELIGIBEL" is no value of this decision',
          expected: '"ELIGIBLE" or "NOT_ELIGIBLE"',
          range: { from: 0, to: 8 },
          suggestion: 'did you mean "ELIGIBLE"?',
          fix: { range: { from: 0, to: 8 }, replacement: 'ELIGIBLE' },
        },
      ]);
    });

    it('tells a rule with too few cells, and a cell of the wrong type', () => {
      expect(
        told(
          withTable(
            'FIRST',
            ['size', 'region'],
            [
              [['1'], '1'],
              [['-', '-'], '2'],
            ],
          ),
        ),
      ).toEqual(['/decisions/extra/table/rules/0/when: the rule has 1 cells and the table 2 columns']);
      expect(
        told(
          withTable(
            'FIRST',
            ['size'],
            [
              [['"a"'], '1'],
              [['-'], '2'],
            ],
          ),
        ),
      ).toHaveLength(1);
    });

    it.each<[string, string[], [string[], string][], string]>([
      [
        'between intervals',
        ['income'],
        [
          [['< 10'], '1'],
          [['> 10'], '2'],
        ],
        'no rule applies, for example to income = 10',
      ],
      [
        'between points of whole numbers',
        ['size'],
        [
          [['1'], '1'],
          [['3'], '2'],
        ],
        'no rule applies, for example to size = 2',
      ],
      ['at the end of a declared range', ['size'], [[['< 3'], '1']], 'no rule applies, for example to size = 3'],
      ['of an enum', ['region'], [[['"north"'], '1']], 'no rule applies, for example to region = "south"'],
      [
        'of two columns',
        ['region', 'size'],
        [
          [['"north"', '-'], '1'],
          [['"south"', '< 2'], '2'],
        ],
        'no rule applies, for example to region = "south", size = 2',
      ],
      ['of a boolean', ['income < 5'], [[['true'], '1']], 'no rule applies, for example to income < 5 = false'],
      ['of texts', ['"x" + region'], [[['"a"'], '1']], 'no rule applies, for example to "x" + region = any other text'],
      ['left by a negated cell', ['size'], [[['not(2)'], '1']], 'no rule applies, for example to size = 2'],
    ])('finds the gap %s', (_what, inputs, rules, message) => {
      expect(told(withTable('UNIQUE', inputs, rules))).toEqual([`/decisions/extra/table/rules: ${message}`]);
    });

    it('takes a gap as meant where the decision may lack a value', () => {
      expect(told(withTable('UNIQUE', ['size'], [[['1'], '1']], { nullable: true }))).toEqual([]);
    });

    it.each<[string, string[], [string[], string][], string]>([
      [
        'of intervals',
        ['income'],
        [
          [['<= 10'], '1'],
          [['[10..20]'], '2'],
          [['> 20'], '3'],
        ],
        '/decisions/extra/table/rules/1: the rules 1 and 2 both apply, for example to income = 10',
      ],
      [
        'of two columns',
        ['region', 'size'],
        [
          [['"north"', '-'], '1'],
          [['-', '>= 2'], '2'],
          [['"south"', '1'], '3'],
        ],
        '/decisions/extra/table/rules/1: the rules 1 and 2 both apply, for example to region = "north", size = 2',
      ],
    ])('finds the overlap %s', (_what, inputs, rules, message) => {
      expect(told(withTable('UNIQUE', inputs, rules))).toEqual([message]);
    });

    it('finds a rule that an earlier one hides', () => {
      expect(
        told(
          withTable(
            'FIRST',
            ['size'],
            [
              [['< 3'], '1'],
              [['[1..2]'], '2'],
              [['-'], '3'],
            ],
          ),
        ),
      ).toEqual(['/decisions/extra/table/rules/1: the rule is never reached: rule 1 applies wherever it does']);
    });

    it('claims nothing about cells that are no plain sets', () => {
      expect(
        told(
          withTable(
            'UNIQUE',
            ['income'],
            [
              [['< total'], '1'],
              [['>= total'], '2'],
            ],
          ),
        ),
      ).toEqual([]);
    });
  });

  it.each(['ky-ktap', 'housing-support'])('finds nothing in the shipped policy %s', (id) => {
    expect(told(JSON.parse(readFileSync(`templates/policies/${id}.json`, 'utf8')))).toEqual([]);
  });
});
