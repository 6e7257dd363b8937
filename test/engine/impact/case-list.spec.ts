/** Lists of cases: any filter and any page give what a plain search through all cases gives. */
import { describe, expect, test } from 'vitest';
import { type CaseFilter, listCases } from '../../../src/engine/impact/case-list.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json, ReformDocument } from '../../../src/engine/model/index.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { readImpactPlan } from '../../../src/engine/store/impact/impact-store.ts';
import { fillWorkspace, grantReform, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { plainCases } from '../../support/plain-impact.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const PAGE = { after: 0, limit: 1000 };

const workspace = () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 100, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  const plan = store.read((reader) => readImpactPlan(reader, 'r'));
  const rows = (reform: number) =>
    plainCases(store, plan).map(({ unit, sides }) => {
      const [baseline, changed] = [sides[0], sides[reform + 1]].map((side) => ({
        outcome: side?.outcome as string,
        amount: side?.amounts.grant ?? null,
      }));
      const known = baseline?.amount !== null && changed?.amount !== null;
      const change = known
        ? (Exact.parse(changed?.amount as string) as Exact).subtract(Exact.parse(baseline?.amount as string) as Exact)
        : undefined;
      return { unit, baseline, reform: changed, change: change?.toText() ?? null };
    });
  const list = (filter: Partial<CaseFilter>) =>
    store.read((reader) => listCases(reader, { run: 'r', reform: 0, change: 'any', ...PAGE, ...filter }));
  return { rows, list };
};

const signOf = (change: string | null): number | undefined => (change === null ? undefined : (Exact.parse(change) as Exact).sign);

describe('filters', () => {
  test('without a filter all cases come in unit order', () => {
    const { rows, list } = workspace();
    expect(list({})).toEqual({ total: 100, cases: rows(0) });
    expect(list({ reform: 1 })).toEqual({ total: 100, cases: rows(1) });
  });

  test('by outcomes before and after', () => {
    const { rows, list } = workspace();
    for (const from of [undefined, 'ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED']) {
      for (const to of [undefined, 'ELIGIBLE', 'NOT_ELIGIBLE']) {
        const wanted = rows(1).filter(
          ({ baseline, reform }) => (from ?? baseline?.outcome) === baseline?.outcome && (to ?? reform?.outcome) === reform?.outcome,
        );
        expect(list({ reform: 1, from, to })).toEqual({ total: wanted.length, cases: wanted });
      }
    }
  });

  test('by gain, loss and no change, where undetermined cases are none of them', () => {
    const { rows, list } = workspace();
    const found = (['gain', 'loss', 'none'] as const).map((change, i) => {
      const wanted = rows(0).filter((row) => signOf(row.change) === [1, -1, 0][i]);
      expect(list({ change })).toEqual({ total: wanted.length, cases: wanted });
      return wanted.length;
    });
    expect(found[0]).toBeGreaterThan(0);
    expect(found.reduce((a, b) => a + b)).toBeLessThan(100);
  });
});

test('pages of any size, put together, are the whole list', () => {
  const { rows, list } = workspace();
  const wanted = rows(0).filter((row) => signOf(row.change) === 1);
  for (const limit of [1, 3, 16, 17, 99]) {
    const pages = [];
    for (let after = 0; after < wanted.length; after += limit) pages.push(...list({ change: 'gain', after, limit }).cases);
    expect(pages).toEqual(wanted);
  }
  expect(list({ change: 'gain', after: wanted.length }).cases).toEqual([]);
});

test('a reform that pays nothing has outcomes, and every case is undetermined', () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 20, chunkUnits: 16 });
  const unpaid: ReformDocument = { ...grantReform, id: 'unpaid', patch: { amounts: [] } };
  store.change('ada', (writer) =>
    publishDocument(writer, { kind: 'reform', id: 'unpaid', version: '1.0.0', title: 'Unpaid', content: unpaid as unknown as Json }),
  );
  const { totals } = runImpactHere(store, 'r', { ...grantRequest, reforms: [{ reference: 'unpaid' }] });
  expect(totals.reforms[0]).toMatchObject({ undetermined: 20, reformCost: '0' });
  const list = (change: CaseFilter['change']) =>
    store.read((reader) => listCases(reader, { run: 'r', reform: 0, change, from: undefined, to: undefined, ...PAGE }));
  expect(list('none').total).toBe(0);
  const { total, cases } = list('any');
  expect(total).toBe(20);
  for (const { baseline, reform, change } of cases) {
    expect({ outcome: reform.outcome, amount: reform.amount, change }).toEqual({ outcome: baseline.outcome, amount: null, change: null });
  }
});

test('an unknown run, reform or outcome is refused', () => {
  const { list } = workspace();
  expect(thrownRefusal(() => list({ run: 'other' })).kind).toBe('not-found');
  expect(thrownRefusal(() => list({ reform: 2 })).kind).toBe('invalid');
  expect(thrownRefusal(() => list({ from: 'RICH' }))).toMatchObject({
    kind: 'invalid',
    problems: [{ expected: 'ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED' }],
  });
});
