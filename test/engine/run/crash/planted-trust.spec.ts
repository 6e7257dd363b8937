/** A planted bug: a recovery that trusts the newest attempt, and goes on with it as if nothing had happened. The enumeration of crashes has to see it. */
import { expect, it, vi } from 'vitest';
import { crashCases } from './crash-cases.ts';
import { once } from './crash-scenarios.ts';

vi.mock('../../../../src/engine/run/machine/move.ts', async (importActual) => {
  const actual = await importActual<typeof import('../../../../src/engine/run/machine/move.ts')>();
  return {
    ...actual,
    move: (...[state, event, world]: Parameters<typeof actual.move>) =>
      event.type === 'reopened' ? { records: [] } : actual.move(state, event, world),
  };
});

it('is caught: what must not be done twice is', { timeout: 120_000 }, async () => {
  const cases = await crashCases(once);
  await cases.atEveryMoment();
  expect(cases.failures.some((failure) => failure.includes('was done 2 times'))).toBe(true);
});
