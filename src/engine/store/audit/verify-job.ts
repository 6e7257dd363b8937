/** The job that verifies a workspace, in a process of its own. */
import type { JobContext } from '../../job/protocol.ts';
import { createWorkerPool } from '../../job/worker-pool.ts';
import type { AuditVerdict } from '../../model/audit-entry.ts';
import type { Anchor } from '../../model/trust.ts';
import { openStore } from '../open-store.ts';
import type { RangeAnswer, RangeTask } from './verify-range.ts';
import { verifyWorkspace } from './verify-workspace.ts';

type VerifyJob = { readonly workspacePath: string; readonly anchors?: readonly Anchor[]; readonly workers?: number };

/**
 * Verifies the state that the file has at the start; changes that are committed meanwhile are not part of it. `workerEntry`: built file of the worker threads,
 * without which the trail is read in order on the job's own.
 */
export const verifyJob = async (
  { workspacePath, anchors, workers = 1 }: VerifyJob,
  context: Pick<JobContext<never>, 'progress' | 'signal'>,
  workerEntry?: string,
): Promise<AuditVerdict> => {
  const store = openStore(workspacePath, { readOnly: true });
  const setup = { kind: 'verify', workspacePath: store.path } as const;
  const pool =
    workerEntry === undefined
      ? undefined
      : createWorkerPool<RangeTask, RangeAnswer>({ entry: workerEntry, size: workers, work: 'verification', setup });
  try {
    return await store.snapshot((reader) => verifyWorkspace(reader, context, anchors, pool && ((task) => pool.run(task))));
  } finally {
    await pool?.close();
    store.close();
  }
};
