/**
 * Goal: no text of a policy or of data gets into generated code: names, strings, enumeration values, keys and dictionaries try to break out, and
 * change neither the code nor the bytes of vector code.
 */
import { expect, it, vi } from 'vitest';
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

/** As many that are harmless, each alike the hostile one of its place to code that knows places only. */
const HARMLESS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;

type Texts = readonly [string, string, string, string, string, ...string[]];

const policyOf = (texts: Texts): PolicyDocument =>
  ({
    kind: 'policy',
    id: 'hostile',
    version: '1.0.0',
    title: texts[0],
    unit: 'household',
    period: 'month',
    inputs: {
      income: { type: 'decimal', scale: 2 },
      kind: { type: 'enum', values: texts },
      note: { type: 'string' },
      members: { type: 'list', of: { age: { type: 'integer' }, nickname: { type: 'string' } } },
    },
    parameters: {
      amount: {
        type: 'decimal',
        by: 'kind',
        values: { '2025-01-01': Object.fromEntries(texts.map((text, index) => [text, `${index}.25`])) },
      },
    },
    decisions: {
      by_key: { type: 'decimal', feel: 'amount[kind] + income' },
      same: { type: 'boolean', feel: `kind = ${feelText(texts[1])} or note = ${feelText(texts[0])}` },
      kind_again: { type: 'enum', values: texts, feel: `if income > 5 then kind else ${feelText(texts[2])}` },
      shouted: { type: 'string', feel: 'upper case(note)' },
      named: { type: 'integer', feel: `count(members[nickname = ${feelText(texts[4])}])` },
      [texts[0]]: { type: 'decimal', feel: 'income * 2' },
      outcome: { type: 'enum', values: ['YES'], feel: '"YES"' },
    },
    outcome: 'outcome',
    amounts: [],
    tests: [],
  }) as unknown as PolicyDocument;

const casesOf = (texts: Texts): Context[] =>
  texts.map((text, index) => ({
    income: Exact.of(BigInt(index * 150), 100n),
    kind: text,
    note: texts[(index + 3) % texts.length] as string,
    members: texts.slice(index).map((nickname) => ({ age: Exact.integer(index), nickname })),
  }));

const policy = policyOf(HOSTILE);
const cases = casesOf(HOSTILE);

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

/** The bytes of the vector code that the decisions without members make. */
const moduleOf = (texts: Texts): Uint8Array => {
  const made = vi.spyOn(WebAssembly, 'Module');
  const { inputs, decisions: all } = policyOf(texts);
  const flat = Object.keys(all).filter((name) => name !== 'named');
  compileColumns(policyOf(texts), '2025-03-01', { decisions: flat }).evaluate(columnTable(inputs, casesOf(texts)));
  const modules = made.mock.calls.map(([bytes]) => bytes as Uint8Array);
  made.mockRestore();
  expect(modules).toHaveLength(1);
  return modules[0] as Uint8Array;
};

it('is the same bytes of vector code whatever the texts are', () => {
  expect(moduleOf(HOSTILE)).toEqual(moduleOf(HARMLESS));
});

it('is the same code whatever the texts are', () => {
  const sourceOf = (texts: Texts): string =>
    compileColumns(policyOf(texts), '2025-03-01', { decisions: Object.keys(policyOf(texts).decisions) }).source(
      columnTable(policyOf(texts).inputs, casesOf(texts)),
    );
  expect(sourceOf(HOSTILE)).toBe(sourceOf(HARMLESS));
});
