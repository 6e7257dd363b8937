/** The task as two policies of ours. */
import type { PolicyDocument } from '../../../src/engine/model/index.ts';
import { MULTIPLIERS, OUTCOMES, REGIONS, VERSIONS, type Version } from './task.ts';

const decimal = (hundredths: number): string => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

/** All decisions of a case, in the order in which they are made. */
export const DECISIONS = ['threshold', 'distance', 'is_near', 'outcome', 'benefit'] as const;

const policyOf = ({ limits, rate }: Version, version: string): PolicyDocument => ({
  kind: 'policy',
  id: 'bench-limit',
  version,
  title: 'Support up to a limit by size and region',
  unit: 'citizen',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2 },
    size: { type: 'integer', min: 1, max: 8 },
    region: { type: 'enum', values: [...REGIONS] },
  },
  parameters: {
    limit: {
      type: 'decimal',
      scale: 2,
      by: 'size',
      values: { '2026-01-01': Object.fromEntries(limits.map((limit, index) => [String(index + 1), decimal(limit)])) },
    },
    multiplier: {
      type: 'decimal',
      scale: 2,
      by: 'region',
      values: { '2026-01-01': Object.fromEntries(REGIONS.map((region, index) => [region, decimal(MULTIPLIERS[index] as number)])) },
    },
    rate: { type: 'decimal', scale: 2, values: { '2026-01-01': decimal(rate) } },
    band: { type: 'decimal', scale: 2, values: { '2026-01-01': '0.10' } },
  },
  decisions: {
    threshold: { type: 'decimal', scale: 4, feel: 'limit[size] * multiplier[region]' },
    distance: { type: 'decimal', scale: 4, feel: 'abs(income - threshold)' },
    is_near: { type: 'boolean', feel: 'distance <= band * threshold' },
    outcome: {
      type: 'enum',
      values: [...OUTCOMES],
      feel: 'if is_near then "NEEDS_REVIEW" else if income <= threshold then "ELIGIBLE" else "NOT_ELIGIBLE"',
    },
    benefit: {
      type: 'decimal',
      scale: 2,
      feel: 'if outcome = "ELIGIBLE" then round half up(rate * (threshold - income), 2) else 0',
    },
  },
  outcome: 'outcome',
  amounts: ['benefit'],
  tests: [],
});

export const POLICIES = VERSIONS.map((version, index) => policyOf(version, `${index + 1}.0.0`)) as [PolicyDocument, PolicyDocument];
export const DATE = '2026-01-01';
