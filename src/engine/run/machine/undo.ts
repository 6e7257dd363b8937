/** Undoes the completed steps of a run that faulted or was cancelled, the last completed first, one at a time; then ends the run. */
import type { Failure } from '../../model/problem.ts';
import type { Mover } from './mover.ts';

/** A run whose steps could not all be undone is faulted, also where it was to be cancelled. */
export const goOnUndoing = (mover: Mover): void => {
  const { ending, undoing, undoFailure, end } = mover.state;
  if (ending === undefined || end !== undefined) return;
  const next = undoing.at(-1);
  if (next !== undefined) {
    if (next.status === 'pending') mover.begins.push(next);
    return;
  }
  const failure: Failure | undefined = ending.failure ?? undoFailure;
  const status = undoFailure === undefined ? ending.status : 'faulted';
  mover.put({ type: 'run-end', status, ...(failure !== undefined && { failure }) });
};
