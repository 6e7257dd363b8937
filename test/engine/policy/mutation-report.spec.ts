/** Goal: every change to a policy that no test notices is named, and the shipped policies have none. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { mutationReport } from '../../../src/engine/policy/mutation/mutation-report.ts';
import { shippedPolicyTexts } from '../../../src/engine/policy/shipped.ts';
import { testCaseOf } from '../../../src/engine/policy/test-case.ts';
import { testPolicy } from '../../../src/engine/policy/test-policy.ts';
import { smallPolicy } from './small-policy.ts';

const reportOf = (policy: PolicyDocument) =>
  mutationReport(
    policy,
    policy.tests.map((test) => testCaseOf(policy, test)),
  );

const shipped = shippedPolicyTexts.flatMap((text): [string, PolicyDocument][] => {
  const checked = checkDocumentText(text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  const policy = checked.value.value as unknown as PolicyDocument;
  return checked.value.kind === 'policy' ? [[policy.id, policy]] : [];
});

describe('the shipped policies', () => {
  it.each(shipped)('%s has nothing that its tests would not notice', (_id, policy) => {
    const report = reportOf(policy);
    expect(report.unnoticed).toEqual([]);
    expect(report).toMatchObject({ tried: report.noticed, isCutOff: false });
    expect(report.tried).toBeGreaterThan(50);
  });
});

/** A fee by size with a table over it; a change of any part of it shows in `fee` or `band`. */
const feePolicy = (tests: readonly Json[]): PolicyDocument => {
  const checked = checkPolicy(
    smallPolicy({
      parameters: {
        rate: null,
        limit: { values: { '2025-01-01': { '3': '600.5' } } },
        open: { type: 'boolean', values: { '2024-01-01': true, '2025-01-01': false } },
        word: { type: 'string', values: { '2024-01-01': 'fee' } },
        start: { type: 'date', values: { '2024-01-01': '2024-02-01' } },
        pause: { type: 'days and time duration', values: { '2024-01-01': 'P1D' } },
      },
      decisions: {
        total: null,
        benefit: null,
        fee: { type: 'decimal', feel: 'if income > 100 then limit[size] else 0', from: { '2025-01-01': { feel: 'limit[size]' } } },
        band: {
          type: 'string',
          table: {
            hitPolicy: 'FIRST',
            inputs: ['income', 'open'],
            rules: [
              { when: ['[10..20)', '-'], then: 'word' },
              { when: ['< 10', 'true'], then: 'if period.start >= start then "later" else "before"' },
              { when: ['-', '-'], then: '"none"' },
            ],
          },
        },
        rest: { type: 'days and time duration', feel: 'pause' },
        outcome: { feel: 'if income = 5 then "ELIGIBLE" else "NOT_ELIGIBLE"' },
      },
      amounts: ['fee'],
      tests,
    }) as unknown as Json,
  );
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return checked.value;
};

const feeTest = (date: string, given: Json, expected: Json): Json => ({
  name: `${date} ${JSON.stringify(given)}`,
  date,
  given,
  expect: expected,
});

const GOOD: readonly Json[] = [
  feeTest('2024-01-01', { income: '101', size: 1 }, { fee: '400' }),
  feeTest('2024-01-01', { income: '101', size: 2 }, { fee: '460' }),
  feeTest('2024-01-01', { income: '101', size: 3 }, { fee: '520.50' }),
  feeTest('2024-01-01', { income: '100', size: 3 }, { fee: '0' }),
  feeTest('2025-01-01', { income: '0', size: 3 }, { fee: '600.5' }),
  feeTest('2024-01-01', { income: '10' }, { band: 'fee' }),
  feeTest('2024-01-01', { income: '20' }, { band: 'none' }),
  feeTest('2024-01-01', { income: '9.99' }, { band: 'before' }),
  feeTest('2024-01-31', { income: '9.99' }, { band: 'before' }),
  feeTest('2024-02-01', { income: '9.99' }, { band: 'later' }),
  feeTest('2024-02-02', { income: '9.99' }, { band: 'later' }),
  feeTest('2024-01-01', { income: '5' }, { outcome: 'ELIGIBLE' }),
  feeTest('2025-01-01', { income: '9.99' }, { band: 'none' }),
  feeTest('2024-01-02', {}, { rest: 'PT24H' }),
];

