/**
 * Goal: generated column code gives what the interpreter gives, value and null alike: in doubles, in vectors and in BigInts, all decisions as one
 * function and each by itself. For random policies over random chunks: with and without nulls, with numbers far beyond 2^53, with units of no and of
 * many members. A failure prints the seed.
 */
import { expect, it, vi } from 'vitest';
import { VectorRun } from '../../../src/engine/feel/kernel/vector/index.ts';
import type { Column } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { CalendarDate, isList, Null, type Value } from '../../../src/engine/model/value.ts';
import { type ColumnProgram, compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';
import { randomCases, randomPolicy, type Weather } from '../../support/random-policy.ts';

const SEED = Number(process.env.PROBITY_SEED ?? 20_260_101);
const POLICIES = Number(process.env.PROBITY_POLICIES ?? 115);
const DECISIONS = 10;
/** And up to four more, so that vectors have rests of every length. */
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

type Programs = readonly { readonly backEnd: string; readonly program: ColumnProgram; readonly decisions: readonly string[] }[];

/** All decisions as one function, in BigInts only, and each by itself. */
const programsOf = (policy: PolicyDocument, date: string): Programs => {
  // Lists have no columns; what reads them has.
  const decisions = Object.keys(policy.decisions).filter((name) => policy.decisions[name]?.type !== 'list');
  return [
    { backEnd: 'fused', program: compileColumns(policy, date, { decisions }), decisions },
    { backEnd: 'in BigInts', program: compileColumns(policy, date, { decisions, onlyBig: true }), decisions },
    ...decisions.map((name) => ({ backEnd: 'alone', program: compileColumns(policy, date, { decisions: [name] }), decisions: [name] })),
  ];
};

/** What is wrong with a column; undefined where it says what the interpreter gives. */
const faultOf = (column: Column | undefined, expected: readonly (string | null)[]): string | undefined => {
  if (column === undefined) return 'there is no column';
  const broken = brokenPromise(column);
  if (broken !== undefined) return broken;
  const actual = columnTexts(column);
  if (actual.length !== expected.length) return `${actual.length} rows for ${expected.length}`;
  const row = expected.findIndex((text, at) => text !== actual[at]);
  return row < 0 ? undefined : `${actual[row]} for ${expected[row]} in row ${row}`;
};

const valuesOf = (value: Value): (string | null)[] => (isList(value) ? value.map(valueText) : [valueText(value)]);

it(`agree on random policies and chunks (seed ${SEED})`, () => {
  const vectors = vi.spyOn(VectorRun.prototype, 'run');
  const compared: Record<string, number> = {};
  let byCode = 0;
  for (let index = 0; index < POLICIES; index++) {
    const seed = SEED + index;
    const isFlat = index % 3 === 2;
    const policy = randomPolicy(seed, DECISIONS, { isFlat });
    const date = DATES[index % 8 === 0 ? 1 : 0] as string;
    const compiled = compilePolicy(policy, date);
    const programs = programsOf(policy, date);
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
      const weather = WEATHERS[chunk % WEATHERS.length] as Weather;
      const cases = randomCases(seed * 31 + chunk, UNITS + (chunk % 5), weather);
      const table = columnTable(policy.inputs, cases, { isStored: chunk % 2 === 0 });
      const evaluations = cases.map((facts) => compiled.evaluate(facts));
      const expected = new Map(
        Object.keys(policy.decisions).map((name) => [name, evaluations.flatMap((evaluation) => valuesOf(evaluation.value(name)))]),
      );
      for (const { backEnd, program, decisions } of programs) {
        // Each by itself takes a function of its own for each kind of chunk: two kinds are enough where no vectors come of it.
        if (backEnd === 'alone' && chunk >= (isFlat ? 4 : 1)) continue;
        const given = program.evaluate(table);
        for (const name of decisions) {
          const fault = faultOf(given.get(name), expected.get(name) as (string | null)[]);
          const logic = JSON.stringify(policy.decisions[name]);
          if (fault !== undefined) expect.fail(`seed ${seed}, chunk ${chunk}, ${backEnd}: ${fault} of ${name}, ${logic}`);
        }
        compared[backEnd] = (compared[backEnd] ?? 0) + decisions.length;
        if (backEnd === 'fused') byCode += decisions.length - program.rowByRow().length;
      }
    }
  }
  const { fused = 0, alone = 0 } = compared;
  expect(fused).toBeGreaterThan(20_000);
  expect(compared['in BigInts']).toBe(fused);
  expect(alone).toBeGreaterThan(2_000);
  expect(byCode / fused).toBeGreaterThan(0.8);
  expect(vectors.mock.calls.length).toBeGreaterThan(300);
}, 300_000);
