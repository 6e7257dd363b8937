/** The audit trail, and tasks that go on in the background. */
import { carryOut } from '../job/carry-out.ts';
import { workerCount } from '../job/worker-count.ts';
import type { AuditVerdict } from '../model/audit-entry.ts';
import { refuse } from '../model/problem.ts';
import { auditSize, listEntries } from '../store/audit/audit-store.ts';
import { runEntries } from '../store/run/run-entries.ts';
import { getRun } from '../store/run/run-store.ts';
import { findAnchor } from './find-anchor.ts';
import type { Handlers } from './handler.ts';
import { knownAnchors } from './known-anchors.ts';

export const auditHandlers = {
  'audit.list': ({ run, after, limit }, context) =>
    context
      .workspace()
      .store.read((reader) =>
        run === undefined
          ? { size: auditSize(reader), entries: listEntries(reader, after, limit) }
          : runEntries(reader, getRun(reader, run).id, { after, limit }),
      ),

  'audit.verify': async ({ anchorPath, witnessKey, workers }, context) => {
    const workspace = context.workspace();
    const { store } = workspace;
    const { port } = context;
    const brought = anchorPath === undefined ? undefined : await findAnchor({ store, port }, { path: anchorPath, witnessKey });
    // Whoever brings a file has it from outside, also a checkpoint that the log alone has signed.
    const anchors = [
      ...(brought === undefined ? [] : [workspace.memory.seenHere()({ ...brought.anchor, outside: true })]),
      ...knownAnchors(workspace),
    ];
    const task = context.tasks.start(async ({ signal, progress }) => {
      const job = { kind: 'verify', workspacePath: store.path, anchors, workers: workerCount(workers) } as const;
      const onPart = (): void => undefined;
      return { verdict: await carryOut<never, AuditVerdict>(port.jobs, job, { signal, onProgress: progress, onPart }) };
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
