/** The printed page says what the run found, about several reforms, and nothing that it is given can become markup. */
import { describe, expect, test } from 'vitest';
import type { ImpactGroup } from '../../../src/engine/model/index.ts';
import { amountText, changeText } from '../../../src/engine/report/amount-text.ts';
import { gatherReport } from '../../../src/engine/report/gather-report.ts';
import type { ReportFacts } from '../../../src/engine/report/report-facts.ts';
import { reportHtml } from '../../../src/engine/report/report-html.ts';
import { fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const facts = (): ReportFacts => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 40, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  return store.read((reader) => gatherReport(reader, { run: 'r', actor: 'ada', exportedAt: '2026-01-02T03:04:05.000Z' }));
};

/** The page's words without its markup. */
const wordsOf = (page: string): string =>
  page
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('what it says', () => {
  test('the figures of every reform, rounded for the eye with the exact value beside', () => {
    const given = facts();
    const words = wordsOf(reportHtml(given));
    for (const [index, totals] of given.result.totals.reforms.entries()) {
      expect(words).toContain(`Reform ${index + 1}: ${given.result.reforms[index]?.title}`);
      expect(words).toContain(`Change in cost ${changeText(totals.costChange)} exactly ${totals.costChange}`);
      expect(words).toContain(`Gainers ${totals.gainers}`);
      expect(words).toContain(`${amountText(totals.lost)} in all`);
    }
    expect(given.result.totals.reforms.some(({ costChange }) => costChange.includes('/'))).toBe(true);
    expect(words).toContain(given.result.resultHash);
    expect(words).toContain(given.audit.root);
  });

  test('what each reform changes: by date the parameter of the law, by the reform another value of it', () => {
    const { changes } = facts();
    expect(changes).toEqual([
      { parameters: [{ name: 'limit', before: '1000', after: '1200.5', since: '2025-01-01' }], decisions: [] },
      { parameters: [{ name: 'limit', before: '1000', after: '1500', since: '2025-01-01' }], decisions: [] },
    ]);
    const words = wordsOf(reportHtml(facts()));
    expect(words).toContain('limit 1,000 1,200.5 2025-01-01');
    expect(words).toContain('limit 1,000 1,500 2025-01-01');
  });

  test('decisions that are made by other rules, and that nothing differs', () => {
    const given = facts();
    const decided = { parameters: [], decisions: [{ name: 'grant', label: 'Grant of a month' }] };
    const words = wordsOf(reportHtml({ ...given, changes: [decided, { parameters: [], decisions: [] }] }));
    expect(words).toContain('Decided by other rules: Grant of a month grant');
    expect(words).toContain('No parameter and no rule differs');
  });

  test('the unit of the amount wherever amounts stand', () => {
    const words = wordsOf(reportHtml({ ...facts(), amountUnit: 'EUR' }));
    for (const heading of ['Cost before (EUR)', 'Change in cost (EUR)', 'Gained (EUR)', 'Lost (EUR)']) expect(words).toContain(heading);
    expect(words).toContain('The amount compared is Grant of the month grant , in EUR, for one month.');
  });

  test('the policy’s labels of the amount and of the fields that cases are grouped by', () => {
    const words = wordsOf(
      reportHtml({
        ...facts(),
        labels: new Map([
          ['grant', 'Grant of a month'],
          ['region', 'Where they live'],
        ]),
      }),
    );
    expect(words).toContain('The amount compared is Grant of a month grant , for one month.');
    expect(words).toContain('By Where they live region');
    expect(words).toContain('Where they live Cases');
  });

  test('what each side is made of, with its hash', () => {
    const given = facts();
    const { baseline, reforms } = given.result;
    const words = wordsOf(reportHtml(given));
    expect(words).toContain(`Baseline Grant grant 1.0.0 SHA-256 ${baseline.hash} 2024-06-01`);
    expect(words).toContain(`Reform 2 Wider grant grant 1.0.0, reform wider-grant SHA-256 ${reforms[1]?.hash} 2025-06-01`);
  });

  test('that there is no amount, where the baseline pays none', () => {
    const given = facts();
    const words = wordsOf(reportHtml({ ...given, result: { ...given.result, amount: '' } }));
    expect(words).toContain('pays no amount');
    expect(words).not.toContain('Cost before');
  });

  test('how many groups, parameters and reasons it leaves out', () => {
    const given = facts();
    const [group] = given.result.groups as readonly [ImpactGroup];
    const groups = Array.from({ length: 75 }, (_, i) => ({ ...group, by: 'district', value: `d${i}` }));
    const parameters = Array.from({ length: 43 }, (_, i) => ({ name: `p${i}`, before: '1', after: '2' }));
    const words = wordsOf(
      reportHtml({
        ...given,
        result: { ...given.result, groups },
        changes: [
          { parameters, decisions: [] },
          { parameters: [], decisions: [] },
        ],
        population: { ...given.population, quarantined: 12 },
        quarantine: [{ file: 'units', column: 'income', reason: 'no number', rows: 9 }],
      }),
    );
    expect(words).toContain('15 further groups are not shown here');
    expect(words).toContain('d59 ');
    expect(words).not.toContain('d60 ');
    expect(words).toContain('3 further parameters differ');
    expect(words).toContain('no number 9');
    expect(words).toContain('3 further rows were refused for rarer reasons');
  });

  test('a group of those without a value by that name', () => {
    const given = facts();
    const [group] = given.result.groups as readonly [ImpactGroup];
    expect(wordsOf(reportHtml({ ...given, result: { ...given.result, groups: [{ ...group, value: '' }] } }))).toContain('no value');
  });
});

/** Every text in a value made hostile: nothing that people name may come through as markup. */
const hostile = <T>(value: T): T => {
  if (typeof value === 'string') return (/^-?[\d./]+$/.test(value) ? value : `"><script>${value}</script>`) as T;
  if (Array.isArray(value)) return value.map(hostile) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item)])) as T;
};

test('titles, names, labels and reasons stay texts, however they are written', () => {
  const given = facts();
  const source = { role: 'units', name: 'people.csv', bytes: 1, rows: 1, sha256: 'ab' } as const;
  const page = reportHtml({
    ...hostile({
      ...given,
      population: { ...given.population, sources: [source], generated: { seed: 'one', generator: 'made' } },
      quarantine: [{ file: 'units', column: 'income', reason: 'no number', rows: 9 }],
      changes: [
        {
          parameters: [{ name: 'p', label: 'P', before: 'x', after: 'y', since: 'then', source: 'law' }],
          decisions: [{ name: 'd', label: 'D' }],
        },
        { parameters: [], decisions: [] },
      ],
      amountUnit: 'EUR',
    }),
    labels: new Map(
      ['grant', 'region'].flatMap(
        (name) =>
          [
            [name, hostile('a')],
            [hostile(name), hostile('a')],
          ] as const,
      ),
    ),
  });
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;');
  expect(page.match(/<style nonce="__CSP_NONCE__">/g)).toHaveLength(1);
});
