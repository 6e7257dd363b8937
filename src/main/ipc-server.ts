/** The one place that listens to the renderer: checks sender and message, calls the engine or the shell, and turns errors into values. */
import { randomUUID } from 'node:crypto';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { type Engine, type InputOf, type OperationName, operations, type WireError } from '../engine/contract.ts';
import type { LogFields, Port } from '../engine/port.ts';
import { CHANNEL_CALL, CHANNEL_EVENT, CHANNEL_SHELL, type Reply } from './bridge.ts';
import type { SenderCheck } from './sender-check.ts';
import type { Shell } from './shell.ts';
import { type ShellAnswers, type ShellName, shellSchemas } from './shell-contract.ts';

/** Calls slower than this are logged by name: main's thread is shared by everything the person sees. */
const SLOW_CALL_MS = 50;

type Options = {
  readonly engine: Engine;
  readonly shell: Shell;
  readonly mayCall: SenderCheck;
  readonly contents: () => WebContents | undefined;
  readonly log: Port['log'];
};

const isOperation = (name: unknown): name is OperationName => typeof name === 'string' && Object.hasOwn(operations, name);
const isShellName = (name: unknown): name is ShellName => typeof name === 'string' && Object.hasOwn(shellSchemas, name);

const refused = (kind: WireError['kind'], message: string): Reply<never> => ({ ok: false, error: { kind, message, ref: randomUUID() } });

export const serveIpc = (options: Options): void => {
  const { engine, shell, mayCall, log } = options;

  const fault = (error: unknown, fields: LogFields): Reply<never> => {
    const reply = refused('fault', 'An internal error occurred. The workspace file was not changed by this operation.');
    const stack = error instanceof Error ? error.stack : String(error);
    if (!reply.ok) log('error', 'ipc.fault', { ...fields, ref: reply.error.ref, stack });
    return reply;
  };

  const answer = async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (!mayCall(event)) return refused('forbidden', 'The message did not come from the application’s own page.');
    if (!isOperation(name)) return refused('invalid', 'There is no operation of this name.');
    const startedMs = performance.now();
    try {
      // The engine checks the input against the operation's schema, and the role, before anything else.
      const result = await engine.call(name, input as InputOf<typeof name>);
      if (result.ok) return result;
      return { ok: false, error: { ...result.failure, ref: randomUUID() } };
    } catch (error) {
      return fault(error, { operation: name });
    } finally {
      const elapsedMs = performance.now() - startedMs;
      if (elapsedMs > SLOW_CALL_MS) log('info', 'ipc.slow', { operation: name, elapsedMs: Math.round(elapsedMs) });
    }
  };

  const answerShell = async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<ShellAnswers[ShellName]> => {
    if (!mayCall(event)) throw new Error('forbidden');
    if (!isShellName(name)) throw new Error('unknown shell operation');
    const parsed = shellSchemas[name].safeParse(input);
    if (!parsed.success) throw new Error('the message does not fit its schema');
    return shell(name, parsed.data as never);
  };

  ipcMain.handle(CHANNEL_CALL, answer);
  ipcMain.handle(CHANNEL_SHELL, answerShell);
  engine.subscribe((event) => {
    const contents = options.contents();
    if (contents !== undefined && !contents.isDestroyed()) contents.send(CHANNEL_EVENT, event);
  });
};
