/** The one place that listens to the renderer: checks sender and message, calls the engine or the shell, and turns errors into values. */
import { randomUUID } from 'node:crypto';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { type Engine, type InputOf, type OperationName, operations, type WireError } from '../engine/contract.ts';
import type { Failure } from '../engine/model/problem.ts';
import type { Port } from '../engine/port.ts';
import { CHANNEL_CALL, CHANNEL_EVENT, CHANNEL_SHELL, CHANNEL_TAKE, type Reply } from './bridge.ts';
import { copy } from './copy.ts';
import type { GrantedFiles } from './granted-files.ts';
import type { SenderCheck } from './sender-check.ts';
import type { Shell } from './shell.ts';
import { type ShellName, shellSchemas } from './shell-contract.ts';

/** Calls that hold main's thread for longer are logged by name: everything the person sees waits for it. */
const HELD_MS_MAX = 50;

const PATH_CHARACTERS_MAX = 4_096;

type Options = {
  readonly engine: Engine;
  readonly shell: Shell;
  readonly files: GrantedFiles;
  readonly mayCall: SenderCheck;
  readonly contents: () => WebContents | undefined;
  readonly log: Port['log'];
  /** Called with a bug that a command ran into. */
  readonly onFault: (error: unknown) => void;
};

type Answer = (name: unknown, input: unknown) => Promise<Reply<unknown>>;

const isOperation = (name: unknown): name is OperationName => typeof name === 'string' && Object.hasOwn(operations, name);
const isShellName = (name: unknown): name is ShellName => typeof name === 'string' && Object.hasOwn(shellSchemas, name);

const refusal = (failure: Failure): { readonly ok: false; readonly error: WireError } => ({
  ok: false,
  error: { ...failure, ref: randomUUID() },
});

export const serveIpc = (options: Options): void => {
  const { engine, shell, files, mayCall, log, onFault } = options;

  const fault = (name: string, error: unknown): Reply<never> => {
    const reply = refusal({ kind: 'fault', message: copy.refusal.fault });
    log('error', 'ipc.fault', { operation: name, ref: reply.error.ref, stack: error instanceof Error ? error.stack : String(error) });
    return reply;
  };

  /** Calls the engine, which itself checks the input against the operation's schema, and the role, before anything else. */
  const callEngine = async (name: OperationName, input: unknown): Promise<Reply<unknown>> => {
    const startedMs = performance.now();
    const called = engine.call(name, input as InputOf<typeof name>);
    const heldMs = performance.now() - startedMs;
    if (heldMs > HELD_MS_MAX) log('info', 'ipc.slow', { operation: name, heldMs: Math.round(heldMs) });
    const result = await called;
    if (!result.ok) return refusal(result.failure);
    files.written(name, input);
    return result;
  };

  /** What our own page never sends: told to the log, without its content. */
  const strange = (failure: Failure): Reply<never> => {
    const reply = refusal(failure);
    log('error', 'ipc.strange', { kind: failure.kind, ref: reply.error.ref });
    return reply;
  };

  const answerCall: Answer = async (name, input) => {
    if (!isOperation(name)) return strange({ kind: 'invalid', message: copy.refusal.unknown });
    if (!files.allow(name, input)) return strange({ kind: 'forbidden', message: copy.files.notChosen });
    try {
      return await callEngine(name, input);
    } catch (error) {
      const reply = fault(name, error);
      // A question changes nothing. A command may have left what is held in memory apart from what is written.
      if (operations[name].kind === 'command') onFault(error);
      return reply;
    }
  };

  const answerShell: Answer = async (name, input) => {
    if (!isShellName(name)) return strange({ kind: 'invalid', message: copy.refusal.unknown });
    const parsed = shellSchemas[name].safeParse(input);
    if (!parsed.success) return strange({ kind: 'invalid', message: copy.refusal.schema });
    try {
      return { ok: true, value: await shell(name, parsed.data as never) };
    } catch (error) {
      return fault(name, error);
    }
  };

  /** The preload script sends the path of a file that was dropped; an empty one where a page made the file. */
  const answerTake: Answer = async (path) => {
    if (typeof path !== 'string' || path.length > PATH_CHARACTERS_MAX) return strange({ kind: 'invalid', message: copy.refusal.schema });
    if (path === '') return { ok: true, value: null };
    files.grant('read', path);
    return { ok: true, value: path };
  };

  const fromOurPage =
    (answer: Answer) =>
    async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Reply<unknown>> =>
      mayCall(event) ? answer(name, input) : strange({ kind: 'forbidden', message: copy.refusal.sender });

  ipcMain.handle(CHANNEL_CALL, fromOurPage(answerCall));
  ipcMain.handle(CHANNEL_SHELL, fromOurPage(answerShell));
  ipcMain.handle(CHANNEL_TAKE, fromOurPage(answerTake));
  engine.subscribe((event) => {
    const contents = options.contents();
    if (contents !== undefined && !contents.isDestroyed()) contents.send(CHANNEL_EVENT, event);
  });
};
