/**
 * Goal: generated column code, in doubles and in BigInts, gives what the interpreter gives, value and null alike, for random policies over random
 * chunks: with and without nulls, with numbers far beyond 2^53, with units of no and of many members. A failure prints the seed.
 */
import { expect, it } from 'vitest';
import type { Column } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { CalendarDate, isList, Null, type Value } from '../../../src/engine/model/value.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { randomCases, randomPolicy, type Weather } from '../../support/random-policy.ts';

const SEED = Number(process.env.PROBITY_SEED ?? 20_260_101);
const POLICIES = Number(process.env.PROBITY_POLICIES ?? 115);
const DECISIONS = 10;
const UNITS = 12;
const CHUNKS = 12;
const DATES = ['2025-03-01', '2019-05-01'];

const WEATHERS: readonly Weather[] = [
  { large: false, nulls: false, membersMax: 3 },
  { large: false, nulls: true, membersMax: 8 },
  { large: true, nulls: true, membersMax: 2 },
];

const valueText = (value: Value): string | null => {
  if (value instanceof Null) return null;
  if (value instanceof Exact) return value.toText();
  return value instanceof CalendarDate ? `day ${value.days}` : String(value);
};

/** What a column says of its cells and does not keep: nulls are zero, numbers lie between low and high, codes have texts. */
const brokenPromise = (column: Column): string | undefined => {
  for (let row = 0; row < column.cells.length; row++) {
    const cell = column.cells[row] as number | bigint;
    if (column.nulls?.[row] === 1 && Number(cell) !== 0) return `has ${cell} under the null in row ${row}`;
    if (column.kind === 'number' && (BigInt(cell) < column.low || BigInt(cell) > column.high)) return `has ${cell} outside of its bounds`;
    if (column.kind === 'code' && column.nulls?.[row] !== 1 && column.texts[Number(cell)] === undefined)
      return `has the code ${cell} without a text`;
  }
  if (column.kind === 'code' && new Set(column.texts).size < column.texts.length) return 'has a text twice';
  return column.nulls?.includes(1) === false ? 'has nulls that are none' : undefined;
};

it('agree on random policies and chunks', () => {
  let compared = 0;
  let byCode = 0;
  for (let index = 0; index < POLICIES; index++) {
    const seed = SEED + index;
    const policy = randomPolicy(seed, DECISIONS);
    const date = DATES[index % 8 === 0 ? 1 : 0] as string;
    const decisions = Object.keys(policy.decisions);
    const compiled = compilePolicy(policy, date);
    const programs = [compileColumns(policy, date, { decisions }), compileColumns(policy, date, { decisions, onlyBig: true })];
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
      const cases = randomCases(seed * 31 + chunk, UNITS, WEATHERS[chunk % WEATHERS.length] as Weather);
      const table = columnTable(policy.inputs, cases);
      const evaluations = cases.map((facts) => compiled.evaluate(facts));
      const given = programs.map((program) => program.evaluate(table));
      byCode += decisions.length - (programs[0]?.rowByRow().length ?? 0);
      for (const name of decisions) {
        const expected = evaluations.flatMap((evaluation) => {
          const value = evaluation.value(name);
          return isList(value) ? value.map(valueText) : [valueText(value)];
        });
        for (const [backEnd, columns] of given.entries()) {
          const column = columns.get(name);
          if (column === undefined) throw new Error(`no column ${name}`);
          const broken = brokenPromise(column);
          if (broken !== undefined) expect.fail(`seed ${seed}, chunk ${chunk}, back end ${backEnd}: ${name} ${broken}`);
          const actual = columnTexts(column);
          const row = expected.findIndex((text, at) => text !== actual[at]);
          if (row < 0 && actual.length === expected.length) continue;
          const logic = JSON.stringify(policy.decisions[name]);
          expect.fail(`seed ${seed}, chunk ${chunk}, back end ${backEnd}, row ${row}: ${actual[row]} for ${expected[row]} of ${logic}`);
        }
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(20_000);
  expect(byCode / compared).toBeGreaterThan(0.9);
}, 120_000);
