/** Explaining a case: the same decision again with its reasons, what a reform flipped, and a finding where what is stored is something else. */
import { expect, test } from 'vitest';
import { explainCase } from '../../../src/engine/impact/explain-case.ts';
import { encodeOutcomes } from '../../../src/engine/impact/result-columns.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { readImpactPlan } from '../../../src/engine/store/impact/impact-store.ts';
import { beginRun, fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { plainCases } from '../../support/plain-impact.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { reopen, scratchWorkspace } from '../store/scratch-workspace.ts';
import { tamper } from '../store/tamper.ts';

const workspace = () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 60, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  const cases = plainCases(
    store,
    store.read((reader) => readImpactPlan(reader, 'r')),
  );
  return { store, cases, explain: (unit: string) => store.read((reader) => explainCase(reader, { run: 'r', unit })) };
};

test('every case is decided as it was stored, under every side', () => {
  const { cases, explain } = workspace();
  for (const { unit, sides } of cases) {
    const explanation = explain(unit);
    expect(explanation).toMatchObject({ run: 'r', unit, matchesStored: true, appeals: [] });
    const views = [explanation.baseline, ...explanation.reforms];
    expect(views.map(({ outcome }) => outcome)).toEqual(sides.map(({ outcome }) => outcome));
    for (const [at, { decisions, amounts }] of views.entries()) {
      expect(Object.fromEntries(amounts.map(({ name, value }) => [name, value]))).toEqual(sides[at]?.amounts);
      for (const { name, value, change } of at === 0 ? [] : amounts) {
        const before = Exact.parse(sides[0]?.amounts[name] ?? '');
        expect(change ?? null).toBe(value === null || before === undefined ? null : Exact.parse(value)?.subtract(before).toText());
      }
      for (const [name, amount] of Object.entries(sides[at]?.amounts ?? {})) {
        expect(decisions.find((decision) => decision.name === name)?.value).toBe(amount ?? 'null');
      }
      for (const told of [decisions, amounts]) {
        expect(told.find(({ name }) => name === 'grant')?.label).toBe('Grant of the month');
        expect(told.find(({ name }) => name === 'children')).not.toHaveProperty('label');
      }
    }
  }
});

test('facts are given as exact texts, and a flipped case says what flipped it', () => {
  const { cases, explain } = workspace();
  const flipped = cases.find(({ sides }) => sides[0]?.outcome === 'NOT_ELIGIBLE' && sides[1]?.outcome === 'ELIGIBLE');
  const explanation = explain(flipped?.unit as string);
  expect(explanation.inputs).toMatchObject({
    income: expect.stringMatching(/^\d+(\.\d+)?$/),
    region: expect.stringMatching(/north|south/),
  });
  expect(explanation.baseline.explanation.map(({ name }) => name)).toEqual(['outcome', 'grant', 'children']);
  const [told] = explanation.flips;
  expect(explanation.flips).toHaveLength(explanation.reforms.length);
  expect(told).toContain('The outcome is ELIGIBLE instead of NOT_ELIGIBLE.');
  expect(told?.some((sentence) => sentence.includes('1,200.50'))).toBe(true);
});

test('a missing fact is told as the cause', () => {
  const { cases, explain } = workspace();
  const unknown = cases.find(({ sides }) => sides[0]?.outcome === 'UNDETERMINED');
  const explanation = explain(unknown?.unit as string);
  expect(explanation.inputs.income).toBeNull();
  expect(JSON.stringify(explanation.baseline.explanation)).toContain('\\"income\\" is not given');
});

test('a stored decision that is not what the policy decides is a finding', () => {
  const { store, cases } = workspace();
  const [first] = cases;
  const outcomes = ['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED'];
  const forged = cases.slice(0, 16).map(({ sides }, i) => outcomes.indexOf(i === 0 ? 'UNDETERMINED' : (sides[0]?.outcome as string)));
  const { sha256, data } = encodeOutcomes({ list: 'baseline', column: '$outcome', chunk: 0 }, Uint8Array.from(forged), outcomes);
  store.close();
  tamper(store.path, (database) => {
    database.exec('DROP TRIGGER impact_column_update');
    database.prepare('UPDATE impact_column SET sha256 = ?, data = ? WHERE chunk = 0 AND side = 0 AND position = 0').run(sha256, data);
  });
  const explain = (unit: string) => reopen(store, { readOnly: true }).read((reader) => explainCase(reader, { run: 'r', unit }));
  expect(first?.sides[0]?.outcome).not.toBe('UNDETERMINED');
  expect(explain(first?.unit as string).matchesStored).toBe(false);
  expect(explain(cases[1]?.unit as string).matchesStored).toBe(true);
});

test('an unknown run or unit, and a case that has no result yet, are not found', () => {
  const { store, explain } = workspace();
  expect(thrownRefusal(() => explain('unit-999'))).toMatchObject({
    kind: 'not-found',
    message: 'The population "people" has no household "unit-999".',
  });
  expect(thrownRefusal(() => store.read((reader) => explainCase(reader, { run: 'other', unit: 'unit-1' }))).kind).toBe('not-found');
  beginRun(store, 'later', grantRequest);
  expect(thrownRefusal(() => store.read((reader) => explainCase(reader, { run: 'later', unit: 'unit-1' }))).message).toContain('no result');
});
