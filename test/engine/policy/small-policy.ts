/** A small right policy to spoil or extend in tests: parts that are given are merged over it. */
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { mergePatch } from '../../../src/engine/policy/merge-patch.ts';

const SMALL = {
  kind: 'policy',
  id: 'small',
  version: '1.0.0',
  title: 'Small',
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2, min: '0', max: '100000' },
    region: { type: 'enum', values: ['north', 'south'] },
    size: { type: 'integer', min: 1, max: 3 },
    members: { type: 'list', of: { age: { type: 'integer', min: 0, max: 130 }, earned: { type: 'decimal', scale: 2 } } },
  },
  parameters: {
    rate: { type: 'decimal', scale: 4, values: { '2024-01-01': '0.30', '2025-01-01': '0.25' }, source: 'Act 12, s. 4' },
    limit: { type: 'decimal', scale: 2, by: 'size', values: { '2024-01-01': { '1': '400', '2': '460', '3': '520.50' } } },
  },
  decisions: {
    total: { type: 'decimal', feel: 'income + sum(members.earned)' },
    outcome: { type: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE'], feel: 'if total <= limit[size] then "ELIGIBLE" else "NOT_ELIGIBLE"' },
    benefit: {
      type: 'decimal',
      scale: 2,
      feel: 'if outcome = "ELIGIBLE" then round half up(max(0, limit[size] - rate * total), 2) else 0',
    },
  },
  outcome: 'outcome',
  amounts: ['benefit'],
  tests: [],
} as const satisfies PolicyDocument;

export const smallPolicy = (changes: Json = {}): PolicyDocument & { readonly [name: string]: Json } =>
  mergePatch(SMALL, changes) as unknown as PolicyDocument & { readonly [name: string]: Json };
