/** Goal: no text of a policy or of data gets into generated code: names, strings, enumeration values, keys and dictionaries try to break out. */
import { expect, it } from 'vitest';
import type { ColumnTable } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import type { Context } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';

/** Each ends what it could stand in, and then runs. */
const HOSTILE = [
  '"];globalThis.escaped=1;//',
  "'];globalThis.escaped=1;//",
  '`+(globalThis.escaped=1)+`',
  '\u2028globalThis.escaped=1\u2028',
  '*/globalThis.escaped=1/*',
  '__proto__',
  'constructor',
] as const;

/** All that generated code is written in. */
const VOCABULARY =
  /^(?:'use strict'|[cothw]\d*|[vam]\d+|e\d+|r|x|units|const|let|for|Math\.(?:floor|min|max|imul|abs)|BigInt|Number|floorOf|true|false|\d+n?|[-+*/<>=!?:;,(){}[\]&|^\s])*$/;

const feelText = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const inputName = (index: number): string => `${HOSTILE[index]}`;

const policy = {
  kind: 'policy',
  id: 'hostile',
  version: '1.0.0',
  title: HOSTILE[0],
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2 },
    kind: { type: 'enum', values: HOSTILE },
    note: { type: 'string' },
    members: { type: 'list', of: { age: { type: 'integer' }, nickname: { type: 'string' } } },
  },
  parameters: {
    amount: {
      type: 'decimal',
      by: 'kind',
      values: { '2025-01-01': Object.fromEntries(HOSTILE.map((text, index) => [text, `${index}.25`])) },
    },
  },
  decisions: {
    by_key: { type: 'decimal', feel: 'amount[kind] + income' },
    same: { type: 'boolean', feel: `kind = ${feelText(HOSTILE[1])} or note = ${feelText(HOSTILE[0])}` },
    kind_again: { type: 'enum', values: HOSTILE, feel: `if income > 5 then kind else ${feelText(HOSTILE[2])}` },
    shouted: { type: 'string', feel: 'upper case(note)' },
    named: { type: 'integer', feel: `count(members[nickname = ${feelText(HOSTILE[4])}])` },
    [inputName(0)]: { type: 'decimal', feel: 'income * 2' },
    outcome: { type: 'enum', values: ['YES'], feel: '"YES"' },
  },
  outcome: 'outcome',
  amounts: [],
  tests: [],
} as unknown as PolicyDocument;

const cases = HOSTILE.map(
  (text, index): Context => ({
    income: Exact.of(BigInt(index * 150), 100n),
    kind: text,
    note: HOSTILE[(index + 3) % HOSTILE.length] as string,
    members: HOSTILE.slice(index).map((nickname) => ({ age: Exact.integer(index), nickname })),
  }),
);

const decisions = Object.keys(policy.decisions);
const table: ColumnTable = columnTable(policy.inputs, cases);

it.each([{ onlyBig: false }, { onlyBig: true }])('is written in indices only (%o)', (options) => {
  const program = compileColumns(policy, '2025-03-01', { decisions, ...options });
  const source = program.source(table);
  expect(program.rowByRow()).toEqual([]);
  expect(source).toMatch(VOCABULARY);
  expect(source).not.toContain('escaped');
});

it('runs nothing but the policy', () => {
  const given = compileColumns(policy, '2025-03-01', { decisions }).evaluate(table);
  expect(globalThis).not.toHaveProperty('escaped');
  const compiled = compilePolicy(policy, '2025-03-01');
  for (const name of decisions) {
    const expected = cases.map((facts) => String(compiled.evaluate(facts).value(name)));
    expect(columnTexts(given.get(name) as NonNullable<ReturnType<typeof given.get>>), name).toEqual(expected);
  }
});

it('tells words that are not its own', () => {
  for (const text of HOSTILE) expect(`const c0 = c[0]; ${text}`).not.toMatch(VOCABULARY);
});