/** What is left unnoticed: pointer, and what it would have become. */
const unnoticed = (tests: readonly Json[]) => {
  const policy = feePolicy(tests);
  expect(testPolicy(policy).passed).toBe(tests.length);
  return reportOf(policy).unnoticed.map(({ pointer, after }) => `${pointer} ${after ?? 'taken away'}`);
};

describe('mutationReport', () => {
  it('finds nothing where the tests hold every part', () => {
    // The second rule's condition on the income is reached after the first rule only; at exactly 10 it makes no difference.
    expect(unnoticed(GOOD)).toEqual(['/decisions/band/table/rules/1/when/0 <= 10']);
  });

  it.each<[string, number, readonly string[]]>([
    ['one cell of a parameter', 1, ['/parameters/limit/values/2024-01-01/2 461', '/parameters/limit/values/2024-01-01/2 459']],
    ['a value with its date', 4, ['/parameters/limit/values/2025-01-01/3 600.6', '/parameters/limit/values/2025-01-01/3 600.4']],
    ['the edge of a comparison', 3, ['/decisions/fee/feel if income >= 100 then limit[size] else 0']],
    ['the first day of a date', 9, ['/parameters/start/values/2024-01-01 2024-02-02']],
    ['an end of an interval', 6, ['/decisions/band/table/rules/0/when/0 [10..20]']],
    ['a duration', 13, ['/parameters/pause/values/2024-01-01 PT0S']],
    ['an equality', 11, ['/decisions/outcome/feel if income != 5 then "ELIGIBLE" else "NOT_ELIGIBLE"']],
  ])('names %s that lost its test', (_what, dropped, expected) => {
    const found = unnoticed(GOOD.filter((_, index) => index !== dropped));
    expect(found).toEqual(expect.arrayContaining([...expected]));
    expect(found.length).toBeGreaterThan(1);
  });

  it('says where no test is for a date at which a value holds', () => {
    const policy = feePolicy(GOOD.slice(0, 4));
    expect(reportOf(policy).unnoticed.find(({ pointer }) => pointer === '/parameters/limit/values/2025-01-01/3')).toEqual({
      pointer: '/parameters/limit/values/2025-01-01/3',
      before: '600.5',
      after: '600.6',
      reason: 'untested',
    });
  });

  it('turns comparisons of functions, and changes what a table gives otherwise', () => {
    const policy = smallPolicy({
      parameters: { rate: null },
      functions: { isLow: { type: 'boolean', parameters: [{ name: 'amount', type: 'decimal' }], feel: 'amount < 50' } },
      decisions: {
        benefit: null,
        outcome: { feel: 'if isLow(income) then "ELIGIBLE" else "NOT_ELIGIBLE"' },
        fee: { type: 'decimal', table: { hitPolicy: 'UNIQUE', inputs: ['size'], rules: [{ when: ['1'], then: '10' }], otherwise: '20' } },
      },
      amounts: ['fee'],
      tests: [feeTest('2025-01-01', { income: '49', size: 1 }, { outcome: 'ELIGIBLE', fee: '10' })],
    });
    expect(checkPolicy(policy as unknown as Json)).toMatchObject({ ok: true });
    expect(reportOf(policy).unnoticed.map(({ pointer, after }) => [pointer, after])).toEqual([
      ...['1', '2', '3'].flatMap((key) => [
        [`/parameters/limit/values/2024-01-01/${key}`, expect.any(String)],
        [`/parameters/limit/values/2024-01-01/${key}`, expect.any(String)],
      ]),
      ['/functions/isLow/feel', 'amount <= 50'],
      ['/decisions/fee/table/rules/0/when/0', '-'],
      ['/decisions/fee/table/otherwise', '(20) + 1'],
    ]);
  });

  it('names everything where there are no tests', () => {
    const report = reportOf(feePolicy([]));
    expect(report.noticed).toBe(0);
    expect(new Set(report.unnoticed.map(({ reason }) => reason))).toEqual(new Set(['untested']));
    expect(report.unnoticed.filter(({ after }) => after === undefined)).toHaveLength(3);
  });
});
