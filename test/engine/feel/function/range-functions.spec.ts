/** How points and ranges lie to each other: the relations at their borders, and laws that hold for all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examples, standard, standardExamples } from '../../../support/feel-examples.ts';

examples('points and ranges', [
  ['before(1, 10)', true],
  ['before(range: [1..5], point: 10)', true],
  ['before(point: 10, range: [1..5])', false],
  ['before(10, 1)', false],
  ['before(1, [1..10])', false],
  ['before(1, (1..10])', true],
  ['before(1, [5..10])', true],
  ['before([1..10], 10)', false],
  ['before([1..10), 10)', true],
  ['before([1..10], [15..20])', true],
  ['before([1..10), [10..20])', true],
  ['before([1..10], [10..20])', false],
  ['after(12, [2..5])', true],
  ['after([10..20], [1..10))', true],
  ['after([11..20], 10)', true],
  ['meets([1..5], [5..10])', true],
  ['meets([1..5), [5..10])', false],
  ['met by([5..10], [1..5])', true],
  ['met by([5..10], [1..5))', false],
  ['overlaps([1..5], [3..8])', true],
  ['overlaps([1..5], [6..8])', false],
  ['overlaps([1..5], (5..8])', false],
  ['overlaps([3..8], [1..5])', true],
  ['overlaps before([1..5], [3..8])', true],
  ['overlaps before([1..5], [1..5])', false],
  ['overlaps before([1..5], (1..5])', true],
  ['overlaps after([3..8], [1..5])', true],
  ['overlaps after([3..8], [1..3))', false],
  ['finishes(10, [1..10])', true],
  ['finishes(10, [1..10))', false],
  ['finishes([5..10], [1..10])', true],
  ['finishes([1..10], (1..10])', false],
  ['finished by([1..10], 10)', true],
  ['finished by([1..10), [5..10))', true],
  ['includes([1..10], 5)', true],
  ['includes([1..10), 10)', false],
  ['includes([1..10], [4..6])', true],
  ['includes((1..10], [1..5])', false],
  ['during(5, [1..10])', true],
  ['during([4..6], [1..10))', true],
  ['during((1..10], (1..10))', false],
  ['starts(1, [1..10])', true],
  ['starts(1, (1..10])', false],
  ['starts([1..5], [1..10])', true],
  ['started by([1..10], 1)', true],
  ['started by((1..10], (1..5))', true],
  ['coincides(5, 5)', true],
  ['coincides([1..5], [1..5])', true],
  ['coincides((1..5), [1..5])', false],
  ['during(date("2025-03-01"), [date("2025-01-01")..date("2025-12-31")])', true],
  ['before(point1: 1, point2: 2)', true],
  ['includes(range: [1..3], point: 2)', true],
]);

standardExamples('open ends and mistakes', [
  ['before((< 5), 5)', true],
  ['includes((>= 5), 1000)', true],
  ['includes((>= 5), (> 5))', true],
  ['during((> 5), [5..10])', false],
  ['overlaps((< 5), (> 3))', true],
  ['starts(1, (< 10))', false],
  ['before(1, "a")', null],
  ['before(1)', null],
  ['meets(1, [1..2])', null],
  ['includes([1..10], null)', null],
]);

test('the relations of random ranges agree with the numbers that are in them', () => {
  const bound = fc.integer({ min: 0, max: 6 });
  const range = fc
    .record({ low: bound, size: fc.integer({ min: 1, max: 4 }), lowClosed: fc.boolean(), highClosed: fc.boolean() })
    .map(({ low, size, lowClosed, highClosed }) => ({ low, high: low + size, lowClosed, highClosed }));
  type Plain = { low: number; high: number; lowClosed: boolean; highClosed: boolean };
  const text = ({ low, high, lowClosed, highClosed }: Plain): string => `${lowClosed ? '[' : '('}${low}..${high}${highClosed ? ']' : ')'}`;
  const has = ({ low, high, lowClosed, highClosed }: Plain, x: number): boolean =>
    (lowClosed ? x >= low : x > low) && (highClosed ? x <= high : x < high);
  const halves = Array.from({ length: 25 }, (_, index) => index / 2 - 1);
  fc.assert(
    fc.property(range, range, (one, other) => {
      const both = halves.filter((x) => has(one, x) && has(other, x));
      const [a, b] = [text(one), text(other)];
      expect(standard(`overlaps(${a}, ${b})`)).toBe(both.length > 0);
      expect(standard(`includes(${a}, ${b})`)).toBe(halves.every((x) => !has(other, x) || has(one, x)));
      expect(standard(`before(${a}, ${b})`)).toBe(both.length === 0 && one.low < other.high && one.high <= other.low);
      expect(standard(`during(${b}, ${a})`)).toBe(standard(`includes(${a}, ${b})`));
      expect(standard(`after(${b}, ${a})`)).toBe(standard(`before(${a}, ${b})`));
    }),
    { numRuns: 150 },
  );
});
