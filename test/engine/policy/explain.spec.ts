/** Goal: an explanation names every value that was used, with dates, sources and margins, and flips say what made the difference. */
import { describe, expect, it } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import type { CaseSide, ExplanationNode } from '../../../src/engine/model/explanation.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { comparisonSentence } from '../../../src/engine/policy/comparison-sentence.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { flips } from '../../../src/engine/policy/flips.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import housingSupport from '../../../templates/policies/housing-support.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';

const sideOf = (document: Json, date: string, facts: JsonObject): CaseSide => {
  const checked = checkPolicy(document);
  if (!checked.ok) throw new Error(checked.failure.message);
  const policy = checked.value;
  const { inputs } = readCase(policy, facts);
  const evaluation = compilePolicy(policy, date).evaluate(inputs, { only: [policy.outcome, ...policy.amounts], trace: true });
  return {
    title: policy.title,
    date,
    outcome: valueText(evaluation.value(policy.outcome)),
    amounts: [],
    decisions: [],
    explanation: evaluation.explanation ?? [],
  };
};

const all = (nodes: readonly ExplanationNode[]): ExplanationNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
const find = (side: CaseSide, kind: ExplanationNode['kind'], name: string): ExplanationNode | undefined =>
  all(side.explanation).find((node) => node.kind === kind && node.name === name);

const HOUSEHOLD: JsonObject = {
  income: '1432.10',
  region: 'urban',
  disabled: false,
  members: [
    { age: 40, earned: '0' },
    { age: 9, earned: '0' },
  ],
};

describe('explanation', () => {
  const side = sideOf(housingSupport as Json, '2025-03-01', HOUSEHOLD);

  it('tells the rule of a table, with its conditions', () => {
    expect(find(side, 'decision', 'outcome')).toMatchObject({ value: 'ELIGIBLE', label: 'Outcome', logic: 'decision table, UNIQUE' });
    expect(find(side, 'rule', 'rule 1')).toMatchObject({
      label: 'clearly below the limit',
      logic: 'total_income < review_from: true → ELIGIBLE',
      children: [{ kind: 'comparison', value: 'true' }],
    });
  });

  it('tells each comparison with its margin, and what it read', () => {
    const comparison = find(side, 'comparison', 'total_income < review_from');
    expect(comparison).toMatchObject({ value: 'true', sentence: '1,432.10 is 201.40 below 1,633.50' });
    expect(comparison?.children.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['decision total_income', 'decision review_from']);
  });

  it('tells each parameter with its date and source', () => {
    expect(find(side, 'parameter', 'base_limit[2]')).toEqual({
      kind: 'parameter',
      name: 'base_limit[2]',
      label: 'Income limit before region and disability',
      value: '1650',
      since: '2024-01-01',
      source: 'Model act, section 3',
      children: [],
    });
    expect(find(side, 'parameter', 'support_rate')).toMatchObject({ value: '0.375', since: '2025-01-01' });
  });

  it('tells a decision of members for each member', () => {
    const children = find(side, 'decision', 'children');
    const rounds = all(children?.children ?? []).filter(({ kind }) => kind === 'member');
    expect(rounds.map(({ name, value }) => `${name}: ${value}`)).toEqual(['item 1: false', 'item 2: true']);
  });

  it('tells each decision in full once, and by its value from then on', () => {
    const limits = all(side.explanation).filter(({ kind, name }) => kind === 'decision' && name === 'limit');
    expect(limits.length).toBeGreaterThan(1);
    expect(limits.map(({ value }) => value)).toEqual(limits.map(() => '1815'));
    expect(limits.filter(({ children }) => children.length > 0)).toHaveLength(1);
  });

  it('tells what is missing', () => {
    const { disabled: _disabled, ...facts } = HOUSEHOLD;
    const open = sideOf(housingSupport as Json, '2025-03-01', facts);
    expect(find(open, 'decision', 'outcome')?.value).toBe('null');
    expect(find(open, 'note', 'disabled')).toMatchObject({ value: '"disabled" is not given' });
  });

  it('tells a decision of members through a sum, member by member', () => {
    const persons = [{ tanf_gross_earned_income: '500' }, { tanf_gross_earned_income: '0' }].map((own) => ({
      age: 30,
      is_adult: true,
      is_tax_unit_dependent: false,
      is_incapable_of_self_care: false,
      tanf_gross_unearned_income: 0,
      child_support_received: 0,
      care_expenses: 0,
      ...own,
    }));
    const facts = {
      KY: true,
      is_demographic_tanf_eligible: true,
      spm_unit_size: 2,
      spm_unit_cash_assets: 0,
      childcare_expenses: 0,
      members: persons,
    };
    const ktap = sideOf(kyKtap as Json, '2023-03-01', facts);
    const counted = find(ktap, 'decision', 'ky_ktap_countable_earned_income');
    const members = all(counted?.children ?? []).filter(
      ({ kind, children }) => kind === 'member' && children[0]?.name === 'countable_earned',
    );
    expect(members.map(({ name, value }) => `${name}: ${value}`)).toEqual(['member 1: 162.5', 'member 2: 0']);
    expect(members[0]?.children[0]?.children.length).toBeGreaterThan(0);
  });
});

