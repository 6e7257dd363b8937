/** Tells of a job's progress, and takes it for a sign of life where something was done since the last time. */
import type { JobProgress } from '../job/protocol.ts';
import type { TaskContext } from './task-function.ts';

/** A job that tells the same again and again hangs, for all that is known; a heartbeat timeout ends it. */
export const progressWithLifeSigns = ({ progress, heartbeat }: Pick<TaskContext, 'progress' | 'heartbeat'>) => {
  let last = '';
  return (told: JobProgress): void => {
    progress(told);
    const now = `${told.phase} ${told.done}`;
    if (now !== last) heartbeat();
    last = now;
  };
};
