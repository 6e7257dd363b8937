/** The job that verifies a workspace, in a process of its own. */
import type { JobContext } from '../../job/protocol.ts';
import type { AuditVerdict } from '../../model/audit-entry.ts';
import type { Anchor } from '../../model/trust.ts';
import { openStore } from '../open-store.ts';
import { verifyWorkspace } from './verify-workspace.ts';

/** Verifies the state that the file has at the start; changes that are committed meanwhile are not part of it. */
export const verifyJob = async (
  job: { readonly workspacePath: string; readonly anchors?: readonly Anchor[] },
  context: Pick<JobContext<never>, 'progress' | 'signal'>,
): Promise<AuditVerdict> => {
  const store = openStore(job.workspacePath, { readOnly: true });
  try {
    return await store.snapshot((reader) => verifyWorkspace(reader, context, job.anchors));
  } finally {
    store.close();
  }
};
