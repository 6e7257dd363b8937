/** The report shows the measures that were asked for, for every side, with what they are and where that comes from; and nothing of the others. */
import { expect, test } from 'vitest';
import { measuresSchema } from '../../../src/engine/impact/measure/measures-schema.ts';
import type { ImpactResult } from '../../../src/engine/model/index.ts';
import { changeText } from '../../../src/engine/report/amount-text.ts';
import { gatherReport } from '../../../src/engine/report/gather-report.ts';
import { reportHtml } from '../../../src/engine/report/report-html.ts';
import { fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const report = (measures: object): { readonly words: string; readonly result: ImpactResult } => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 60, chunkUnits: 16 });
  const result = runImpactHere(store, 'r', { ...grantRequest, measures: measuresSchema.parse(measures) });
  const facts = store.read((reader) => gatherReport(reader, { run: 'r', actor: 'ada', exportedAt: '2026-01-02T03:04:05.000Z' }));
  const words = reportHtml(facts)
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { words, result };
};

test('what was asked for, side by side', () => {
  const { words, result } = report({
    weight: 'weight',
    resource: { of: 'income', plusAmount: true, persons: 'size', lines: [{ amount: '500' }] },
    nearThreshold: [{ value: 'income', limit: 'limit', share: '0.1' }],
    marginalRate: { income: 'income', step: '0.01' },
  });
  const sides = result.measures.inequality?.sides ?? [];
  expect(sides).toHaveLength(3);
  expect(words).toContain(`Gini coefficient ${sides.map(({ gini }) => gini).join(' ')}`);
  expect(words).toContain('Measured on income with grant, counting size.');
  expect(words).toContain('Poverty line, 500.00 500.00 500.00 500.00');
  expect(words).toContain('income below limit, within 10 %');
  expect(words).toContain('income raised by 0.01.');
  expect(words).toContain('20 % to below 40 %');
  expect(words).toContain('Weighted by weight');
  const [group] = result.groups;
  expect(words).toContain('Weighted cases Weighted change');
  expect(words).toContain(changeText(group?.figures[0]?.weighted?.costChange ?? ''));
  for (const { title, definition, sources } of result.measures.definitions) {
    expect(words).toContain(`${title}.`);
    expect(words).toContain(definition.replaceAll('"', '&quot;').slice(0, 60));
    expect(words).toContain(sources[0]?.text.slice(0, 30));
  }
});

test('bands of gainers and losers always, and nothing that nobody asked for', () => {
  const { words, result } = report({});
  expect(result.measures.definitions.map(({ id }) => id)).toEqual(['cost', 'gainers', 'caseload', 'change-bands']);
  expect(words).toContain('Gainers and losers by size of the change');
  for (const absent of ['Gini', 'Poverty', 'Marginal', 'Weighted by', 'near a limit']) expect(words).not.toContain(absent);
});
