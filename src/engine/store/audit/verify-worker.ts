/** The worker's side of a verification: opens the workspace read-only, then checks the ranges of the trail that it is asked for. */
import type { TaskAnswer, WorkerSetup } from '../../job/worker-task.ts';
import { openStore } from '../open-store.ts';
import { type RangeTask, RangeVerifier } from './verify-range.ts';

/** The task is a RangeTask, the answer a RangeAnswer. */
export const prepareVerifyWorker = ({
  workspacePath,
}: Extract<WorkerSetup, { readonly kind: 'verify' }>): ((task: unknown) => TaskAnswer) => {
  const store = openStore(workspacePath, { readOnly: true });
  const verifier = store.read((reader) => new RangeVerifier(reader));
  return (task) => {
    const answer = store.read(() => verifier.verify(task as RangeTask));
    return { answer, transfer: answer.sound ? [answer.recording.buffer as ArrayBuffer] : [] };
  };
};
