/** Exactly what differs between two policies at their dates is told, each difference once. */
import { expect, test } from 'vitest';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { policyChanges } from '../../../src/engine/policy/policy-changes.ts';

const policy: PolicyDocument = {
  kind: 'policy',
  id: 'grant',
  version: '1.0.0',
  title: 'Grant',
  unit: 'household',
  period: 'month',
  inputs: { size: { type: 'integer', min: 1, max: 3 } },
  parameters: {
    rate: { type: 'decimal', label: 'Rate', source: 'Act, s. 1', values: { '2024-01-01': '0.30', '2025-01-01': '0.25' } },
    limit: { type: 'decimal', by: 'size', values: { '2024-01-01': { 1: '400', 2: '500', 3: '600' }, '2025-01-01': { 2: '520' } } },
    same: { type: 'decimal', values: { '2024-01-01': '1.0' } },
    later: { type: 'boolean', values: { '2025-01-01': true } },
  },
  decisions: {
    outcome: { type: 'enum', values: ['YES', 'NO'], feel: '"YES"', from: { '2025-01-01': { feel: '"NO"' } } },
    grant: { type: 'decimal', label: 'Grant', feel: 'limit[size] * rate' },
  },
  outcome: 'outcome',
  amounts: ['grant'],
  tests: [],
};

test('the same policy at the same date changes nothing', () => {
  expect(policyChanges({ policy, date: '2024-06-01' }, { policy, date: '2024-12-31' })).toEqual({ parameters: [], decisions: [] });
});

test('at another date what the law changes by then is told, key by key, with date and source', () => {
  expect(policyChanges({ policy, date: '2024-06-01' }, { policy, date: '2025-06-01' })).toEqual({
    parameters: [
      { name: 'rate', label: 'Rate', source: 'Act, s. 1', before: '0.3', after: '0.25', since: '2025-01-01' },
      { name: 'limit[2]', before: '500', after: '520', since: '2025-01-01' },
      { name: 'later', before: undefined, after: 'true', since: '2025-01-01' },
    ],
    decisions: [{ name: 'outcome' }],
  });
});

test('another writing of the same value or rule is no change; what only one side has is one', () => {
  const { later: _, ...parameters } = policy.parameters;
  const reformed: PolicyDocument = {
    ...policy,
    parameters: { ...parameters, same: { type: 'decimal', values: { '2020-01-01': '1.00' } } },
    decisions: {
      outcome: { values: ['YES', 'NO'], type: 'enum', from: { '2025-01-01': { feel: '"NO"' } }, feel: '"YES"' },
      grant: { type: 'decimal', label: 'Grant, reformed', feel: 'limit[size]' },
      extra: { type: 'decimal', feel: '1' },
    },
  };
  expect(policyChanges({ policy, date: '2025-06-01' }, { policy: reformed, date: '2025-06-01' })).toEqual({
    parameters: [{ name: 'later', before: 'true', after: undefined }],
    decisions: [{ name: 'grant', label: 'Grant, reformed' }, { name: 'extra' }],
  });
});
