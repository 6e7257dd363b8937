/** Durations of templates are those whose length does not hang on the calendar, up to a hundred years. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DURATION_MAX_MS, durationMs } from '../../../src/engine/template/duration-ms.ts';

it.each<[string, number | undefined]>([
  ['PT0S', 0],
  ['PT0.5S', 500],
  ['PT0.005S', 5],
  ['PT90S', 90_000],
  ['P1DT12H', 36 * 3_600_000],
  ['P2W', 14 * 86_400_000],
  ['P36525D', DURATION_MAX_MS],
  ['P36525DT1S', undefined],
  ['P1M', undefined],
  ['P1Y', undefined],
  ['P1W2D', undefined],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['-PT1S', undefined],
  ['PT1.0005S', undefined],
  ['PT1,5S', undefined],
  ['pt1s', undefined],
  ['PT1S ', undefined],
  ['', undefined],
])('%s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it('parts add up', () => {
  const part = fc.integer({ min: 0, max: 999 });
  fc.assert(
    fc.property(part, part, part, part, part, (days, hours, minutes, seconds, ms) => {
      const text = `P${days}DT${hours}H${minutes}M${seconds}.${String(ms).padStart(3, '0')}S`;
      expect(durationMs(text)).toBe((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 + ms);
    }),
  );
});
