/** The audit trail, and tasks that go on in the background. */
import { carryOut } from '../job/carry-out.ts';
import type { AuditVerdict } from '../model/audit-entry.ts';
import { refuse } from '../model/problem.ts';
import { auditSize, listEntries } from '../store/audit/audit-store.ts';
import { runEntries } from '../store/run/run-entries.ts';
import { getRun } from '../store/run/run-store.ts';
import type { Handlers } from './handler.ts';

export const auditHandlers = {
  'audit.list': ({ run, after, limit }, context) =>
    context
      .workspace()
      .store.read((reader) =>
        run === undefined
          ? { size: auditSize(reader), entries: listEntries(reader, after, limit) }
          : runEntries(reader, getRun(reader, run).id, { after, limit }),
      ),

  'audit.verify': (_input, context) => {
    const { store } = context.workspace();
    const task = context.tasks.start(async ({ signal, progress }) => {
      const job = { kind: 'verify', workspacePath: store.path } as const;
      const onPart = (): void => undefined;
      return { verdict: await carryOut<never, AuditVerdict>(context.port.jobs, job, { signal, onProgress: progress, onPart }) };
    });
    return { task };
  },

  'task.cancel': ({ task }, context) => {
    if (context.tasks.cancel(task)) return null;
    const workspace = context.findWorkspace() ?? refuse('not-found', `No task "${task}".`);
    workspace.runner.cancel(task);
    return null;
  },
} satisfies Partial<Handlers>;
