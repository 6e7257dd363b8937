/** A run of an earlier program, which kept steps and attempts in tables, told as moves. */
import type { AttemptView } from '../../model/run.ts';
import type { Reader } from '../../store/handle.ts';
import { listLegacySteps } from '../../store/run/legacy/legacy-steps.ts';
import { isFinalStep, type Move, type RunRecord } from '../run-state.ts';

/** Before the first move that a run can have. */
const BEFORE_ALL = -1;

type Told = { readonly at: string; readonly record: RunRecord };

const attemptRecords = (step: string, attempt: AttemptView): readonly Told[] => {
  const { number, status, startedAt, endedAt, input, output, failure } = attempt;
  const begun: Told = { at: startedAt, record: { type: 'attempt', step, number, input } };
  if (status === 'running' || endedAt === undefined) return [begun];
  const outcome = { ...(output !== undefined && { output }), ...(failure !== undefined && { failure }) };
  return [begun, { at: endedAt, record: { type: 'attempt-end', step, number, status, ...outcome } }];
};

/** In the order of time; a step without attempts ended when the run's newest attempt did. None for a run that is kept as moves from its start. */
export const legacyMoves = (
  reader: Reader,
  run: string,
  { actor, createdAt }: { readonly actor: string; readonly createdAt: string },
): readonly Move[] => {
  const steps = listLegacySteps(reader, run);
  const told = steps.flatMap(({ name, attempts }) => attempts.flatMap((attempt) => attemptRecords(name, attempt)));
  const ordered = told.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const lastAt = ordered.at(-1)?.at ?? createdAt;
  const ends = steps.flatMap(({ name, status, attempts }): readonly Told[] => {
    if (!isFinalStep(status)) return [];
    return [{ at: attempts.at(-1)?.endedAt ?? lastAt, record: { type: 'end', step: name, status: status as 'completed' } }];
  });
  return [...ordered, ...ends].map(({ at, record }) => ({ seq: BEFORE_ALL, at, actor, records: [record] }));
};
