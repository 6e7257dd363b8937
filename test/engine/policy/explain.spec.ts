/** Goal: an explanation names every value that was used, with dates, sources and margins, and flips say what made the difference. */
import { describe, expect, it } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import type { CaseSide, ExplanationNode } from '../../../src/engine/model/explanation.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { type Compared, comparisonSentence } from '../../../src/engine/policy/comparison-sentence.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { flips } from '../../../src/engine/policy/flips.ts';
import { mergePatch } from '../../../src/engine/policy/merge-patch.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import housingSupport from '../../../templates/policies/housing-support.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import { smallPolicy } from './small-policy.ts';

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
    amounts: policy.amounts.map((name) => ({
      name,
      ...(policy.decisions[name]?.label === undefined ? {} : { label: policy.decisions[name].label }),
      value: valueText(evaluation.value(name)),
    })),
    decisions: Object.keys(policy.decisions).map((name) => ({ name, value: '' })),
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
      children: [
        { kind: 'comparison', name: 'total_income < review_from: true', value: 'true', sentence: 'total_income < review_from is true' },
      ],
    });
  });

  it('tells each comparison with its margin, and what it read', () => {
    const comparison = find(side, 'comparison', 'total_income < review_from');
    expect(comparison).toMatchObject({
      value: 'true',
      sentence: 'Income of the household and its members (1,432.10) is 201.40 below Income from which a case is reviewed (1,633.50)',
    });
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
    expect(rounds.map(({ name, value }) => `${name}: ${value}`)).toEqual(['member 1: false', 'member 2: true']);
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

describe('explanation of tables and functions', () => {
  const FACTS: JsonObject = { income: '450', region: 'north', size: 2, members: [{ age: 30, earned: '12.5' }] };
  const explained = (extra: JsonObject, facts = FACTS): CaseSide =>
    sideOf(smallPolicy({ decisions: { extra }, amounts: ['extra', 'benefit'] }), '2025-03-01', facts);
  const tableOf = (more: JsonObject): JsonObject => ({
    type: 'decimal',
    table: {
      inputs: ['income', 'size'],
      rules: [
        { when: ['> 100', '-'], then: '10' },
        { when: ['> 400', '> 1'], then: 'size * 7' },
        { when: ['> 500', '-'], then: '1' },
      ],
      ...more,
    },
  });
  const rulesOf = (side: CaseSide): string[] =>
    (find(side, 'decision', 'extra')?.children ?? [])
      .filter(({ kind }) => kind === 'rule' || kind === 'note')
      .map(({ name, value, logic }) => [name, value, ...(logic === undefined ? [] : [logic])].join(': '));

  it('tells all rules that COLLECT adds up, each with what it gives', () => {
    const side = explained(tableOf({ hitPolicy: 'COLLECT', aggregator: 'SUM' }));
    expect(find(side, 'decision', 'extra')?.value).toBe('24');
    expect(rulesOf(side)).toEqual(['rule 1: 10: income: > 100 → 10', 'rule 2: 14: income: > 400, size: > 1 → size * 7']);
  });

  it('tells the rule that goes before the others, and that they apply too', () => {
    const side = explained(
      tableOf({
        hitPolicy: 'PRIORITY',
        precedence: ['1', '14', '10'],
        rules: [
          { when: ['> 100', '-'], then: '10' },
          { when: ['> 400', '> 1'], then: '14' },
          { when: ['-', '-'], then: '10' },
        ],
      }),
    );
    expect(rulesOf(side)).toEqual(['rule 2: 14: income: > 400, size: > 1 → 14', 'precedence: rules 1, 3 apply too, and come after it']);
  });

  it('tells each cell by what its column is compared with', () => {
    const side = explained(tableOf({ hitPolicy: 'COLLECT', aggregator: 'MAX', otherwise: '0' }));
    expect(find(side, 'comparison', 'income: > 400')?.sentence).toBe('income 450 is 50 above 400');
    expect(find(side, 'comparison', 'size: > 1')?.sentence).toBe('size 2 is 1 above 1');
  });

  it('tells every rule that was tried where none decides', () => {
    const { size: _size, ...facts } = FACTS;
    const side = explained(
      {
        ...tableOf({
          hitPolicy: 'UNIQUE',
          rules: [
            { when: ['> 900', '-'], then: '10' },
            { when: ['<= 900', '> 1'], then: '1' },
          ],
        }),
        nullable: true,
      },
      facts,
    );
    expect(rulesOf(side)).toEqual([
      'rule 1: does not apply: income: > 900 → 10',
      'rule 2: not known: income: <= 900, size: > 1 → 1',
      'size: "size" is not given',
    ]);
    expect(find(side, 'comparison', 'size: > 1')?.sentence).toBe('size is missing and cannot be compared with 1');
  });

  it('tells a call of a function with its arguments by name', () => {
    const functions = {
      eased: {
        type: 'decimal',
        label: 'Eased amount',
        parameters: [
          { name: 'amount', type: 'decimal' },
          { name: 'part', type: 'decimal' },
        ],
        feel: 'amount * part * rate',
      },
    };
    const document = smallPolicy({ functions, decisions: { total: { feel: 'eased(income * 3, 1/3)' } } });
    expect(find(sideOf(document, '2025-03-01', FACTS), 'function', 'eased(amount: 1,350, part: 1/3 (about 0.33))')).toMatchObject({
      label: 'Eased amount',
      value: '112.5',
      logic: 'amount * part * rate',
      children: [
        { kind: 'input', name: 'income' },
        { kind: 'parameter', name: 'rate', since: '2025-01-01', source: 'Act 12, s. 4' },
      ],
    });
  });

  it('names members by their number where a list is filtered twice, and tells what is decided of them', () => {
    const decisions = {
      old: { type: 'boolean', of: 'members', feel: 'age > 40' },
      extra: { type: 'integer', feel: 'count(members[earned > 0][old])' },
    };
    const members = [
      { age: 50, earned: '0' },
      { age: 30, earned: '5' },
      { age: 60, earned: '5' },
    ];
    const side = sideOf(smallPolicy({ decisions, amounts: ['benefit'], outcome: 'outcome' }), '2025-03-01', { ...FACTS, members });
    expect(find(side, 'decision', 'extra')).toBeUndefined();
    const asked = sideOf(smallPolicy({ decisions: { ...decisions, total: { feel: 'extra' } } }), '2025-03-01', { ...FACTS, members });
    const told = (find(asked, 'decision', 'extra')?.children ?? []).map(({ name, value }) => `${name}: ${value}`);
    expect(told).toEqual(['member 1: false', 'member 2: true', 'member 3: true', 'member 2: false', 'member 3: true']);
    expect(find(asked, 'comparison', 'age > 40')?.sentence).toMatch(/^age \d+ is 10 (above|below) 40$/);
  });

  it('tells a cause once on the way down, and again at what was asked for', () => {
    const { size: _size, ...facts } = FACTS;
    const side = sideOf(smallPolicy(), '2025-03-01', facts);
    const notes = (node: ExplanationNode | undefined) => all(node === undefined ? [] : [node]).filter(({ kind }) => kind === 'note');
    expect(notes(side.explanation[0]).map(({ value }) => value)).toEqual(['"size" is not given']);
    expect(side.explanation.every(({ children }) => children.some(({ kind }) => kind === 'note'))).toBe(true);
  });
});

describe('flips', () => {
  it('names the outcome, the comparisons that came out otherwise, and the parameters behind them', () => {
    const facts = { ...HOUSEHOLD, income: '1650.00' };
    const [before, after] = ['2025-12-01', '2026-01-01'].map((date) => sideOf(housingSupport as Json, date, facts)) as [CaseSide, CaseSide];
    expect(flips(before, after)).toEqual([
      'The outcome is ELIGIBLE instead of NEEDS_REVIEW.',
      'Monthly support, rounded half up to the cent is 144.41 instead of 0.',
      'The case is decided as of 2026-01-01 instead of 2025-12-01.',
      'Outcome: rule 1 (total_income < review_from: true → ELIGIBLE) instead of ' +
        'rule 2 (total_income < review_from: false, total_income > review_to: false → NEEDS_REVIEW).',
      'Outcome: Income of the household and its members (1,650.000) is 65.175 below Income from which a case is reviewed (1,715.175); ' +
        'in the baseline Income of the household and its members (1,650.00) is 16.50 above Income from which a case is reviewed (1,633.50).',
      'Income limit before region and disability (base_limit[2]) is 1,732.50 instead of 1,650, from 2026-01-01 (Model act, section 3).',
    ]);
  });

  const sides = (changes: Json, reform: Json, facts: JsonObject, date = '2025-03-01'): readonly string[] =>
    flips(sideOf(smallPolicy(changes), date, facts), sideOf(mergePatch(smallPolicy(changes), reform), date, facts));
  const FACTS: JsonObject = { income: '450', region: 'north', size: 1, members: [{ age: 30, earned: '0' }] };

  it('name a decision that is made in another way, also where the parameters are the same', () => {
    const reform = { decisions: { total: { feel: 'max(0, income - 100)' } } };
    expect(sides({}, reform, FACTS)).toEqual([
      'The outcome is ELIGIBLE instead of NOT_ELIGIBLE.',
      'benefit is 312.50 instead of 0.',
      'total is decided by max(0, income - 100) instead of income + sum(members.earned).',
      'outcome: total 350 is 50 below limit[size] 400; in the baseline total 450 is 50 above limit[size] 400.',
    ]);
  });

  it('name a decision that the reform adds, and one that it takes away', () => {
    const reform = { decisions: { free: { type: 'decimal', feel: '100' }, total: { feel: 'income - free' } } };
    expect(sides({}, reform, FACTS)).toContain('free is new: 100, decided by 100.');
    const less = { decisions: { base: { type: 'decimal', feel: 'income' }, total: { feel: 'base' } } };
    expect(sides(less, { decisions: { base: null, total: { feel: 'income / 2' } } }, FACTS)).toContain('base is no longer there.');
  });

  it('name a rule of a table that applies instead of another one, or that reads otherwise', () => {
    const tableOf = (line: string) => ({
      hitPolicy: 'FIRST',
      inputs: ['total'],
      rules: [
        { when: [`<= ${line}`], then: 'ELIGIBLE' },
        { when: ['-'], then: 'NOT_ELIGIBLE' },
      ],
    });
    const changes = { decisions: { outcome: { feel: null, table: tableOf('400') } } };
    const flipped = sides(changes, { decisions: { outcome: { table: tableOf('500') } } }, FACTS);
    expect(flipped).toContain('outcome: rule 1 (total: <= 500 → ELIGIBLE) instead of rule 2 (in every case → NOT_ELIGIBLE).');
    const same = sides(changes, { decisions: { outcome: { table: tableOf('500') } } }, { ...FACTS, income: '10' });
    expect(same).toEqual(['outcome: rule 1 (total: <= 500 → ELIGIBLE) instead of rule 1 (total: <= 400 → ELIGIBLE).']);
  });

  it('name a function whose body differs', () => {
    const functions = { eased: { type: 'decimal', parameters: [{ name: 'amount', type: 'decimal' }], feel: 'amount / 2' } };
    const changes = { functions, decisions: { total: { feel: 'eased(income)' } } };
    expect(sides(changes, { functions: { eased: { feel: 'amount / 4' } } }, FACTS)).toContain(
      'The function eased is amount / 4 instead of amount / 2.',
    );
  });

  it('name the value that a moved date brings into force', () => {
    const reform = { parameters: { rate: { values: { '2025-01-01': null, '2025-06-01': '0.25' } } } };
    expect(sides({}, reform, { ...FACTS, income: '100' })).toEqual([
      'benefit is 370 instead of 375.',
      'rate is 0.30 instead of 0.25, from 2024-01-01 (Act 12, s. 4).',
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

const compared = (left: Json, right: Json, operator: string, more: Partial<Compared> = {}): Compared => ({
  left: { value: left },
  right: { value: right },
  operator,
  result: true,
  hasMargin: false,
  ...more,
});

describe('comparisonSentence', () => {
  it.each([
    ['1432.1', '1421', '1,432.10 is 11.10 above 1,421.00'],
    ['1000000', '999999', '1,000,000 is 1 above 999,999'],
    ['-5', '0', '-5 is 5 below 0'],
    ['12', '12', '12 is exactly 12'],
    ['100/3', '33', '100/3 (about 33.33) is 1/3 (about 0.33) above 33'],
    ['1.414213562373095048801688724209698', '1', 'about 1.41 is about 0.41 above 1'],
    ['2025-03-01', '2025-02-28', '2025-03-01 is 1 day after 2025-02-28'],
  ])('tells %s and %s with the margin', (left, right, sentence) => {
    expect(comparisonSentence(compared(left, right, '<=', { hasMargin: true }))).toBe(sentence);
  });

  it('names what is compared, an expression by its text, and keeps the value apart from a long name', () => {
    const numbers = { hasMargin: true, left: { value: '1432.1', name: 'Income' }, right: { value: '1421', name: 'Income limit' } };
    expect(comparisonSentence(compared(null, null, '<=', numbers))).toBe('Income 1,432.10 is 11.10 above Income limit 1,421.00');
    const long = { ...numbers, left: { value: '3', name: 'Size, at most 7' }, right: { value: '4', logic: '2 * rate' } };
    expect(comparisonSentence(compared(null, null, '<=', long))).toBe('Size, at most 7 (3) is 1 below 4 (2 * rate)');
  });

  it.each<[Partial<Compared>, string]>([
    [{ left: { value: '12' }, right: { value: '13' } }, '"12" is not "13"'],
    [{ left: { value: 'north', name: 'Region' }, right: { value: 'north' } }, 'Region is "north"'],
    [{ left: { value: 'south', name: 'Region' }, right: { value: 'north' } }, 'Region is "south", not "north"'],
    [{ left: { value: 'a', name: 'Home' }, right: { value: 'a', name: 'Work' } }, 'Home is "a", and so is Work'],
    [{ left: { value: 'a', name: 'Home' }, right: { value: 'b', name: 'Work' } }, 'Home is "a", not Work "b"'],
    [{ left: { value: true, logic: 'a < b' }, right: { value: true } }, 'a < b is true'],
    [{ left: { value: 'P1Y', name: 'Stay' }, right: { value: 'P6M' }, operator: '<', result: false }, 'Stay "P1Y" is not below "P6M"'],
    [
      { left: { value: null, name: 'Income' }, right: { value: '1421', name: 'Limit' } },
      'Income is missing and cannot be compared with Limit 1,421',
    ],
    [{ left: { value: null }, right: { value: null, name: 'Limit' } }, 'a value and Limit are missing and cannot be compared'],
  ])('tells texts, booleans and what is missing: %o', (more, sentence) => {
    expect(comparisonSentence(compared('', '', '=', more))).toBe(sentence);
  });
});
