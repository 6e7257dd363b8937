/** Goal: each hit policy gives what DMN 1.5 (8.2.8) says, never an answer that a missing fact could change, and its mistakes are found beforehand. */
import { describe, expect, it } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { HitPolicy } from '../../../src/engine/model/policy-document.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy, type Evaluation } from '../../../src/engine/policy/compile-policy.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import { decideTable, type TableHit } from '../../../src/engine/table/decide-table.ts';
import { smallPolicy } from '../policy/small-policy.ts';

/** A cell for `income`, and what the rule gives. */
type Rule = readonly [when: string, then: string];

type TablePart = { readonly hitPolicy: HitPolicy; readonly rules: readonly Rule[]; readonly [key: string]: unknown };

const documentWith = ({ rules, ...table }: TablePart, decision: object = { type: 'integer' }): Json =>
  smallPolicy({
    inputs: { income: { nullable: true } },
    decisions: {
      extra: { ...decision, table: { inputs: ['income'], ...table, rules: rules.map(([when, then]) => ({ when: [when], then })) } },
    },
  } as unknown as Json);

const ENUM = { type: 'enum', values: ['high', 'middle', 'low'] };

const evaluate = (document: Json, income: string | null): Evaluation => {
  const checked = checkPolicy(document);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  const facts: JsonObject = { region: 'north', size: 2, members: [], ...(income === null ? {} : { income }) };
  return compilePolicy(checked.value, '2025-03-01').evaluate(readCase(checked.value, facts).inputs, { trace: true });
};

const decided = (document: Json, income: string | null): string => valueText(evaluate(document, income).value('extra'));

const causeOf = (document: Json, income: string | null): string | undefined => {
  const value = evaluate(document, income).value('extra');
  return value instanceof Null ? `${value.cause.kind}: ${value.cause.message}` : undefined;
};

const told = (document: Json): string[] => {
  const checked = checkPolicy(document);
  return checked.ok ? [] : (checked.failure.problems ?? []).map(({ pointer, message }) => `${pointer}: ${message}`);
};

const TABLE = '/decisions/extra/table';

describe('ANY', () => {
  const rules: readonly Rule[] = [
    ['< 100', '1'],
    ['< 200', '1'],
    ['>= 200', '2'],
  ];
  it('lets rules agree', () => {
    expect([decided(documentWith({ hitPolicy: 'ANY', rules }), '50'), decided(documentWith({ hitPolicy: 'ANY', rules }), '200')]).toEqual([
      '1',
      '2',
    ]);
  });
  it('finds rules that contradict each other, with an example', () => {
    expect(told(documentWith({ hitPolicy: 'ANY', rules: [...rules, ['> 150', '3']] }))).toEqual([
      `${TABLE}/rules/3: the rules 2 and 4 both apply and give different values, for example to income = 175`,
    ]);
  });
  it('has no value where computed values differ', () => {
    const computed: readonly Rule[] = [
      ['-', 'size'],
      ['< 100', 'size + 1'],
    ];
    expect(causeOf(documentWith({ hitPolicy: 'ANY', rules: computed }), '50')).toBe(
      'many-matches: the rules 1 and 2 of "extra" both apply and give different values',
    );
    expect(decided(documentWith({ hitPolicy: 'ANY', rules: computed }), '100')).toBe('2');
  });
});

