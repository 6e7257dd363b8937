/** Goal: tests in the YAML of OpenFisca and PolicyEngine are read exactly, and what is wrong with them is said with its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument, PolicyTest, PolicyTestReport } from '../../../src/engine/model/policy-document.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { readYamlTests } from '../../../src/engine/policy/read-yaml-tests.ts';
import { runTests } from '../../../src/engine/policy/test-policy.ts';
import coTanf from '../../../templates/policies/co-tanf.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import waTanf from '../../../templates/policies/wa-tanf.json';
import wyPower from '../../../templates/policies/wy-power.json';

const policyOf = (document: unknown) => {
  const checked = checkPolicy(document as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return checked.value;
};
const washington = policyOf(waTanf);
const colorado = policyOf(coTanf);

const report = (text: string, policy = washington): PolicyTestReport => {
  const tests = readYamlTests(policy, text);
  if (!tests.ok) throw new Error(JSON.stringify(tests.failure, null, 1));
  return runTests(policy, tests.value);
};
const differences = (text: string, policy = washington) => report(text, policy).results.flatMap((result) => result.differences);
const problems = (text: string, policy = washington): readonly Problem[] => {
  const tests = readYamlTests(policy, text, 'tests.yaml');
  return tests.ok ? [] : (tests.failure.problems ?? []);
};

const FAMILY = `
- name: A family with earnings
  period: 2024-08
  absolute_error_margin: 0
  input:
    people:
      parent:
        immigration_status: CITIZEN
        tanf_gross_earned_income: 1_000
        tanf_gross_unearned_income: 0
      child:
        immigration_status: UNDOCUMENTED
        is_citizen_or_legal_immigrant: false
        years_since_us_entry: 5.0
        tanf_gross_earned_income: 0
        tanf_gross_unearned_income: 1_200 / 12
    spm_units:
      spm_unit:
        members: [parent, child]
        spm_unit_size: 2
        is_demographic_tanf_eligible: true
        wa_show_all_cash_assistance_programs: False
        spm_unit_cash_assets: { 2024-08: 6_000 }
    households:
      household:
        members: [parent, child]
        WA: true
        household_vehicles_owned: 0
  output:
    people:
      child:
        wa_tanf_immigration_status_eligible: false
    wa_tanf_immigration_status_eligible: [true, false]
    spm_units:
      spm_unit:
        wa_tanf_countable_income: 350
    wa_tanf: 220
    wa_tanf_eligible: true
`;

describe('tests in YAML', () => {
  it('with persons and groups are run', () => {
    expect(report(FAMILY)).toEqual({ passed: 1, total: 1, results: [{ name: 'A family with earnings', passed: true, differences: [] }] });
  });

  it('fail where one value is off, and say which', () => {
    expect(differences(FAMILY.replace('wa_tanf: 220', 'wa_tanf: 220.01').replace('[true, false]', '[true, true]'))).toEqual([
      { decision: 'wa_tanf_immigration_status_eligible[2]', expected: true, actual: false },
      { decision: 'wa_tanf', expected: '220.01', actual: '220' },
    ]);
  });

  it.each([
    ['absolute_error_margin: 0.01', 'wa_tanf: 220.01', true],
    ['absolute_error_margin: 0.0099999999999999999', 'wa_tanf: 220.01', false],
    ['relative_error_margin: 0.01', 'wa_tanf: 222', true],
    ['relative_error_margin: 0.01', 'wa_tanf: 223', false],
    ['absolute_error_margin: 1', 'wa_tanf: 219', true],
    ['absolute_error_margin: 1', 'wa_tanf: 218.99', false],
  ])('with %s and %s: %s', (margin, wanted, passes) => {
    const text = FAMILY.replace('absolute_error_margin: 0', margin).replace('wa_tanf: 220', wanted);
    expect(report(text).passed).toBe(passes ? 1 : 0);
  });

  it('with variables alone are of one unit, and of as many persons as values are given', () => {
    expect(
      report(
        `
- name: short form, decisions given
  period: 2026
  input:
    CO: true
    spm_unit_count_adults: 1
    co_tanf_count_children: 2
    co_tanf_eligible: true
    is_pregnant: [false, false]
  output:
    co_tanf_grant_standard: 620 * 12
    co_tanf_need_standard: 5_052.
- period: 2026-01-01
  input: { CO: false, is_child: true, is_pregnant: false }
  output: { co_tanf: 0, co_tanf_eligible: no, co_tanf_count_children: 0 }
`,
        colorado,
      ).results,
    ).toMatchObject([
      { name: 'short form, decisions given', passed: true },
      { name: 'test 2', passed: true },
    ]);
  });

  it('take numbers from their text, beyond what a double holds', () => {
    const text = (expected: string): string => `
period: 2026
input: { CO: true, employment_income: 0.1, self_employment_income: 0.2, sstb_self_employment_income: 90071992547409930001/100 }
output: { co_tanf_countable_gross_earned_income: ${expected} }`;
    expect(differences(text('900719925474099300.31'), colorado)).toEqual([]);
    expect(differences(text('900719925474099300.3100000000000001'), colorado)).toHaveLength(1);
  });

  it('expect no value with null', () => {
    expect(differences('{ period: 2024-08, input: { WA: true }, output: { wa_tanf_payment_standard: ~ } }')).toEqual([]);
  });

  it('write persons that are alike once', () => {
    expect(
      report(
        `
period: 2026
input:
  people:
    one: &same { is_child: true, is_pregnant: false }
    two: *same
  CO: true
output: { co_tanf_count_children: 2 }`,
        colorado,
      ).passed,
    ).toBe(1);
  });
});

const SHORT = 'period: 2024-08\ninput: { WA: true, spm_unit_size: 3 }\noutput: { wa_tanf_payment_standard: 706 }\n';

describe('mistakes in YAML tests', () => {
  it('has none in the test that they are made in', () => {
    expect(problems(SHORT)).toEqual([]);
    expect(report(SHORT).passed).toBe(1);
  });

  it.each<[string, string, Partial<Problem>]>([
    [
      'an unknown variable',
      SHORT.replace('spm_unit_size', 'spm_unit_sise'),
      { row: 2, column: 20, message: '"spm_unit_sise" is no input or decision of the policy', suggestion: 'did you mean "spm_unit_size"?' },
    ],
    ['an unknown variable that is expected', SHORT.replace('wa_tanf_payment', 'wa_tanv_payment'), { row: 3, column: 11 }],
    [
      'an input that is expected',
      SHORT.replace('wa_tanf_payment_standard', 'WA'),
      { row: 3, message: '"WA" is an input of the policy, and nothing that it decides' },
    ],
    ['a period that is no month', SHORT.replace('2024-08', '2024'), { row: 1, column: 9, expected: 'a month such as "2024-01"' }],
    ['a period that is no date', SHORT.replace('2024-08', '2024-13'), { row: 1, column: 9 }],
    ['no period', SHORT.replace('period: 2024-08\n', ''), { message: 'the test has no period' }],
    ['no output', SHORT.replace(/output.*\n/, ''), { message: 'the test expects nothing: it has no output' }],
    [
      'a misspelt part',
      `${SHORT}outputs: {}\n`,
      { row: 4, column: 1, message: '"outputs" is not known in a test', suggestion: 'did you mean "output"?' },
    ],
    ['a value of another type', SHORT.replace('true', 'maybe'), { row: 2, column: 10, message: '"maybe" is no boolean' }],
    ['a number with letters', SHORT.replace('size: 3', 'size: 3x'), { row: 2, message: '"3x" is no number' }],
    ['no whole number', SHORT.replace('size: 3', 'size: 3.5'), { row: 2, message: '3.5 is no whole number' }],
    [
      'a value for another period',
      SHORT.replace('size: 3', 'size: { 2024-07: 3 }'),
      { row: 2, message: 'the value is given for another period than that of the test' },
    ],
    [
      'several values for the unit',
      SHORT.replace('size: 3', 'size: [3, 3]'),
      { row: 2, message: '"spm_unit_size" has one value, and 2 are given' },
    ],
    ['a negative margin', `absolute_error_margin: -1\n${SHORT}`, { row: 1, column: 24, message: '"absolute_error_margin" is no margin' }],
    ['a key that stands twice', `${SHORT}period: 2024-09\n`, { row: 4, column: 1, message: 'the key stands twice' }],
    [
      'a tag',
      SHORT.replace('true', '!!python/object:os.system true'),
      { row: 2, message: expect.stringContaining('has no meaning here') as string },
    ],
    ['an alias of nothing', SHORT.replace('true', '*nowhere'), { row: 2 }],
    ['two documents', `${SHORT}---\n${SHORT}`, { row: 4 }],
    ['a bracket that is not closed', SHORT.replace('706 }', '706'), { row: expect.any(Number) as number }],
    ['a list as a key', `${SHORT}? [a, b]\n: 1\n`, { message: 'a key is a text here, not a list or a map' }],
  ])('are told once with row and column: %s', (_what, text, problem) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      document: 'tests.yaml',
      row: expect.any(Number) as number,
      column: expect.any(Number) as number,
      ...problem,
    });
  });

  it.each<[string, string, Partial<Problem>]>([
    ['two units', '    second: { members: [a] }', { message: '"spm_units" has 2 groups, and a test is about one unit' }],
    ['a fact of the unit with a person', '', { message: '"WA" is of the unit, and not of a person' }],
  ])('are told of groups: %s', (_what, line, problem) => {
    const inPerson = line === '' ? ', WA: true' : '';
    const text = `period: 2024-08
input:
  spm_units:
    first: { members: [a, b] }
${line}
  people:
    a: { immigration_status: CITIZEN${inPerson} }
    b: {}
output: { wa_tanf: 1 }`;
    expect(problems(text)).toEqual([expect.objectContaining(problem)]);
  });

  it('are told of persons', () => {
    const text = `period: 2024-08
input:
  people: { a: { tanf_gross_earned_income: 1 }, b: {} }
  spm_units: { u: { members: [a, c], WA: true, tanf_gross_earned_income: 5 } }
  wa_tanf_immigration_status_eligible: [true]
output: { people: { d: { wa_tanf_immigration_status_eligible: true } } }`;
    expect(problems(text).map(({ message }) => message)).toEqual([
      '"u" has variables, and not all persons are its members: b',
      'there is no person "c"',
      '"tanf_gross_earned_income" is of persons, and not of a group',
      '"wa_tanf_immigration_status_eligible" has 1 value for 2 persons',
      'there is no person "d" in the input',
    ]);
  });
});

/** A test of a policy's document in the form of PolicyEngine. JSON is YAML, so nothing is lost on the way. */
const asYaml = (policy: PolicyDocument, { name, date, given, override = {}, expect: output }: PolicyTest): Json => {
  const { members, ...unit } = given;
  const people = Array.isArray(members) ? { people: Object.fromEntries(members.map((member, row) => [`person${row + 1}`, member])) } : {};
  const period = policy.period === 'month' ? date.slice(0, 'YYYY-MM'.length) : date.slice(0, 'YYYY'.length);
  return { name, period, input: { ...people, spm_units: { spm_unit: unit }, ...override }, output };
};

