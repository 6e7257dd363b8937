/** Times and durations as facts, parameters and decisions of a policy: their types are checked, their values are ISO 8601 texts. */
import { expect, test } from 'vitest';
import { documentJson } from '../../../src/engine/feel/index.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';

const policyWith = (feel: string): JsonObject => ({
  kind: 'policy',
  id: 'late-claims',
  version: '1.0.0',
  title: 'Late claims',
  unit: 'claim',
  period: 'month',
  inputs: {
    since: { type: 'date' },
    received: { type: 'date and time' },
    closes: { type: 'time' },
    worked: { type: 'years and months duration', nullable: true },
  },
  parameters: { grace: { type: 'days and time duration', values: { '2025-01-01': 'P10D' } } },
  decisions: {
    late: { type: 'days and time duration', feel },
    seniority: { type: 'years and months duration', nullable: true, feel: 'worked + @"P6M"' },
    outcome: { type: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE'], feel: 'if late > grace then "NOT_ELIGIBLE" else "ELIGIBLE"' },
  },
  outcome: 'outcome',
  amounts: [],
  tests: [],
});

const LATE = 'received - date and time(since, closes)';
const FACTS: JsonObject = { since: '2025-03-01', received: '2025-03-12T09:30:00Z', closes: '17:00:00Z', worked: 'P1Y8M' };

const decide = (facts: JsonObject): Json => {
  const checked = checkPolicy(policyWith(LATE));
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  const { inputs, problems } = readCase(checked.value, facts);
  expect(problems).toEqual([]);
  const evaluation = compilePolicy(checked.value, '2025-03-12').evaluate(inputs, {});
  return ['late', 'seniority', 'outcome'].map((name) => documentJson(evaluation.value(name)));
};

test('a policy computes with them', () => {
  expect(decide(FACTS)).toEqual(['P10DT16H30M', 'P2Y2M', 'NOT_ELIGIBLE']);
  expect(decide({ ...FACTS, received: '2025-03-11T18:00:00+01:00' })).toEqual(['P10D', 'P2Y2M', 'ELIGIBLE']);
  expect(decide({ ...FACTS, worked: null })).toEqual(['P10DT16H30M', null, 'NOT_ELIGIBLE']);
});

test('a result of another kind is a mistake of the document', () => {
  const checked = checkPolicy(policyWith('worked'));
  const problems = checked.ok ? [] : (checked.failure.problems ?? []);
  expect(problems.map(({ message }) => message)).toEqual(['the result is a years and months duration']);
});

test('a fact of another form is refused', () => {
  const checked = checkPolicy(policyWith(LATE));
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  const { problems } = readCase(checked.value, { ...FACTS, closes: '5 pm' });
  expect(problems.map(({ message }) => message)).toEqual(['"5 pm" is no time']);
});

test('types have no bounds that nobody would check', () => {
  const policy = policyWith(LATE);
  const bounded = { ...policy, inputs: { ...(policy.inputs as JsonObject), closes: { type: 'time', min: '08:00:00' } } };
  expect(checkPolicy(bounded).ok).toBe(false);
});

test('a gap of a table over durations is found, with an example', () => {
  const table = (rules: readonly (readonly [string, string])[]): JsonObject => {
    const policy = policyWith(LATE);
    const { late } = policy.decisions as JsonObject;
    const bonus = {
      type: 'integer',
      table: {
        hitPolicy: 'UNIQUE',
        inputs: ['worked', 'late'],
        rules: rules.map(([worked, late]) => ({ when: [worked, late], then: '1' })),
      },
    };
    const outcome = { type: 'enum', values: ['ELIGIBLE'], feel: '"ELIGIBLE"' };
    return { ...policy, decisions: { late: late as JsonObject, bonus, outcome } };
  };
  const told = (rules: readonly (readonly [string, string])[]): readonly string[] => {
    const checked = checkPolicy(table(rules));
    return checked.ok ? [] : (checked.failure.problems ?? []).map(({ message }) => message);
  };
  expect(
    told([
      ['< @"P1Y"', '-'],
      ['>= @"P1Y"', '<= @"P10D"'],
      ['>= @"P1Y"', '> @"P10D"'],
    ]),
  ).toEqual([]);
  expect(
    told([
      ['< @"P1Y"', '-'],
      ['> @"P1Y"', '-'],
    ]),
  ).toEqual([expect.stringContaining('worked = P1Y')]);
  expect(
    told([
      ['-', '<= @"P10D"'],
      ['-', '>= @"P10D"'],
    ]),
  ).toEqual([expect.stringContaining('late = P10D')]);
});
