/** Goal: a decision never has more digits than it declares, which is known before it runs; a decision that declares none may be a third. */
import { describe, expect, it } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { isList } from '../../../src/engine/model/value.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { randomCases, randomPolicy } from '../../support/random-policy.ts';
import { smallPolicy } from './small-policy.ts';

const problemsOf = (document: object): readonly Problem[] => {
  const checked = checkPolicy(document as Json);
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

/** A decision of two digits after the point with this logic. */
const withLogic = (feel: string, type: object = { type: 'decimal', scale: 2 }): PolicyDocument =>
  smallPolicy({ decisions: { extra: { ...type, feel }, third: { type: 'decimal', feel: 'income / 3' } } });

const told = (feel: string, type?: object): readonly string[] =>
  problemsOf(withLogic(feel, type)).map(({ range, message }) => `${feel.slice(range?.from, range?.to)}: ${message}`);

const MORE = 'may have more than 2 digits after the point, which the decision does not keep';

describe('a decision with a scale', () => {
  it('is checked although squares of squares grow beyond all bounds', () => {
    const squares = Array.from({ length: 60 }, (_, i) => [
      `s${i}`,
      { type: 'decimal', feel: i === 0 ? 'income' : `s${i - 1} * s${i - 1}` },
    ]);
    const document = (last: object): PolicyDocument => smallPolicy({ decisions: { ...Object.fromEntries(squares), last } as Json });
    expect(problemsOf(document({ type: 'decimal', feel: 's59 + 1' }))).toEqual([]);
    expect(problemsOf(document({ type: 'decimal', scale: 2, feel: 's59 + 1' }))).toMatchObject([
      { message: expect.stringContaining(MORE) },
    ]);
  });

  it.each([
    ['a quotient', 'income / 3', `income / 3: this quotient ${MORE}`],
    ['a quotient of what is only known when it runs', 'income / size', `income / size: this quotient ${MORE}`],
    ['a product', 'income + rate * income', `rate * income: this product ${MORE}`],
    ['a power', 'income ** 2', `income ** 2: this power ${MORE}`],
    ['a literal', 'max(0, 1.005)', `1.005: "1.005" ${MORE}`],
    ['a decision that is a fraction', '1 + third', `third: "third" ${MORE}`],
    ['a function that gives fractions', 'mean([income, 1])', `mean([income, 1]): what "mean" gives ${MORE}`],
    ['one branch', 'if size > 1 then round half up(income / 3, 2) else income * 0.5', `income * 0.5: this product ${MORE}`],
    ['rounding to more digits', 'round half up(income / 3, 3)', `round half up(income / 3, 3): what "round half up" gives ${MORE}`],
    [
      'rounding to digits that are computed',
      'round half up(income / 3, size)',
      `round half up(income / 3, size): what "round half up" gives ${MORE}`,
    ],
    ['the innermost of several', 'max(0, income - 2 * (income / size))', `income / size: this quotient ${MORE}`],
    ['fields of members', 'sum(for m in members return m.earned / 2)', `m.earned / 2: this quotient ${MORE}`],
  ])('is not made of %s', (_what, feel, problem) => {
    expect(told(feel)).toEqual([problem]);
  });

  it.each([
    'income',
    'round half up(income / size, 2)',
    'floor(income / 7)',
    'round up(income / 7, 1) + round down(rate * income, 2)',
    'income - max(0, min(limit[size], income))',
    'sum(members.earned) + count(members[age < 18]) * 12.5',
    'sum(members[age < 18].earned)',
    '12 * (third - third) + 0.5 * 2 * income',
    'income / 0.5',
    '3 * (income / 3)',
    'if size > 1 then null else period.year',
    'sum(for m in members return m.age * 0.01)',
    'modulo(income, 0.25)',
    'abs(-income)',
    'sum([])',
  ])('may be %s', (feel) => {
    const { decisions, ...rest } = withLogic(feel.replaceAll('third', 'income'));
    expect(problemsOf({ ...rest, decisions })).toEqual([]);
  });

  it('takes an integer for a decision of no digits', () => {
    expect(told('size / 2', { type: 'integer' })).toEqual([
      'size / 2: this quotient may have a fraction, which the decision does not keep',
    ]);
    expect(told('floor(size / 2)', { type: 'integer' })).toEqual([]);
  });

  it('is left out where no scale is declared: a share among three stays a third', () => {
    expect(told('income / 3', { type: 'decimal' })).toEqual([]);
  });

  it('is held to it in tables and in the logic of each date', () => {
    const rules = [
      { when: ['1'], then: 'income' },
      { when: ['-'], then: 'income / 3' },
    ];
    const extra = {
      type: 'decimal',
      scale: 2,
      table: { hitPolicy: 'FIRST', inputs: ['size'], rules, otherwise: 'rate * income' },
      from: { '2026-01-01': { feel: 'income / 7' } },
    };
    expect(problemsOf(smallPolicy({ decisions: { extra } })).map(({ pointer }) => pointer)).toEqual([
      '/decisions/extra/table/rules/1/then',
      '/decisions/extra/table/otherwise',
      '/decisions/extra/from/2026-01-01/feel',
    ]);
  });

  it('is told with the step that was expected and a rounding of the whole result', () => {
    expect(problemsOf(withLogic(' income / 3 + 1'))).toEqual([
      {
        pointer: '/decisions/extra/feel',
        range: { from: 1, to: 11 },
        message: `this quotient ${MORE}`,
        expected: 'a whole multiple of 0.01',
        suggestion: 'round the result, such as with round half up(…, 2)',
        fix: { range: { from: 1, to: 15 }, replacement: 'round half up(income / 3 + 1, 2)' },
      },
    ]);
    expect(problemsOf(withLogic(' round half up(income / 3 + 1, 2)'))).toEqual([]);
  });

  it('points at the call of a function of the policy, whose text stands elsewhere', () => {
    const functions = { half: { type: 'decimal', parameters: [{ name: 'n', type: 'decimal' }], feel: 'n / 2' } };
    const extra = { type: 'decimal', scale: 2, feel: '1 + half(income)' };
    expect(problemsOf(smallPolicy({ functions, decisions: { extra } }))).toMatchObject([
      { range: { from: 4, to: 16 }, message: `what "half" gives ${MORE}` },
    ]);
    expect(problemsOf(smallPolicy({ functions, decisions: { extra: { ...extra, feel: 'half(2 * income)' } } }))).toEqual([]);
  });

  it('blames nobody for a decision that has a mistake of its own', () => {
    const decisions = { total: { feel: 'incom' }, extra: { type: 'decimal', scale: 2, feel: 'total' } };
    expect(problemsOf(smallPolicy({ decisions })).map(({ pointer }) => pointer)).toEqual(['/decisions/total/feel']);
  });
});

/** The policy with a scale for each decimal decision that can have it. */
const scaled = (policy: PolicyDocument, scale: number): PolicyDocument => {
  const entries = Object.entries(policy.decisions).map(([name, own]) => [name, own.type === 'decimal' ? { ...own, scale } : own]);
  const strict = { ...policy, decisions: Object.fromEntries(entries) };
  const wrong = new Set(problemsOf(strict).map(({ pointer = '' }) => pointer.split('/')[2]));
  const kept = entries.map(([name, own]) => [name, wrong.has(name as string) ? policy.decisions[name as string] : own]);
  return { ...policy, decisions: Object.fromEntries(kept) };
};

it('what is proven holds for random policies and cases', () => {
  let proven = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const policy = scaled(randomPolicy(seed, 10), 2);
    const again = checkPolicy(policy as unknown as Json);
    if (!again.ok) continue;
    const compiled = compilePolicy(again.value, '2025-03-01');
    for (const facts of randomCases(seed, 6, { large: seed % 2 === 0, nulls: false, membersMax: 3 })) {
      const evaluation = compiled.evaluate(facts);
      for (const [name, decision] of Object.entries(policy.decisions)) {
        if (!('scale' in decision)) continue;
        const value = evaluation.value(name);
        for (const number of isList(value) ? value : [value]) {
          if (!(number instanceof Exact)) continue;
          proven++;
          expect(number.toScaled(2), `seed ${seed}, ${name}: ${number}`).toBeDefined();
        }
      }
    }
  }
  expect(proven).toBeGreaterThan(500);
});