it.each([washington, colorado, policyOf(wyPower), policyOf(kyKtap)])('reads every test of $id as well in YAML', (policy) => {
  const tests = policy.tests.map((test) => asYaml(policy, test));
  const { results, total } = report(JSON.stringify(tests), policy);
  expect(total).toBe(policy.tests.length);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});

describe('hostile YAML', () => {
  it('never throws, wherever a test is spoilt', () => {
    const token = fc.constantFrom(
      '',
      '\n',
      '  ',
      ':',
      '- ',
      '[',
      '{',
      '}',
      ']',
      '&a ',
      '*a',
      '!t ',
      '|\n',
      '"',
      "'",
      '#',
      '? ',
      '---\n',
      '1e999',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.nat(FAMILY.length), fc.nat(40), token, (at, length, text) => {
        const read = readYamlTests(washington, FAMILY.slice(0, at) + text + FAMILY.slice(at + length));
        if (read.ok) runTests(washington, read.value);
        else expect(read.failure.problems?.every(({ row, column }) => Number(row) > 0 && Number(column) > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('that grows without end through aliases is refused at once', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &a${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*a${level - 1}`)
          .join(', ')}]`,
    ).join('\n');
    expect(problems(bomb)).toMatchObject([{ message: expect.stringContaining('more than 500000 parts') as string }]);
  });

  it.each([
    ['an anchor within itself', 'input: &a { people: *a }'],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['a hundred closed brackets', '['.repeat(100) + ']'.repeat(100)],
  ])('is refused: %s', (_what, text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });

  it.each([
    '',
    '~',
    '- ',
    '[]',
    '{}',
    '- 1\n- 2',
    'input: 1\noutput: 2\nperiod: 2024-08',
    'input: { __proto__: 1, constructor: 2 }',
    '\u0000',
    '\t- a',
  ])('never throws: %j', (text) => {
    const tests = readYamlTests(washington, text);
    expect(tests.ok ? tests.value : tests.failure.problems?.length).toSatisfy(
      (found: unknown) => Array.isArray(found) || Number(found) > 0,
    );
  });
});
