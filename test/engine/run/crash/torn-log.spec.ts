/** A disk that lost the end of the write-ahead log, at every frame: what is left is a state that was, and the run goes on from there. */
import { describe, expect, it } from 'vitest';
import { crashCases } from './crash-cases.ts';
import { SCENARIOS } from './crash-scenarios.ts';

/** Together with those of the enumeration there are more than 2,000. */
const CASES_MIN = 700;

describe('a run whose log is cut or torn', () => {
  let count = 0;
  for (const scenario of SCENARIOS) {
    it(`comes to its end: ${scenario.name}`, { timeout: 300_000 }, async () => {
      const cases = await crashCases(scenario);
      await cases.atEveryFrame();
      count += cases.count;
      expect(cases.failures).toEqual([]);
    });
  }

  it('was put to the test often enough', () => {
    expect(count).toBeGreaterThanOrEqual(CASES_MIN);
  });
});
