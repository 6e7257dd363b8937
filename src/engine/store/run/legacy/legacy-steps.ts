/** Steps and attempts of runs from before runs were kept as moves. They are only read: nothing writes these tables any more. */
import type { Json } from '../../../model/json.ts';
import type { Failure } from '../../../model/problem.ts';
import type { AttemptView, StepStatus } from '../../../model/run.ts';
import type { Reader } from '../../handle.ts';
import listAttempts from './sql/list-attempts.sql?raw';
import listStepsSql from './sql/list-steps.sql?raw';

export type StoredStep = { readonly name: string; readonly status: StepStatus; readonly attempts: readonly AttemptView[] };

type AttemptRow = {
  readonly step: string;
  readonly number: number;
  readonly startedAt: string;
  readonly input: string;
  readonly status: Exclude<AttemptView['status'], 'running'> | null;
  readonly endedAt: string | null;
  readonly output: string | null;
  readonly failure: string | null;
};

const attemptOf = (row: AttemptRow): AttemptView => ({
  number: row.number,
  status: row.status ?? 'running',
  startedAt: row.startedAt,
  ...(row.endedAt !== null && { endedAt: row.endedAt }),
  input: JSON.parse(row.input) as Json,
  ...(row.output !== null && { output: JSON.parse(row.output) as Json }),
  ...(row.failure !== null && { failure: JSON.parse(row.failure) as Failure }),
});

/**
 * The steps of a run from an earlier program, each after those that it waits for, and each with its attempts from the first to the newest. Empty for
 * a run that is kept as moves.
 */
export const listLegacySteps = (reader: Reader, run: string): readonly StoredStep[] => {
  const rows = Map.groupBy(reader.all<AttemptRow>(listAttempts, { run }), (row) => row.step);
  return reader
    .all<{ readonly name: string; readonly status: StepStatus }>(listStepsSql, { run })
    .map(({ name, status }) => ({ name, status, attempts: (rows.get(name) ?? []).map(attemptOf) }));
};
