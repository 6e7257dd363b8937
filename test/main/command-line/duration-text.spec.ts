/** Durations read as a person says them, and never say more than has gone by. */
import { describe, expect, it } from 'vitest';
import { durationBetween, durationText } from '../../../src/main/command-line/duration-text.ts';

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [59_999, '59.9 s'],
    [60_000, '1 min 0 s'],
    [3_599_999, '59 min 59 s'],
    [7_800_000, '2 h 10 min'],
    [86_399_999, '23 h 59 min'],
    [450_000_000, '5 d 5 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('between two times is nothing where one is not known, and never negative', () => {
    const [at, later] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:02.500Z'];
    expect([durationBetween(at, later), durationBetween(later, at), durationBetween(at, undefined)]).toEqual(['2.5 s', '0 ms', '']);
  });
});
