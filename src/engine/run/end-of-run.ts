/** How a run's end is told to those who wait for it. */
import type { TaskEnd } from '../contract.ts';
import type { Failure } from '../model/problem.ts';
import type { RunStatus } from '../model/run.ts';

type End = { readonly status: RunStatus; readonly failure?: Failure };

/** Of a run that has not ended: that it does not go on in this process. */
export const endOfRun = (run: string, { status, failure }: End): TaskEnd => {
  if (status === 'completed') return { status: 'completed', answer: { run } };
  if (status === 'cancelled') return { status: 'cancelled' };
  return { status: 'failed', failure: failure ?? { kind: 'interrupted', message: `Run ${run} is not going on in this process.` } };
};