describe('PRIORITY', () => {
  const rules: readonly Rule[] = [
    ['< 300', 'low'],
    ['< 200', 'middle'],
    ['< 100', 'high'],
    ['>= 300', 'low'],
  ];
  it('takes the value that stands first among those of an enum decision', () => {
    const document = documentWith({ hitPolicy: 'PRIORITY', rules }, ENUM);
    expect(['50', '150', '250'].map((income) => decided(document, income))).toEqual(['high', 'middle', 'low']);
  });
  it('takes another order where one is given', () => {
    const precedence = ['low', 'middle', 'high'];
    const both: readonly Rule[] = [
      ['<= 100', 'high'],
      ['>= 100', 'low'],
    ];
    expect(decided(documentWith({ hitPolicy: 'PRIORITY', precedence, rules: both }, ENUM), '100')).toBe('low');
    expect(decided(documentWith({ hitPolicy: 'PRIORITY', rules: both }, ENUM), '100')).toBe('high');
  });
  it('orders numbers, which have no order of precedence of their own', () => {
    const both: readonly Rule[] = [
      ['<= 100', '10'],
      ['>= 100', '-20'],
    ];
    expect(decided(documentWith({ hitPolicy: 'PRIORITY', precedence: ['-20', '10'], rules: both }), '100')).toBe('-20');
    expect(told(documentWith({ hitPolicy: 'PRIORITY', rules: both }))).toEqual([
      `${TABLE}/hitPolicy: PRIORITY needs to know which value goes before which`,
    ]);
    expect(told(documentWith({ hitPolicy: 'PRIORITY', precedence: ['10', 'size'], rules: both }))).toEqual([
      `${TABLE}/precedence/1: the order of precedence names values, and this is computed`,
      `${TABLE}/rules/1/then: the order of precedence does not name this value`,
    ]);
  });
  it('finds a rule that another one always goes before', () => {
    expect(told(documentWith({ hitPolicy: 'PRIORITY', rules: [...rules, ['< 50', 'middle']] }, ENUM))).toEqual([
      `${TABLE}/rules/4: the rule never decides: rule 2 applies wherever it does and goes before it`,
    ]);
  });
  it('tells the rule that decided', () => {
    const node = evaluate(documentWith({ hitPolicy: 'PRIORITY', rules }, ENUM), '150').explanation?.find(({ name }) => name === 'extra');
    expect(node).toMatchObject({ logic: 'decision table, PRIORITY' });
    expect(node?.children.filter(({ kind }) => kind === 'rule').map(({ name }) => name)).toEqual(['rule 2']);
  });
});

describe('COLLECT', () => {
  const rules: readonly Rule[] = [
    ['< 300', '7'],
    ['< 200', '5'],
    ['< 100', '10'],
  ];
  const collecting = (aggregator: string): Json =>
    documentWith({ hitPolicy: 'COLLECT', aggregator, rules }, { type: 'integer', nullable: true });
  it.each([
    ['SUM', '22', '12', '0'],
    ['MIN', '5', '5', 'null'],
    ['MAX', '10', '7', 'null'],
    ['COUNT', '3', '2', '0'],
  ])('%s of all rules that apply, of two, of none', (aggregator, ofAll, ofTwo, ofNone) => {
    expect(['50', '150', '500'].map((income) => decided(collecting(aggregator), income))).toEqual([ofAll, ofTwo, ofNone]);
  });
  it('counts values of any kind', () => {
    const texts: readonly Rule[] = [
      ['-', '"a"'],
      ['< 100', 'true'],
    ];
    expect(decided(documentWith({ hitPolicy: 'COLLECT', aggregator: 'COUNT', rules: texts }), '50')).toBe('2');
  });
  it('has gaps only where nothing comes of none', () => {
    const message = 'no rule applies, for example to income = 300';
    const ofType = (aggregator: string): string[] => told(documentWith({ hitPolicy: 'COLLECT', aggregator, rules }));
    expect(['SUM', 'COUNT', 'MIN', 'MAX'].map(ofType)).toEqual([[], [], [`${TABLE}/rules: ${message}`], [`${TABLE}/rules: ${message}`]]);
  });
  it('tells all rules that count', () => {
    const node = evaluate(collecting('SUM'), '150').explanation?.find(({ name }) => name === 'extra');
    expect(node?.children.filter(({ kind }) => kind === 'rule').map(({ name }) => name)).toEqual(['rule 1', 'rule 2']);
  });
  it('is a mistake where its result is none that the decision may have', () => {
    expect(told(documentWith({ hitPolicy: 'COLLECT', rules }))).toEqual([
      `${TABLE}/hitPolicy: COLLECT gives a list of values, and the decision is a number`,
    ]);
    expect(told(documentWith({ hitPolicy: 'FIRST', aggregator: 'SUM', rules: [['-', '1']] }))).toEqual([
      `${TABLE}/aggregator: the hit policy FIRST aggregates nothing`,
    ]);
    expect(told(documentWith({ hitPolicy: 'COLLECT', aggregator: 'MAX', rules: [['-', 'high']] }, ENUM))).toEqual([
      `${TABLE}/aggregator: values of this decision have no least and no greatest`,
    ]);
    expect(told(documentWith({ hitPolicy: 'COLLECT', aggregator: 'COUNT', rules: [['-', '1']] }, { type: 'boolean' }))).toEqual([
      `${TABLE}/aggregator: COUNT gives a number, and the decision is a boolean`,
    ]);
  });
});

