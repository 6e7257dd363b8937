/** Compares the workspace's own row with entry 0 of the audit trail. */
import { wrongLogKey } from '../audit/log-key-check.ts';
import { NOTHING_TO_COMPARE, type ObjectCheck } from '../audit/object-check.ts';
import getWorkspace from './sql/get-workspace.sql?raw';
import type { WorkspaceRow } from './workspace-store.ts';

export const workspaceCheck: ObjectCheck = {
  kinds: ['workspace.created', 'workspace.migrated'],
  begin: (reader) => ({
    compare: (entry) => {
      const { index, at, kind, subject, detail } = entry;
      if ((kind === 'workspace.created') !== (index === 0))
        return { checked: 0, wrong: 'a trail begins with its workspace, and only once' };
      if (kind === 'workspace.migrated') return NOTHING_TO_COMPARE;
      const row = reader.one<WorkspaceRow>(getWorkspace);
      const fits = row?.id === subject.workspace && row?.name === detail?.name && row?.createdAt === at;
      const wrong = fits ? wrongLogKey(reader, entry) : 'the workspace has another name or identifier than it was made with';
      return { checked: 1, ...(wrong === undefined ? {} : { wrong }) };
    },
    leftOver: () => undefined,
  }),
};
