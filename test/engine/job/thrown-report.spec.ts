/** What is thrown by work elsewhere crosses over: a refusal as it is, a fault with its stack. */
import { expect, it } from 'vitest';
import { thrownReport } from '../../../src/engine/job/thrown-report.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';

it('a refusal', () => {
  const failure = { kind: 'unreadable', message: 'no such file' } as const;
  expect(thrownReport(new Refusal(failure))).toEqual({ type: 'failed', failure });
});

it('a fault, whatever was thrown', () => {
  const fault = new TypeError('not a function');
  expect(thrownReport(fault)).toEqual({ type: 'fault', message: 'not a function', stack: fault.stack });
  expect(thrownReport('a word')).toEqual({ type: 'fault', message: 'a word' });
});