it('rules that others hide together are told, but for one that holds in every other case', () => {
  const rules: readonly Rule[] = [
    ['< 100', '1'],
    ['>= 100', '2'],
    ['[50..150]', '3'],
    ['-', '4'],
  ];
  expect(told(documentWith({ hitPolicy: 'FIRST', rules }))).toEqual([
    `${TABLE}/rules/2: the rule is never reached: the rules before it together apply wherever it does`,
  ]);
});

describe('"otherwise"', () => {
  const document = documentWith({ hitPolicy: 'UNIQUE', rules: [['< 100', '1']], otherwise: 'size * 10' });
  it('holds where no rule applies, and closes gaps', () => {
    expect([decided(document, '50'), decided(document, '100')]).toEqual(['1', '20']);
    const node = evaluate(document, '100').explanation?.find(({ name }) => name === 'extra');
    expect(node?.children.at(-1)).toMatchObject({ kind: 'rule', name: 'otherwise', value: '20', logic: 'in every other case → size * 10' });
  });
  it('is checked as a value of the decision', () => {
    expect(told(documentWith({ hitPolicy: 'UNIQUE', rules: [['-', '1']], otherwise: '"no"' }))).toEqual([
      `${TABLE}/otherwise: the result is the text "no"`,
    ]);
  });
});

describe('a missing fact', () => {
  it.each<[HitPolicy, object]>([
    ['UNIQUE', {}],
    ['ANY', {}],
    ['FIRST', {}],
    ['PRIORITY', { precedence: ['1'] }],
    ['COLLECT', { aggregator: 'SUM' }],
    ['COLLECT', { aggregator: 'COUNT' }],
  ])('leaves a table with %s %j open, also where there is an "otherwise"', (hitPolicy, more) => {
    const document = documentWith({ hitPolicy, rules: [['< 100', '1']], otherwise: '1', ...more });
    expect(causeOf(document, null)).toBe('absent: "income" is not given');
  });
});

describe('decideTable', () => {
  const environment = { lookup: () => false };
  const constant = (value: Value) => ({ evaluate: () => value });
  const applying = { test: () => true };
  const tableOf = (hitPolicy: HitPolicy, values: readonly Value[]) => ({
    name: 'table',
    hitPolicy,
    columns: [constant(true)],
    rules: values.map((value) => ({ when: [applying], conclusion: constant(value) })),
  });
  const texts = (values: readonly string[]) => values.map((value) => value as Value);

  it('keeps all values in the order of the rules, or of their precedence', () => {
    expect(decideTable(tableOf('RULE ORDER', texts(['b', 'a', 'c'])), environment)).toEqual(['b', 'a', 'c']);
    expect(decideTable(tableOf('COLLECT', texts(['b', 'a', 'c'])), environment)).toEqual(['b', 'a', 'c']);
    const precedence = (left: Value, right: Value) => (valueText(left) < valueText(right) ? -1 : 1);
    expect(decideTable({ ...tableOf('OUTPUT ORDER', texts(['b', 'a', 'c'])), precedence }, environment)).toEqual(['a', 'b', 'c']);
  });
  it('tells the rules that the value comes from', () => {
    const hits: TableHit[] = [];
    const tell = (hit: TableHit) => void hits.push(hit);
    decideTable(tableOf('ANY', texts(['a', 'a'])), environment, tell);
    decideTable(tableOf('FIRST', texts(['a', 'b'])), environment, tell);
    decideTable(tableOf('UNIQUE', texts(['a', 'b'])), environment, tell);
    expect(hits.slice(0, 2)).toEqual([
      { rules: [0, 1], values: ['a', 'a'] },
      { rules: [0], values: ['a'] },
    ]);
    expect(hits[2]).toHaveProperty('missing');
  });
  it('aggregates no values of other kinds', () => {
    const mixed = [Exact.ONE, 'two'];
    for (const aggregator of ['SUM', 'MIN', 'MAX'] as const) {
      expect(decideTable({ ...tableOf('COLLECT', mixed), aggregator }, environment)).toBeInstanceOf(Null);
    }
  });
});
