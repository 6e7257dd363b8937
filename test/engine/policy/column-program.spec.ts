/** Goal: whole chunks decided by columns give, decision by decision, what the interpreter gives for each unit; for the policies that are shipped. */
import { expect, it } from 'vitest';
import { absent } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { CalendarDate, type Context, isList, Null, type Value } from '../../../src/engine/model/value.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { type SyntheticUnit, syntheticSource } from '../../../src/engine/population/synthetic-units.ts';
import coTanf from '../../../templates/policies/co-tanf.json';
import housingSupport from '../../../templates/policies/housing-support.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import waTanf from '../../../templates/policies/wa-tanf.json';
import wyPower from '../../../templates/policies/wy-power.json';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';

const UNITS = 400;

const checkedPolicy = (document: unknown): PolicyDocument => {
  const checked = checkPolicy(document as Json);
  if (!checked.ok) throw new Error(checked.failure.message);
  return checked.value;
};

const valueText = (value: Value): string | null => {
  if (value instanceof Null) return null;
  if (value instanceof Exact) return value.toText();
  return value instanceof CalendarDate ? `day ${value.days}` : String(value);
};

const casesOf = (policy: PolicyDocument, seed: string): Context[] => {
  const source = syntheticSource(policy, seed);
  const contextOf = (fields: readonly { readonly name: string }[], values: readonly (Value | null)[], at: string): Context => {
    const context: Record<string, Value> = Object.create(null);
    for (const [index, { name }] of fields.entries()) context[name] = values[index] ?? absent(`${at}${name}`);
    return context;
  };
  const caseOf = ({ values, members }: SyntheticUnit): Context => {
    const facts = contextOf(source.fields, values, '') as Record<string, Value>;
    const { list } = source;
    if (list !== undefined) facts[list.name] = members.map((member) => contextOf(list.fields, member, `${list.name}.`));
    return facts;
  };
  return [...source.chunk(0, UNITS)].map(caseOf);
};

it.each([
  ['housing-support', housingSupport, '2023-12-01'],
  ['housing-support', housingSupport, '2025-03-01'],
  ['housing-support', housingSupport, '2026-01-01'],
  ['ky-ktap', kyKtap, '2023-01-01'],
  ['ky-ktap', kyKtap, '2023-03-01'],
  ['ky-ktap', kyKtap, '2025-11-01'],
  ['wa-tanf', waTanf, '2014-12-01'],
  ['wa-tanf', waTanf, '2024-07-01'],
  ['wa-tanf', waTanf, '2024-08-01'],
  ['wy-power', wyPower, '2026-01-01'],
  ['co-tanf', coTanf, '2014-01-01'],
  ['co-tanf', coTanf, '2026-01-01'],
])('decides %s of a made-up population as the interpreter does', (id, document, date) => {
  const policy = checkedPolicy(document);
  const cases = casesOf(policy, `columns-${id}`);
  const decisions = Object.keys(policy.decisions);
  const columns = compileColumns(policy, date, { decisions }).evaluate(columnTable(policy.inputs, cases));
  const compiled = compilePolicy(policy, date);
  const evaluations = cases.map((facts) => compiled.evaluate(facts));
  for (const name of decisions) {
    const expected = evaluations.flatMap((evaluation) => {
      const value = evaluation.value(name);
      return isList(value) ? value.map(valueText) : [valueText(value)];
    });
    const column = columns.get(name);
    if (column === undefined) throw new Error(`no column ${name}`);
    expect(columnTexts(column), name).toEqual(expected);
  }
});
