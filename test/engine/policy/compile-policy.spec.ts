/** Goal: decisions are evaluated exactly, on demand, independent of order; what is missing is told by its cause and touches nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentJson } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy, type Evaluation } from '../../../src/engine/policy/compile-policy.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import { smallPolicy } from './small-policy.ts';

const FACTS: JsonObject = {
  income: '100.50',
  region: 'north',
  size: 2,
  members: [
    { age: 40, earned: '20' },
    { age: 5, earned: '0' },
  ],
};

const checked = (changes: Json = {}): PolicyDocument => {
  const result = checkPolicy(smallPolicy(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure.problems));
  return result.value;
};

type Given = { readonly facts?: JsonObject; readonly date?: string; readonly overrides?: readonly (readonly [string, Value])[] };

const evaluate = (policy: PolicyDocument, { facts = FACTS, date = '2025-03-01', overrides = [] }: Given = {}): Evaluation => {
  const { inputs, problems } = readCase(policy, facts);
  expect(problems).toEqual([]);
  return compilePolicy(policy, date).evaluate(inputs, { overrides: new Map(overrides) });
};

const decided = (policy: PolicyDocument, decision: string, given: Given = {}): Json =>
  documentJson(evaluate(policy, given).value(decision));

const causeOf = (evaluation: Evaluation, decision: string) => {
  const value = evaluation.value(decision);
  return value instanceof Null ? value.cause : undefined;
};

const rows = (...cells: readonly (readonly [string, string])[]): Json =>
  JSON.parse(`[${cells.map(([when, conclusion]) => `{"when":[${JSON.stringify(when)}],"then":${JSON.stringify(conclusion)}}`).join()}]`);

const tablePolicy = (hitPolicy: string, ...cells: readonly (readonly [string, string])[]): PolicyDocument =>
  checked({ decisions: { extra: { type: 'integer', nullable: true, table: { hitPolicy, inputs: ['income'], rules: rows(...cells) } } } });

describe('compilePolicy', () => {
  it('evaluates decisions that depend on each other, exactly', () => {
    const evaluation = evaluate(checked());
    expect(documentJson(evaluation.value('total'))).toBe('120.5');
    expect(evaluation.value('outcome')).toBe('ELIGIBLE');
    expect(documentJson(evaluation.value('benefit'))).toBe('429.88');
  });

  it('lists decisions after those they depend on, and outcomes with UNDETERMINED last', () => {
    const compiled = compilePolicy(checked(), '2025-03-01');
    expect(compiled.decisions).toEqual(['total', 'outcome', 'benefit']);
    expect(compiled.outcomes).toEqual(['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED']);
  });

  it('takes the latest value on or before the date, key by key', () => {
    const policy = checked({
      parameters: { limit: { values: { '2025-01-01': { '1': '410' } } } },
      decisions: { rateNow: { type: 'decimal', feel: 'rate' }, limitOf: { type: 'decimal', feel: 'limit[size]' } },
    });
    const rateOn = (date: string) => decided(policy, 'rateNow', { date });
    expect([rateOn('2024-01-01'), rateOn('2024-12-31'), rateOn('2025-01-01'), rateOn('2030-01-01')]).toEqual([
      '0.3',
      '0.3',
      '0.25',
      '0.25',
    ]);
    expect(decided(policy, 'limitOf', { facts: { ...FACTS, size: 1 } })).toBe('410');
    expect(decided(policy, 'limitOf')).toBe('460');
  });

  it('has no value before the first date of a parameter, and says so', () => {
    const evaluation = evaluate(checked(), { date: '2023-12-31' });
    expect(causeOf(evaluation, 'outcome')).toEqual({
      kind: 'unknown-key',
      at: 'limit[2]',
      message: '"limit[2]" has no value before 2024-01-01',
    });
    expect(documentJson(evaluation.value('total'))).toBe('120.5');
  });

  it('changes the logic of a decision by date', () => {
    const policy = checked({ decisions: { total: { from: { '2024-08-01': { feel: 'income' }, '2026-01-01': { feel: '0' } } } } });
    expect(['2024-07-31', '2024-08-01', '2026-01-01'].map((date) => decided(policy, 'total', { date }))).toEqual(['120.5', '100.5', '0']);
    const later = checked({ decisions: { extra: { type: 'integer', from: { '2026-01-01': { feel: '1' } } } } });
    expect(causeOf(evaluate(later), 'extra')).toMatchObject({ kind: 'unknown-key', at: 'extra' });
  });

  it('knows the period that is evaluated', () => {
    const policy = checked({
      decisions: {
        month: { type: 'integer', feel: 'period.month' },
        year: { type: 'integer', feel: 'period.year' },
        start: { type: 'date', feel: 'period.start' },
      },
    });
    expect(['month', 'year', 'start'].map((name) => decided(policy, name))).toEqual(['3', '2025', '2025-03-01']);
  });

  describe('members', () => {
    const policy = checked({
      decisions: {
        isChild: { type: 'boolean', of: 'members', feel: 'age < 18' },
        share: { type: 'decimal', of: 'members', feel: 'if isChild then 0 else (income + earned) / adults' },
        adults: { type: 'integer', feel: 'count(members[not(isChild)])' },
        shares: { type: 'decimal', feel: 'sum(members.share)' },
        ofAdults: { type: 'decimal', feel: 'sum(members[isChild = false].earned)' },
      },
    });

    it('are decided one by one, with the facts and decisions of the unit', () => {
      expect(decided(policy, 'share')).toEqual(['120.5', '0']);
      expect(decided(policy, 'ofAdults')).toBe('20');
    });

    it('keep thirds as thirds', () => {
      const three = { ...FACTS, income: '100', members: [20, 30, 40].map((age) => ({ age, earned: '0' })) };
      expect(decided(policy, 'share', { facts: three })).toEqual(['100/3', '100/3', '100/3']);
      expect(decided(policy, 'shares', { facts: three })).toBe('100');
    });

    it('may be none', () => {
      expect(decided(policy, 'share', { facts: { ...FACTS, members: [] } })).toEqual([]);
      expect(decided(policy, 'shares', { facts: { ...FACTS, members: [] } })).toBe('0');
    });

    it('pass on what they lack', () => {
      const evaluation = evaluate(policy, { facts: { ...FACTS, members: [{ age: 40, earned: '20' }, { earned: '1' }] } });
      expect(causeOf(evaluation, 'adults')).toMatchObject({ kind: 'absent', at: 'members[2].age' });
      const { members: _members, ...without } = FACTS;
      expect(causeOf(evaluate(policy, { facts: without }), 'share')).toMatchObject({ kind: 'absent', at: 'members' });
    });

    it('are given as a list in place of the decision', () => {
      const overrides = [['share', [Exact.integer(1), Exact.integer(2)]]] as const;
      expect(decided(policy, 'shares', { overrides })).toBe('3');
      expect(decided(policy, 'share', { overrides })).toEqual(['1', '2']);
    });
  });

  it('touches with an absent fact only what depends on it', () => {
    const { size: _size, ...facts } = FACTS;
    const evaluation = evaluate(checked(), { facts });
    expect(documentJson(evaluation.value('total'))).toBe('120.5');
    expect(causeOf(evaluation, 'benefit')).toEqual({ kind: 'absent', at: 'size', message: '"size" is not given' });
  });

  it('evaluates nothing that is not asked for', () => {
    const policy = checked({ decisions: { huge: { type: 'integer', feel: 'count(for i in 1..90000 return i * income)' } } });
    const compiled = compilePolicy(policy, '2025-03-01');
    let reads = 0;
    const { inputs } = readCase(policy, FACTS);
    const counting = new Proxy(inputs, {
      get: (target, name) => {
        reads++;
        return Reflect.get(target, name);
      },
    });
    const evaluation = compiled.evaluate(counting, { only: ['total'] });
    const afterOnly = reads;
    expect(afterOnly).toBe(2);
    evaluation.value('total');
    expect(reads).toBe(afterOnly);
  });

  it('takes an override for the decision, without evaluating it', () => {
    const { income: _income, ...facts } = FACTS;
    const overrides = [['total', Exact.integer(200)]] as const;
    expect(decided(checked(), 'benefit', { facts, overrides })).toBe('410');
    expect(decided(checked(), 'total', { facts, overrides })).toBe('200');
  });

  it('refuses to give what the policy does not decide', () => {
    expect(() => evaluate(checked()).value('income')).toThrow('no decision income');
  });

  it('gives the same values in whatever order they are asked for', () => {
    const policy = checked({
      decisions: {
        adult: { type: 'boolean', of: 'members', feel: 'age >= 18' },
        same: { type: 'boolean', of: 'members', feel: 'list contains(members[adult], members[1])' },
        oldest: { type: 'integer', feel: 'max(members.age)' },
        distinct: { type: 'integer', feel: 'count(distinct values(members))' },
      },
    });
    const compiled = compilePolicy(policy, '2025-03-01');
    const { inputs } = readCase(policy, FACTS);
    const inOrder = compiled.evaluate(inputs, { only: compiled.decisions });
    const expected = new Map(compiled.decisions.map((name) => [name, documentJson(inOrder.value(name))]));
    const orders = fc.shuffledSubarray([...compiled.decisions], { minLength: compiled.decisions.length });
    fc.assert(
      fc.property(orders, (order) => {
        const evaluation = compiled.evaluate(inputs);
        for (const name of order) expect(documentJson(evaluation.value(name))).toEqual(expected.get(name));
      }),
    );
  });

  describe('tables', () => {
    it('FIRST takes the first rule that applies', () => {
      const policy = tablePolicy('FIRST', ['< 200', '1'], ['< 300', '2'], ['-', '3']);
      expect(['100', '200', '300'].map((income) => decided(policy, 'extra', { facts: { ...FACTS, income } }))).toEqual(['1', '2', '3']);
    });

    it('have no value where no rule applies, and where two apply that may not', () => {
      const policy = tablePolicy('UNIQUE', ['< total - 1000', '1'], ['[total..total + 10]', '2'], ['< total + 10', '3']);
      expect(causeOf(evaluate(policy), 'extra')).toBeUndefined();
      expect(causeOf(evaluate(policy, { facts: { ...FACTS, members: [] } }), 'extra')).toEqual({
        kind: 'many-matches',
        at: 'extra',
        message: 'the rules 2 and 3 of "extra" both apply, and only one may',
      });
      expect(causeOf(evaluate(tablePolicy('FIRST', ['> 1000', '1'])), 'extra')).toEqual({
        kind: 'no-match',
        at: 'extra',
        message: 'no rule of "extra" applies',
      });
    });

    it.each(['FIRST', 'UNIQUE'])('with %s never pass over a rule that a missing value leaves open', (hitPolicy) => {
      const policy = tablePolicy(hitPolicy, ['< 200', '1'], ['>= 200', '2']);
      const { income: _income, ...facts } = FACTS;
      expect(causeOf(evaluate(policy, { facts }), 'extra')).toMatchObject({ kind: 'absent', at: 'income' });
      const open = tablePolicy('FIRST', ['< 200', '1'], ['-', '2']);
      expect(causeOf(evaluate(open, { facts }), 'extra')).toMatchObject({ kind: 'absent', at: 'income' });
      expect(decided(tablePolicy('FIRST', ['null', '0'], ['-', '2']), 'extra', { facts })).toBe('0');
    });
  });
});
