/** A published document is known by a hash that an outsider can compute from its file alone, without this program. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { loadSide, pinSide } from '../../../src/engine/impact/planned-side.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { testEngine } from '../../support/workspace.ts';

type Parsed = null | boolean | number | string | Parsed[] | { [name: string]: Parsed };

/** RFC 8785 written once more: names in the order of their UTF-16 units, no white space, everything else as ECMAScript writes it. */
const canonicalText = (value: Parsed): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] as Parsed)}`).join(',')}}`;
};

const hashOf = (value: Parsed): string => createHash('sha256').update(canonicalText(value), 'utf8').digest('hex');

/** A policy file that leaves out all that may be left out, and says its parts in an order of its own. */
const policyText = `{
  "version": "1.0.0", "id": "bare", "kind": "policy", "title": "Bare \\u20ac", "period": "month", "unit": "household",
  "outcome": "outcome",
  "decisions": { "outcome": { "type": "enum", "values": ["YES", "NO"], "feel": "if income < 1000 then \\"YES\\" else \\"NO\\"" } },
  "inputs": { "income": { "type": "decimal", "scale": 2, "max": "100000", "min": "0" } }
}`;

const reformText = `{ "title": "Lower", "kind": "reform", "id": "lower", "of": { "version": "1.0.0", "policy": "bare" },
  "patch": { "decisions": { "outcome": { "feel": "if income < 900 then \\"YES\\" else \\"NO\\"" } } } }`;

const workflowText = `{ "kind": "workflow", "dsl": "1", "id": "one", "version": "1.0.0", "title": "One",
  "steps": { "a": { "value": 1.5e1, "type": "set" } }, "input": { "schema": { "type": "object" } } }`;

it('stands on the document as it was given, for every kind', async () => {
  const test = testEngine();
  await test.ask('workspace.create', { path: test.path, name: 'Test' });
  for (const body of [policyText, reformText, workflowText]) {
    const expected = hashOf(JSON.parse(body) as Parsed);
    expect((await test.ask('document.publish', { body })).hash).toBe(expected);
  }
});

it('stands on the two published files for a policy that was changed by a reform, which is still whole in use', async () => {
  const test = testEngine();
  await test.ask('workspace.create', { path: test.path, name: 'Test' });
  for (const body of [policyText, reformText]) await test.ask('document.publish', { body });
  const store = openStore(test.path, { readOnly: true });
  const { side, loaded } = store.read((reader) => {
    const pinned = pinSide(reader, 'lower', '2025-01-01');
    return { side: pinned.side, loaded: loadSide(reader, pinned.side) };
  });
  store.close();
  const merged = JSON.parse(policyText);
  merged.decisions.outcome.feel = JSON.parse(reformText).patch.decisions.outcome.feel;
  expect(side.hash).toBe(hashOf(merged as Parsed));
  expect(loaded.policy).toEqual({ ...merged, parameters: {}, amounts: [], tests: [] });
  expect(await test.ask('policy.test', { reference: 'bare' })).toEqual({ passed: 0, total: 0, results: [] });
});
