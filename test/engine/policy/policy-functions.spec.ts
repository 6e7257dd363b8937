/** Goal: functions that decisions share are checked once, typed, free of circles, and give what their body gives with the arguments put in. */
import { describe, expect, it } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import type { Column } from '../../../src/engine/model/column.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy, type Evaluation } from '../../../src/engine/policy/compile-policy.ts';
import { policyChanges } from '../../../src/engine/policy/policy-changes.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { smallPolicy } from './small-policy.ts';

const number = (...names: readonly string[]) => names.map((name) => ({ name, type: 'decimal' }));

const FUNCTIONS = {
  disregarded: {
    label: 'Income after the disregard',
    parameters: number('amount', 'free'),
    type: 'decimal',
    feel: 'max(0, amount - free) * rate',
  },
  twice: { parameters: number('amount'), type: 'decimal', feel: 'disregarded(amount, 10) + disregarded(free: 20, amount: amount)' },
};

const documentWith = (functions: object, feel: string, more: object = {}): Json =>
  smallPolicy({ functions, decisions: { extra: { type: 'decimal', feel, ...more } } } as unknown as Json);

const checked = (document: Json): PolicyDocument => {
  const result = checkPolicy(document);
  if (!result.ok) throw new Error(JSON.stringify(result.failure.problems));
  return result.value;
};

const FACTS: JsonObject = {
  income: '100',
  region: 'north',
  size: 2,
  members: [
    { age: 40, earned: '60' },
    { age: 5, earned: '15' },
  ],
};

const evaluate = (document: Json, date = '2025-03-01'): Evaluation => {
  const policy = checked(document);
  return compilePolicy(policy, date).evaluate(readCase(policy, FACTS).inputs, { trace: true });
};

const decided = (document: Json, date?: string): string => valueText(evaluate(document, date).value('extra'));

const told = (document: Json): string[] => {
  const result = checkPolicy(document);
  return result.ok ? [] : (result.failure.problems ?? []).map(({ pointer, message }) => `${pointer}: ${message}`);
};

describe('a function of a policy', () => {
  it('computes from its arguments and from figures at the date', () => {
    const document = documentWith(FUNCTIONS, 'disregarded(income, 20)');
    expect([decided(document, '2024-03-01'), decided(document, '2025-03-01')]).toEqual(['24', '20']);
  });

  it('calls others, and is called within itself: every call has its own arguments', () => {
    expect(decided(documentWith(FUNCTIONS, 'twice(income)'))).toBe('42.5');
    expect(decided(documentWith(FUNCTIONS, 'disregarded(disregarded(income, 20), disregarded(income, 60))'))).toBe('2.5');
  });

  it('is called for each member, in loops and in tables', () => {
    expect(decided(documentWith(FUNCTIONS, 'sum(for m in members return disregarded(m.earned, 20))'))).toBe('10');
    const ofMembers = { own: { type: 'decimal', of: 'members', feel: 'disregarded(earned, 10)' } };
    const document = smallPolicy({
      functions: FUNCTIONS,
      decisions: { ...ofMembers, extra: { type: 'decimal', feel: 'sum(members.own)' } },
    } as unknown as Json);
    expect(decided(document)).toBe('13.75');
    const table = {
      hitPolicy: 'FIRST',
      inputs: ['disregarded(income, 20)'],
      rules: [
        { when: ['< disregarded(income, 10)'], then: 'twice(20)' },
        { when: ['-'], then: '0' },
      ],
    };
    expect(decided(smallPolicy({ functions: FUNCTIONS, decisions: { extra: { type: 'decimal', table } } } as unknown as Json))).toBe('2.5');
  });

  it('becomes column code', () => {
    const own = { type: 'decimal', of: 'members', feel: 'disregarded(earned, 10)' };
    const extra = { type: 'decimal', feel: 'twice(income) + sum(members.own)' };
    const policy = checked(smallPolicy({ functions: FUNCTIONS, decisions: { own, extra } } as unknown as Json));
    const { inputs } = readCase(policy, FACTS);
    const program = compileColumns(policy, '2025-03-01', { decisions: ['extra', 'own'] });
    const table = columnTable(policy.inputs, [inputs]);
    const columns = program.evaluate(table);
    expect(['extra', 'own'].map((name) => columnTexts(columns.get(name) as Column))).toEqual([['56.25'], ['12.5', '1.25']]);
    expect(program.rowByRow()).toEqual([]);
  });

  it('stands in the explanation with its arguments, and with what it read', () => {
    const node = evaluate(documentWith(FUNCTIONS, 'disregarded(income, 20)')).explanation?.find(({ name }) => name === 'extra');
    expect(node?.children).toMatchObject([
      {
        kind: 'function',
        name: 'disregarded(amount: 100, free: 20)',
        label: 'Income after the disregard',
        value: '20',
        logic: 'max(0, amount - free) * rate',
        children: [
          { kind: 'input', name: 'income' },
          { kind: 'parameter', name: 'rate', value: '0.25', since: '2025-01-01' },
        ],
      },
    ]);
  });

  it('stands among what a reform changes', () => {
    const policy = checked(documentWith(FUNCTIONS, '1'));
    const reformed = checked(documentWith({ ...FUNCTIONS, disregarded: { ...FUNCTIONS.disregarded, feel: 'amount' } }, '1'));
    const date = '2025-03-01';
    expect(policyChanges({ policy, date }, { policy: reformed, date })).toEqual({
      parameters: [],
      decisions: [],
      functions: [{ name: 'disregarded', label: 'Income after the disregard' }],
    });
  });
});

