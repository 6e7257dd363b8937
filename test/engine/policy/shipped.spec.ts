/** Goal: the shipped policies pass their own tests, the reforms apply, and decisions at the edges are exact. */
import { describe, expect, it } from 'vitest';
import { documentJson } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument, ReformDocument } from '../../../src/engine/model/policy-document.ts';
import { applyReform } from '../../../src/engine/policy/apply-reform.ts';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { shippedPolicyTexts } from '../../../src/engine/policy/shipped.ts';
import { testPolicy } from '../../../src/engine/policy/test-policy.ts';

const documents = shippedPolicyTexts.map((text) => {
  const checked = checkDocumentText(text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return checked.value;
});
const policies = documents.filter(({ kind }) => kind === 'policy').map(({ value }) => value as unknown as PolicyDocument);
const reforms = documents.filter(({ kind }) => kind === 'reform').map(({ value }) => value as unknown as ReformDocument);
const policyOf = (id: string): PolicyDocument => policies.find((policy) => policy.id === id) as PolicyDocument;

describe('shipped policies', () => {
  it.each(policies.map((policy) => [policy.id, policy] as const))('%s passes its own tests', (_id, policy) => {
    const report = testPolicy(policy);
    expect(report.results.filter(({ passed }) => !passed)).toEqual([]);
    expect(report.total).toBeGreaterThan(30);
  });

  it.each(reforms.map((reform) => [reform.id, reform] as const))('%s applies to its policy', (_id, reform) => {
    expect(applyReform(policyOf(reform.of.policy), reform)).toMatchObject({ ok: true });
  });

  it('keeps the payment maxima of 2023 with the reform of K-TAP', () => {
    const reform = reforms.find(({ id }) => id === 'ky-ktap-keep-maxima') as ReformDocument;
    const applied = applyReform(policyOf('ky-ktap'), reform);
    const failing = applied.ok ? testPolicy(applied.value).results.filter(({ passed }) => !passed) : [];
    expect(failing.map(({ name }) => name).every((name) => name.includes('2025'))).toBe(true);
    expect(failing.length).toBeGreaterThan(0);
  });
});

/** The band of the shipped policy, with its limit and income given. */
const bandPolicy = (): PolicyDocument => {
  const { review_from, review_to, outcome } = policyOf('housing-support').decisions;
  const { review_band } = policyOf('housing-support').parameters;
  const document = {
    kind: 'policy',
    id: 'band',
    version: '1.0.0',
    title: 'Band',
    unit: 'household',
    period: 'month',
    inputs: { limit: { type: 'decimal' }, total_income: { type: 'decimal' } },
    parameters: { review_band },
    decisions: { review_from, review_to, outcome },
    outcome: 'outcome',
  };
  const checked = checkPolicy(document as unknown as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return checked.value;
};

/** Cents from one limit to the next: a prime, so that all last digits come up. */
const STEP_CENTS = 307;
const LIMIT_CENTS_MAX = 2_000_000;

it('decides exactly at 90, 100 and 110 % of limits from 0.01 to 20,000.00, and a hundredth of a cent beside', () => {
  const compiled = compilePolicy(bandPolicy(), '2025-01-01');
  const nudge = Exact.of(1n, 10_000n);
  const wrong: string[] = [];
  for (let cents = 1; cents <= LIMIT_CENTS_MAX; cents += STEP_CENTS) {
    const limit = Exact.of(BigInt(cents), 100n);
    const at = (percent: bigint): Exact => Exact.of(BigInt(cents) * percent, 10_000n);
    const expected: readonly (readonly [Exact, string])[] = [
      [at(90n).subtract(nudge), 'ELIGIBLE'],
      [at(90n), 'NEEDS_REVIEW'],
      [at(100n), 'NEEDS_REVIEW'],
      [at(110n), 'NEEDS_REVIEW'],
      [at(110n).add(nudge), 'NOT_ELIGIBLE'],
    ];
    for (const [income, outcome] of expected) {
      const decided = compiled.evaluate({ limit, total_income: income }).value('outcome');
      if (decided !== outcome) wrong.push(`${income.toText()} of ${limit.toText()}: ${documentJson(decided)}`);
    }
  }
  expect(wrong).toEqual([]);
});
