/** The engine's one public face: checks every call, hands it to its handler, and tells listeners what happens. */
import { type AnswerOf, type Engine, type EngineEvent, type OperationName, operations, type ParsedInputOf } from './contract.ts';
import { removeAbandonedDrafts } from './file/drafts.ts';
import { ALL_HANDLERS } from './handlers/all-handlers.ts';
import { createBackgroundTasks } from './handlers/background-tasks.ts';
import type { Handler, HandlerContext } from './handlers/handler.ts';
import type { OpenWorkspace } from './handlers/open-workspace.ts';
import { shapeMistake } from './model/json-bounds.ts';
import { Refusal, refuse } from './model/problem.ts';
import { allows, highestRole, type Role } from './model/role.ts';
import { zodProblems } from './model/zod-problems.ts';
import type { Port } from './port.ts';
import { rolesOf } from './store/member/member-store.ts';

/** Who is no member of the workspace may do with the file whatever the system lets them do; roles bind members. */
const OUTSIDER: Role = 'owner';

const roleIn = (workspace: OpenWorkspace | undefined, actor: string): Role => {
  const roles = workspace?.store.read((reader) => rolesOf(reader, actor)) ?? [];
  return roles.length === 0 ? OUTSIDER : highestRole(roles);
};

/** Commands that change nothing in the workspace: they may be called where it can only be read. */
const HARMLESS: ReadonlySet<OperationName> = new Set([
  'workspace.create',
  'workspace.open',
  'workspace.close',
  'audit.verify',
  'policy.mutations',
  'witness.cosign',
  'report.complete',
  'report.timestamp',
  'report.timestampRequest',
  'task.cancel',
] as const);

/** Signers belong to the machine, and to no workspace. */
const isHarmless = (name: OperationName): boolean => HARMLESS.has(name) || name.startsWith('signer.');

const demandAllowed = (name: OperationName, workspace: OpenWorkspace | undefined, actor: string): void => {
  const { kind, role } = operations[name];
  // A new workspace has nothing to do with the roles in the one that is open.
  if (name !== 'workspace.create' && !allows(roleIn(workspace, actor), role)) refuse('forbidden', `"${name}" asks for the role ${role}.`);
  const reason = workspace?.readOnlyBecause;
  if (kind === 'query' || reason === undefined || isHarmless(name)) return;
  if (reason.kind !== 'busy') throw new Refusal(reason);
  refuse('busy', 'Another process has this workspace open, so it can only be read here. Close it there and open it here again.');
};

const parsedInput = <Name extends OperationName>(name: Name, input: unknown): ParsedInputOf<Name> => {
  const not = `The input of "${name}" is not what it takes.`;
  const mistake = shapeMistake(input);
  if (mistake !== undefined) refuse('invalid', not, [{ pointer: '', ...mistake }]);
  const parsed = operations[name].input.safeParse(input);
  return parsed.success ? (parsed.data as ParsedInputOf<Name>) : refuse('invalid', not, zodProblems(parsed.error, input));
};

export const createEngine = (port: Port, { actor }: { readonly actor: string }): Engine => {
  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const tasks = createBackgroundTasks(port, emit);
  const tidied = removeAbandonedDrafts(port.machineFolder);
  let open: OpenWorkspace | undefined;

  const workspaceChanged = (): void => emit({ type: 'workspace.changed', workspace: open?.info() ?? null });

  /** Background tasks end with the workspace they write to. */
  const close = async (closing: OpenWorkspace | undefined): Promise<void> => {
    if (closing === undefined) return;
    await tasks.cancelAll();
    await closing.close();
  };

  const context: HandlerContext = {
    port,
    actor,
    emit,
    tasks,
    workspace: () => open ?? refuse('not-found', 'No workspace is open.'),
    findWorkspace: () => open,
    replaceWorkspace: async (openNext) => {
      // What cannot be opened leaves what is open as it was.
      const next = openNext?.();
      const closing = open;
      open = next;
      await close(closing);
      workspaceChanged();
    },
    workspaceChanged,
  };

  const call = async <Name extends OperationName>(name: Name, input: unknown): Promise<AnswerOf<Name>> => {
    const parsed = parsedInput(name, input);
    demandAllowed(name, open, actor);
    return (ALL_HANDLERS[name] as Handler<Name>)(parsed, context);
  };

  return {
    call: async (name, input) => {
      try {
        return { ok: true, value: await call(name, input) };
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, failure: error.failure };
        throw error;
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    ended: async (task) => tasks.ended(task) ?? context.workspace().runner.ended(task),
    close: async () => {
      const closing = open;
      open = undefined;
      await close(closing);
      await tidied;
      await port.jobs.close();
      listeners.clear();
    },
  };
};
