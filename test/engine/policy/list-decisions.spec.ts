/** Goal: a decision may be a list of values; it is checked, read by others, given, expected, published and explained as one. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { evaluateLines } from '../../../src/engine/policy/evaluate-lines.ts';
import { mutationReport } from '../../../src/engine/policy/mutation/mutation-report.ts';
import { readYamlTests } from '../../../src/engine/policy/read-yaml-tests.ts';
import { testCaseOf } from '../../../src/engine/policy/test-case.ts';
import { runTests, testPolicy } from '../../../src/engine/policy/test-policy.ts';
import { smallPolicy } from './small-policy.ts';

const REASONS = ['NO_ADULT', 'INCOME', 'REGION'];

const RULES = [
  { when: ['> 1000', '-'], then: 'INCOME', note: 'too much income' },
  { when: ['-', '"south"'], then: 'REGION' },
  { when: ['> 2000', '-'], then: 'NO_ADULT' },
];

const listDecision = (more: object, table: object = {}): JsonObject =>
  ({
    type: 'list',
    items: { type: 'enum', values: REASONS },
    table: { hitPolicy: 'RULE ORDER', inputs: ['income', 'region'], rules: RULES, ...table },
    ...more,
  }) as unknown as JsonObject;

const policyWith = (reasons: JsonObject, more: JsonObject = {}): JsonObject =>
  smallPolicy({ inputs: { income: { nullable: true } }, decisions: { reasons, ...more } }) as unknown as JsonObject;

const READERS: JsonObject = {
  count_of: { type: 'integer', feel: 'count(reasons)' },
  has_region: { type: 'boolean', feel: 'list contains(reasons, "REGION")' },
  others: { type: 'list', items: { type: 'string' }, feel: 'reasons[item != "REGION"]' },
  some_income: { type: 'boolean', feel: 'some r in reasons satisfies r = "INCOME"' },
  ages: { type: 'list', items: { type: 'integer' }, feel: 'members.age' },
  oldest: { type: 'integer', nullable: true, feel: 'max(ages)' },
};

const told = (document: JsonObject): string[] => {
  const checked = checkPolicy(document as Json);
  return checked.ok ? [] : (checked.failure.problems ?? []).map(({ pointer, message }) => `${pointer}: ${message}`);
};

const sound = (document: JsonObject): PolicyDocument => {
  const checked = checkPolicy(document as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems, null, 1));
  return checked.value;
};

async function* lineOf(line: object): AsyncGenerator<string> {
  yield JSON.stringify(line);
}

const answer = async (policy: PolicyDocument, line: object, trace = false): Promise<JsonObject> => {
  for await (const text of evaluateLines(lineOf(line), { policy, date: '2025-03-01', trace })) return JSON.parse(text) as JsonObject;
  throw new Error('no answer');
};

const decided = async (document: JsonObject, income: string | null, more: object = {}): Promise<JsonObject> => {
  const input = { income, region: 'south', size: 2, members: [{ age: 30, earned: '0' }, { earned: '0' }] };
  const { decisions, error } = await answer(sound(document), { input, ...more });
  return (decisions ?? error) as JsonObject;
};

describe('a table that gives a list', () => {
  it.each([
    ['RULE ORDER', ['INCOME', 'REGION', 'NO_ADULT'], {}],
    ['COLLECT', ['INCOME', 'REGION', 'NO_ADULT'], {}],
    ['OUTPUT ORDER', ['NO_ADULT', 'INCOME', 'REGION'], {}],
    ['OUTPUT ORDER', ['REGION', 'INCOME', 'NO_ADULT'], { precedence: ['REGION', 'INCOME', 'NO_ADULT'] }],
  ])('has with %s the values of all rules that apply', async (hitPolicy, expected, more) => {
    const document = policyWith(listDecision({}, { hitPolicy, ...more }));
    expect((await decided(document, '2500')).reasons).toEqual(expected);
    expect((await decided(document, '500')).reasons).toEqual(['REGION']);
  });
  it('is empty where no rule applies, or has what "otherwise" says as its only item', async () => {
    const rules = RULES.slice(0, 1);
    expect((await decided(policyWith(listDecision({}, { rules })), '500')).reasons).toEqual([]);
    expect((await decided(policyWith(listDecision({}, { rules, otherwise: 'REGION' })), '500')).reasons).toEqual(['REGION']);
  });
  it('has no value where a missing fact leaves a rule open', async () => {
    expect((await decided(policyWith(listDecision({})), null)).reasons).toBeNull();
  });
  it('holds exact numbers, and missing ones as null with their cause', async () => {
    const numbers = listDecision(
      { items: { type: 'decimal', scale: 2 } },
      {
        rules: [
          { when: ['-', '-'], then: '12.50' },
          { when: ['-', '-'], then: 'members[2].age' },
        ],
      },
    );
    const policy = sound(policyWith(numbers));
    const input = { income: '1', region: 'north', size: 2, members: [{ age: 30, earned: '0' }, { earned: '0' }] };
    const line = await answer(policy, { input, decisions: ['reasons'] });
    expect(line).toMatchObject({ decisions: { reasons: ['12.5', null] }, causes: { reasons: { at: 'members[2].age' } } });
  });
});

describe('others', () => {
  it('read it by counting, looking, filtering and going through it', async () => {
    expect(await decided(policyWith(listDecision({}), READERS), '1500')).toMatchObject({
      reasons: ['INCOME', 'REGION'],
      count_of: 2,
      has_region: true,
      others: ['INCOME'],
      some_income: true,
      ages: [30, null],
    });
  });
  it('read the value that is given for it', async () => {
    const override = { reasons: ['NO_ADULT', null], ages: [3, '70'] };
    expect(await decided(policyWith(listDecision({}), READERS), '1', { override })).toMatchObject({
      reasons: ['NO_ADULT', null],
      count_of: 2,
      ages: [3, 70],
      oldest: 70,
    });
  });
  it('are told which given items are none', async () => {
    const problemsOf = async (override: object): Promise<Json | undefined> =>
      (await decided(policyWith(listDecision({}), READERS), '1', { override })).problems;
    expect(await problemsOf({ reasons: ['INCOM', 'REGION'] })).toMatchObject([
      { pointer: '/override/reasons/0', expected: '"NO_ADULT", "INCOME" or "REGION"' },
    ]);
    expect(await problemsOf({ reasons: 'INCOME' })).toMatchObject([{ pointer: '/override/reasons', message: '"reasons" is a list' }]);
  });
});

describe('the check', () => {
  const AT = '/decisions/reasons';
  it('tells a table of lists of a decision that is none', () => {
    expect(told(policyWith(listDecision({ type: 'enum', values: REASONS, items: null })))).toEqual([
      `${AT}/table/hitPolicy: RULE ORDER gives a list of values, and the decision is one of "NO_ADULT", "INCOME" or "REGION"`,
    ]);
  });
  it('tells items of another kind, at the rule and in an expression', () => {
    const rules = [...RULES, { when: ['-', '-'], then: 'INCOM' }];
    expect(told(policyWith(listDecision({}, { rules, otherwise: '3' })))).toEqual([
      `${AT}/table/rules/3/then: "INCOM" is no value of this decision`,
      `${AT}/table/otherwise: the result is a number`,
    ]);
    const feel = { type: 'list', items: { type: 'integer' }, table: null };
    expect(told(policyWith(listDecision({ ...feel, feel: '["one", size]' })))).toHaveLength(1);
    expect(told(policyWith(listDecision({ ...feel, feel: '["one"]' })))).toEqual([`${AT}/feel: the result is the text "one"`]);
    expect(told(policyWith(listDecision({ ...feel, feel: 'size' })))).toEqual([`${AT}/feel: the result is a number`]);
    expect(told(policyWith(listDecision({ ...feel, feel: '[size / 2, size]' })))).toEqual([
      `${AT}/feel: this quotient may have a fraction, which the decision does not keep`,
    ]);
  });
  it('tells which order is missing, and which aggregates have no meaning', () => {
    expect(
      told(
        policyWith(listDecision({ items: { type: 'string' } }, { hitPolicy: 'OUTPUT ORDER', rules: [{ when: ['-', '-'], then: '"a"' }] })),
      ),
    ).toEqual([`${AT}/table/hitPolicy: OUTPUT ORDER needs to know which value goes before which`]);
    const rules = [{ when: ['-', '-'], then: 'reasons2' }];
    const more = { reasons2: { type: 'list', items: { type: 'integer' }, feel: '[1]' } };
    const table = (aggregator: string) => listDecision({ items: { type: 'integer' } }, { hitPolicy: 'COLLECT', aggregator, rules });
    expect(told(policyWith(table('MAX'), more))).toEqual([`${AT}/table/aggregator: values of this decision have no least and no greatest`]);
    expect(told(policyWith(table('COUNT'), more))).toEqual([
      `${AT}/table/aggregator: COUNT gives a number, and the decision is a list of numbers`,
    ]);
  });
  it('tells lists of members, lists of lists, lists of nothing known, and what does not belong to a list', () => {
    expect(told(policyWith({ type: 'list', items: { type: 'integer' }, of: 'members', feel: '[age]' }))).toEqual([
      `${AT}/of: a list is decided for the unit, and not for each member`,
    ]);
    expect(told(policyWith({ type: 'list', items: { type: 'list' }, feel: '[[1]]' }))).toEqual([
      `${AT}/items/type: "list" is not known here`,
    ]);
    expect(told(policyWith({ type: 'list', feel: '[1]' }))).toEqual([`${AT}: the key "items" is missing`]);
    expect(told(policyWith({ type: 'list', items: { type: 'enum' }, scale: 2, feel: '["a"]' }))).toEqual([
      `${AT}/scale: the key "scale" is not known here`,
      `${AT}/items: the key "values" is missing`,
    ]);
    expect(told(policyWith({ type: 'lst', items: { type: 'integer' }, feel: '[1]' }))).toEqual([`${AT}/type: "lst" stands here`]);
    expect(told(policyWith({ type: 'list', items: { type: 'integer' } }))).toEqual([`${AT}: the logic is missing`]);
  });
  it('tells readers that take it for one value', () => {
    expect(told(policyWith(listDecision({}), { wrong: { type: 'boolean', feel: 'reasons = "INCOME"' } }))).toHaveLength(1);
    expect(told({ ...policyWith(listDecision({})), outcome: 'reasons' })).toContain(
      '/outcome: the decision "reasons" is of the type "list"',
    );
  });
  it('tells a parameter whose values it would pick', () => {
    const parameters = { picked: { type: 'integer', by: 'reasons', values: { '2024-01-01': { INCOME: 1 } } } };
    expect(told({ ...policyWith(listDecision({})), parameters: { ...(policyWith({}).parameters as JsonObject), ...parameters } })).toEqual([
      '/parameters/picked/by: "reasons" is of the type "list", which cannot pick a value',
    ]);
  });
});

const given: JsonObject = { income: '1500', region: 'south', size: 2, members: [{ age: 30, earned: '0' }] };

describe('tests', () => {
  const tested = (tests: object[]): PolicyDocument => sound({ ...policyWith(listDecision({}), READERS), tests } as unknown as JsonObject);
  it('expect a list item by item', () => {
    const policy = tested([
      { name: 'right', date: '2025-03-01', given, expect: { reasons: ['INCOME', 'REGION'], ages: [30] } },
      { name: 'order', date: '2025-03-01', given, expect: { reasons: ['REGION', 'INCOME'] } },
      { name: 'given', date: '2025-03-01', given, override: { reasons: [] }, expect: { count_of: 0, reasons: [] } },
      { name: 'missing', date: '2025-03-01', given: { ...given, income: null }, expect: { reasons: null } },
    ]);
    const { results } = testPolicy(policy);
    expect(results.map(({ passed }) => passed)).toEqual([true, false, true, true]);
    expect(results[1]?.differences).toEqual([{ decision: 'reasons', expected: ['REGION', 'INCOME'], actual: ['INCOME', 'REGION'] }]);
  });
  it('are checked like values of the decision', () => {
    const document = policyWith(listDecision({}));
    const tests = [{ name: 'wrong', date: '2025-03-01', given, expect: { reasons: ['INCOME', 'MONEY'] } }];
    expect(told({ ...document, tests } as unknown as JsonObject)).toEqual([
      '/tests/0/expect/reasons/1: "MONEY" is no value of the enumeration',
    ]);
  });
  const report = (text: string) => {
    const policy = tested([]);
    const read = readYamlTests(policy, text);
    if (!read.ok) throw new Error(JSON.stringify(read.failure.problems));
    return runTests(policy, read.value).results.map(({ differences }) => differences);
  };
  it('may stand in YAML', () => {
    const text = [
      '- name: all of it',
      '  period: 2025-03',
      '  input:',
      '    income: 1500',
      '    region: south',
      '    size: 2',
      '    age: [30, 40]',
      '    earned: [0, 0]',
      '  output:',
      '    reasons: [INCOME, REGION]',
      '    ages: [30, 41]',
      '    others: []',
      '- name: given',
      '  period: 2025-03',
      '  input:',
      '    region: south',
      '    reasons: [NO_ADULT]',
      '  output:',
      '    count_of: 1',
    ].join('\n');
    expect(report(text)).toEqual([
      [
        { decision: 'ages', expected: [30, 41], actual: [30, 40] },
        { decision: 'others', expected: [], actual: ['INCOME'] },
      ],
      [],
    ]);
    const spoilt = text
      .replace('reasons: [NO_ADULT]', 'reasons: NO_ADULT')
      .replace('[30, 41]', '[30, x]')
      .replace('others: []', 'others: ~');
    const read = readYamlTests(tested([]), spoilt);
    const problems = read.ok ? [] : (read.failure.problems ?? []);
    expect(problems.map(({ message, row }) => `${row}: ${message}`)).toEqual(['11: "x" is no number', '17: "reasons" is a list']);
  });
  it('show which rules no test notices', () => {
    const unnoticed = (tests: object[]): string[] => {
      const policy = tested(tests);
      const cases = policy.tests.map((test) => testCaseOf(policy, test));
      return mutationReport(policy, cases).unnoticed.flatMap(({ pointer }) => (pointer.startsWith('/decisions/reasons') ? [pointer] : []));
    };
    const at = '/decisions/reasons/table/rules';
    const first = { name: 'one', date: '2025-03-01', given, expect: { reasons: ['INCOME', 'REGION'] } };
    expect(unnoticed([first])).toEqual([`${at}/0/when/0`, `${at}/0/when/0`, `${at}/1/when/1`, `${at}/2`, `${at}/2/when/0`, `${at}/2/then`]);
    const atLimit = (income: string, reasons: readonly string[]) => ({
      ...first,
      name: income,
      given: { ...given, income, region: 'north' },
      expect: { reasons },
    });
    expect(unnoticed([first, atLimit('1000', []), atLimit('2000', ['INCOME']), atLimit('2000.01', ['INCOME', 'NO_ADULT'])])).toEqual([]);
  });
});

it('its explanation tells the rules that apply, each with its item', async () => {
  const policy = sound(policyWith(listDecision({}), READERS));
  const { trace } = (await answer(policy, { input: given, decisions: ['count_of'] }, true)) as unknown as { trace: readonly JsonObject[] };
  expect(JSON.stringify(trace)).toContain('[\\"INCOME\\", \\"REGION\\"]');
  const within = (node: JsonObject | undefined): readonly JsonObject[] => (node?.children ?? []) as readonly JsonObject[];
  const reasons = within(trace[0]).find(({ name }) => name === 'reasons');
  const rules = within(reasons).filter(({ kind }) => kind === 'rule');
  expect(rules.map(({ name, label, value }) => [name, label, value])).toEqual([
    ['rule 1', 'too much income', 'INCOME'],
    ['rule 2', undefined, 'REGION'],
  ]);
});