describe('flips', () => {
  it('names the outcome, the comparisons that came out otherwise, and the parameters behind them', () => {
    const facts = { ...HOUSEHOLD, income: '1650.00' };
    const [before, after] = ['2025-12-01', '2026-01-01'].map((date) => sideOf(housingSupport as Json, date, facts)) as [CaseSide, CaseSide];
    expect(flips(before, after)).toEqual([
      'The outcome is ELIGIBLE instead of NEEDS_REVIEW.',
      'Outcome: 1,650.000 is 65.175 below 1,715.175; in the baseline 1,650.00 is 16.50 above 1,633.50.',
      'Income limit before region and disability (base_limit[2]) is 1732.5 instead of 1650, from 2026-01-01 (Model act, section 3).',
    ]);
  });

  it('tells twelve sentences at most, the outcome first', () => {
    const comparing = (outcome: string, value: string): CaseSide => ({
      title: '',
      date: '2025-01-01',
      outcome,
      amounts: [],
      decisions: [],
      explanation: Array.from({ length: 20 }, (_, index) => ({ kind: 'parameter', name: `p${index}`, value, children: [] })),
    });
    const told = flips(comparing('NOT_ELIGIBLE', '1'), comparing('ELIGIBLE', '2'));
    expect(told).toHaveLength(12);
    expect(told[0]).toBe('The outcome is ELIGIBLE instead of NOT_ELIGIBLE.');
    expect(told[11]).toBe('p10 is 2 instead of 1.');
  });

  it('says nothing where nothing differs', () => {
    const side = sideOf(housingSupport as Json, '2025-03-01', HOUSEHOLD);
    expect(flips(side, side)).toEqual([]);
  });
});

describe('comparisonSentence', () => {
  it.each([
    ['1432.1', '1421', '1,432.10 is 11.10 above 1,421.00'],
    ['1000000', '999999', '1,000,000 is 1 above 999,999'],
    ['-5', '0', '-5 is 5 below 0'],
    ['12', '12', '12 is exactly 12'],
    ['100/3', '33', '100/3 (about 33.33) is 1/3 (about 0.33) above 33'],
    ['2025-03-01', '2025-02-28', '2025-03-01 is 1 day after 2025-02-28'],
  ])('tells %s and %s with the margin', (left, right, sentence) => {
    expect(comparisonSentence(left, right, true)).toBe(sentence);
  });

  it('tells texts, booleans and what is missing', () => {
    expect(comparisonSentence('12', '13', false)).toBe('"12" is not "13"');
    expect(comparisonSentence(true, true, false)).toBe('true is true');
    expect(comparisonSentence(null, '13', false)).toBe('a missing value cannot be compared with 13');
  });
});
