/** Bars are as long as their amounts stand to the largest one, and their figures stand beside them. */
import { expect, test } from 'vitest';
import { barChart } from '../../../../src/engine/report/chart/bar-chart.ts';

const widths = (source: string): readonly number[] =>
  [...source.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));

test('lengths are in proportion: losses to the left of the axis, gains to the right', () => {
  const { source } = barChart(
    [
      { label: 'north', gained: '300', lost: '75' },
      { label: 'south', gained: '0', lost: '150' },
    ],
    'By region',
  );
  const [lossNorth = 0, gainNorth = 0, lossSouth = 0, gainSouth = 0] = widths(source);
  expect(gainNorth).toBeGreaterThan(100);
  expect([lossNorth, lossSouth, gainSouth]).toEqual([Math.floor(gainNorth * 2.5) / 10, gainNorth / 2, 0]);
  const axis = Number(/<line x1="([\d.]+)"/.exec(source)?.[1]);
  const [leftOfAxis, rightOfAxis] = [...source.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect([leftOfAxis, rightOfAxis]).toEqual([axis - lossNorth, axis]);
  expect(source).toContain('aria-label="By region"');
  for (const figure of ['>300<', '>75<', '>150<']) expect(source).toContain(figure);
});

test('amounts far beyond what a double counts exactly keep their proportion', () => {
  const large = `${'9'.repeat(40)}.5`;
  const [loss = 0, gain = 0] = widths(barChart([{ label: 'a', gained: large, lost: large }], 't').source);
  expect(gain).toBe(loss);
  expect(gain).toBeGreaterThan(100);
});

test('where nobody gains or loses there is a sentence instead', () => {
  expect(barChart([{ label: 'a', gained: '0', lost: '0' }], 't').source).toContain('nothing to draw');
  expect(barChart([], 't').source).toContain('nothing to draw');
});

test('a label that is too long is cut between its words: part of a number would be another one', () => {
  const labels = ['2 (above 685.42 to 1,458.72)', 'x'.repeat(40), 'of 22 signs, no longer'];
  const { source } = barChart(
    labels.map((label) => ({ label, gained: '1', lost: '0' })),
    't',
  );
  for (const told of ['2 (above 685.42 to …', `${'x'.repeat(21)} …`, 'of 22 signs, no longer']) expect(source).toContain(`>${told}<`);
});

test('labels cannot become markup', () => {
  expect(barChart([{ label: '<script>', gained: '1', lost: '0' }], '"><script>').source).not.toContain('<script');
});
