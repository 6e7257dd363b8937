/** Parts of a bar are as long as their counts stand to the whole, one after the other, and the chart says its figures to who cannot see it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackedBars } from '../../../../src/engine/report/chart/stacked-bars.ts';

const kinds = [
  { name: 'gain', colour: '#111111' },
  { name: 'lose', colour: '#222222', light: true },
];

const partsOf = (source: string): readonly { readonly x: number; readonly width: number }[] =>
  [...source.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="16"/g)].map(([, x, width]) => ({
    x: Number(x),
    width: Number(width),
  }));

test('parts lie side by side and fill the bar, whatever their counts', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (gain, lose) => {
      fc.pre(gain + lose > 0);
      const [first, second] = partsOf(stackedBars([{ label: 'Cases', parts: [gain, lose] }], kinds, 'Cases').source);
      if (first === undefined || second === undefined) throw new Error('a part is missing');
      expect(first.x + first.width).toBeCloseTo(second.x, 5);
      const whole = first.width + second.width;
      expect(whole).toBeCloseTo(530, 5);
      expect(first.width).toBeCloseTo((whole * gain) / (gain + lose), 0);
    }),
  );
});

test('figures are said in the label, and names cannot become markup', () => {
  const { source } = stackedBars([{ label: '<b>', parts: [3, 1_204] }], kinds, '"><script>');
  expect(source).toContain('gain 3, lose 1,204');
  expect(source).not.toMatch(/<script|<b>/);
});

test('a bar of nothing has parts of no length', () => {
  expect(partsOf(stackedBars([{ label: 'Cases', parts: [0, 0] }], kinds, 'Cases').source).map(({ width }) => width)).toEqual([0, 0]);
});
