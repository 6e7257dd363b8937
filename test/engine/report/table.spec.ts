/** Tables are set so that no page has to be made smaller for them, and figures keep together what belongs together. */
import { expect, test } from 'vitest';
import { type Column, table } from '../../../src/engine/report/table.ts';

const COLUMNS: readonly Column[] = [
  'Region',
  'Cases',
  { title: 'Gainers', kind: 'gain' },
  { title: 'Gained (EUR)', kind: 'gain' },
  { title: 'Losers', kind: 'loss' },
  { title: 'Lost (EUR)', kind: 'loss' },
  'Change in cost (EUR)',
];
const rowOf = (amount: string, region = 'north'): readonly string[] => [region, '1,204', '31', amount, '7', amount, amount];
const classOf = (rows: readonly (readonly string[])[]): string | undefined =>
  /<table class="([^"]*)">/.exec(table(COLUMNS, rows).source)?.[1];

test('a table whose figures do not fit beside each other is set in columns of fixed widths, however few they are', () => {
  expect(classOf([rowOf('≈ 94,169.93')])).toBe('short');
  expect(classOf([rowOf('≈ 94,169.93'), rowOf('≈ 94,111,222,169.93')])).toBe('wide short');
});

test('what may be broken between or within its words makes no table wide', () => {
  expect(classOf([rowOf('≈ 94,169.93', 'a name of many words that stand below each other in their column')])).toBe('short');
  expect(classOf([rowOf('≈ 94,169.93', 'x'.repeat(200))])).toBe('short');
});

test('a table of more columns than a page has room for is set so as well', () => {
  const columns = Array.from({ length: 9 }, (_, index) => `C${index}`);
  expect(table(columns, [columns.map(() => '1')]).source).toContain('<table class="wide short">');
});

test('a rounded figure is not parted from its mark', () => {
  expect(table(['A', 'B'], [['a', '≈ 33.33']]).source).toContain('<td>≈\u00a033.33</td>');
});
