/**
 * Every crash that a run can suffer: the power fails in and after every transaction and round every effect of a step, then again at the first moments of
 * the recovery, while the clock jumps. Whatever happens, the end is that of a run that nothing happened to, and every effect came once.
 */
import { describe, expect, it } from 'vitest';
import { crashCases } from './crash-cases.ts';
import { SCENARIOS } from './crash-scenarios.ts';

/** Together with those of the torn log there are more than 2,000. */
const CASES_MIN = 1_300;

describe('a run that the power fails under', () => {
  let count = 0;
  for (const scenario of SCENARIOS) {
    it(`comes to its end: ${scenario.name}`, { timeout: 300_000 }, async () => {
      const cases = await crashCases(scenario);
      await cases.atEveryMoment();
      count += cases.count;
      expect(cases.failures).toEqual([]);
    });
  }

  it('was put to the test often enough', () => {
    expect(count).toBeGreaterThanOrEqual(CASES_MIN);
  });
});