describe('mistakes', () => {
  it('in a body are told once, where it stands', () => {
    const functions = {
      wrong: { parameters: number('a'), type: 'decimal', feel: 'a + incom' },
      text: { parameters: [], type: 'decimal', feel: '"1"' },
    };
    expect(told(documentWith(functions, 'wrong(1) + wrong(2) + text()'))).toEqual([
      '/functions/wrong/feel: unknown name "incom"',
      '/functions/text/feel: the result is the text "1"',
    ]);
  });

  it('of a body that reads facts or decisions', () => {
    expect(told(documentWith({ reads: { parameters: [], type: 'decimal', feel: 'income + total' } }, 'reads()'))).toEqual([
      '/functions/reads/feel: unknown name "income"',
      '/functions/reads/feel: unknown name "total"',
    ]);
  });

  it('in a call are told at the call', () => {
    expect(told(documentWith(FUNCTIONS, 'disregarded(income)'))).toEqual([
      '/decisions/extra/feel: "disregarded" is called with 1 argument',
    ]);
    expect(told(documentWith(FUNCTIONS, 'disregarded(amount: 1, fre: 2)'))).toEqual([
      '/decisions/extra/feel: "disregarded" has no parameters of these names',
    ]);
    expect(told(documentWith(FUNCTIONS, 'disregarded(income, region)'))).toEqual([
      '/decisions/extra/feel: "free" of "disregarded" needs a number, and this is one of "north" or "south"',
    ]);
    const [problem] =
      (checkPolicy(documentWith(FUNCTIONS, 'disregardet(1, 2)')) as { failure?: { problems: { suggestion?: string }[] } }).failure
        ?.problems ?? [];
    expect(problem?.suggestion).toContain('disregarded');
  });

  it('of names', () => {
    const body = { parameters: number('a'), type: 'decimal', feel: 'a' };
    expect(told(documentWith({ total: body }, '1'))).toEqual([
      '/functions/total: "total" is declared twice: as a decision and as a function',
    ]);
    expect(told(documentWith({ max: body }, '1'))).toEqual(['/functions/max: "max" is a function of FEEL']);
    expect(told(documentWith({ own: { ...body, parameters: number('a', 'a', 'rate') } }, '1'))).toEqual([
      '/functions/own/parameters/1/name: the function has two parameters "a"',
      '/functions/own/parameters/2/name: "rate" is declared for the whole policy',
    ]);
  });

  it('of functions that call each other in a circle', () => {
    const functions = {
      first: { parameters: number('a'), type: 'decimal', feel: 'second(a)' },
      second: { parameters: number('a'), type: 'decimal', feel: 'if a > 1 then first(a - 1) else 0' },
      alone: { parameters: number('a'), type: 'decimal', feel: 'first(a)' },
    };
    expect(told(documentWith(functions, 'first(3) + alone(2)'))).toEqual([
      '/functions/first: "first" depends on itself: first → second → first',
    ]);
  });

  it('of calls that would make an expression without measure', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `f${index}`,
        { parameters: number('a'), type: 'decimal', feel: index === 0 ? 'a' : `f${index - 1}(a) + f${index - 1}(a)` },
      ]),
    );
    const problems = told(documentWith(doubling, 'f29(1)'));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((text) => text.endsWith('the functions that are called here call too many others'))).toBe(true);
  });
});
