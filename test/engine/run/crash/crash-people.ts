/** What people do about a run that waits for them, and do again after a crash if they still see it waiting. */
import type { RunRecord } from '../../../../src/engine/run/run-state.ts';
import type { Runner } from '../../../../src/engine/run/runner.ts';
import type { Command, Scenario, Waiting } from './crash-scenarios.ts';
import type { Outside } from './outside.ts';

const isSuspended = (records: readonly RunRecord[]): boolean =>
  records.findLast(({ type }) => type === 'suspended' || type === 'resumed')?.type === 'suspended';

/** What a run still waits for, and for whom. */
const waitsOf = (records: readonly RunRecord[]): readonly Waiting[] => {
  const waits = new Map<string, Waiting>();
  for (const record of records) {
    if (record.type === 'waiting') waits.set(record.step, { for: record.wait.for, step: record.step });
    else if (record.type === 'end' || record.type === 'attempt') waits.delete(record.step);
  }
  return [...waits.values()];
};

export const commandFor = ({ meanwhile }: Scenario, records: readonly RunRecord[]): Command | undefined =>
  isSuspended(records) ? { do: 'resume' } : meanwhile?.(waitsOf(records), records);

export const carryOut = (command: Command, runner: Runner, run: string, outside: Outside): void => {
  if (command.do === 'decide') runner.decide(run, { step: command.step, decision: command.decision, by: 'grace' });
  else if (command.do === 'cancel') runner.cancel(run);
  else if (command.do === 'suspend') runner.suspend(run, 'somebody wants to look first');
  else if (command.do === 'resume') runner.resume(run);
  else {
    outside.isMended = true;
    runner.retry(run, command.step);
  }
};

/** Whoever does something twice for being unsure hears that it is done already. */
export const unsure = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    if ((error as { readonly failure?: { readonly kind?: string } }).failure?.kind !== 'conflict') throw error;
  }
};
