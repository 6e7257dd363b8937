/** A planted bug: a key for every attempt instead of one for the step. The enumeration of crashes has to see it. */
import { expect, it, vi } from 'vitest';
import { crashCases } from './crash-cases.ts';
import { sequence } from './crash-scenarios.ts';

vi.mock('../../../../src/engine/run/machine/call-at.ts', async (importActual) => {
  const actual = await importActual<typeof import('../../../../src/engine/run/machine/call-at.ts')>();
  return {
    ...actual,
    callAt: (...[state, path]: Parameters<typeof actual.callAt>) => {
      const number = [...actual.openAttempts(state)].find(({ step }) => step === path)?.number;
      const call = actual.callAt(state, path);
      return { ...call, idempotencyKey: `${call.idempotencyKey}/${number}` };
    },
  };
});

it('is caught: a crash leads to a second effect', { timeout: 120_000 }, async () => {
  const cases = await crashCases(sequence);
  await cases.atEveryMoment();
  expect(cases.failures.some((failure) => failure.includes('has 2 effects'))).toBe(true);
});
