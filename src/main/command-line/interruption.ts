/** Ctrl-C, a closed terminal and the system's request to end, while there is something to put in order. */
import { constants } from 'node:os';
import type { Engine, TaskEnd } from '../../engine/contract.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Shells add the signal's number to this for a program that a signal ended. */
const SIGNALLED = 128;

/**
 * What an interruption does to what a command waits for: `cancel` it, or `leave` it. A run that a command only sees on is left: a terminal that is
 * closed and a machine that shuts down are no reason to cancel, for good, what may have worked for days and can go on.
 */
export type OnInterruption = 'cancel' | 'leave';

const BECAME: { readonly [on in OnInterruption]: string } = {
  cancel: 'what was under way was cancelled',
  leave: 'what has not ended goes on with "run resume --all"',
};

/** What the work was ended with. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(signal: (typeof SIGNALS)[number], on: OnInterruption) {
    super(`interrupted by ${signal}; ${BECAME[on]}`);
    this.name = 'Interrupted';
    this.exitCode = SIGNALLED + constants.signals[signal];
  }
}

/** The signal that an exit code tells of. */
export const signalOf = (exitCode: number): NodeJS.Signals | undefined =>
  SIGNALS.find((signal) => SIGNALLED + constants.signals[signal] === exitCode);

/**
 * Aborts the signal it gives to `work` on the first signal of the system; a second one ends the process at once. Work that does not come to its
 * end after that throws Interrupted, whatever it threw itself: the signal may also have reached processes that it waited for.
 */
export const withInterruption = async <T>(on: OnInterruption, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let received: (typeof SIGNALS)[number] | undefined;
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, take);
  };
  const take = (signal: NodeJS.Signals): void => {
    release();
    received = SIGNALS.find((known) => known === signal);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, take);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw received === undefined ? error : new Interrupted(received, on);
  } finally {
    release();
  }
};

/** The end of a task or run, which is cancelled once `signal` is aborted. */
const endOrCancel = async (engine: Engine, task: string, signal: AbortSignal): Promise<TaskEnd> => {
  // The refusal of a task that has ended in the meantime changes nothing.
  const cancel = (): void => void engine.call('task.cancel', { task });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await engine.ended(task);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** The end of a task or run, which nobody waits for once `signal` is aborted. */
const endOrLeave = async (engine: Engine, task: string, signal: AbortSignal): Promise<TaskEnd> => {
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(new Error('interrupted'));
  });
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([engine.ended(task), left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
};

/** An engine that begins nothing more once `signal` is aborted, and cancels or leaves the tasks and runs whose end is waited for. */
export const interruptible = (engine: Engine, signal: AbortSignal, on: OnInterruption): Engine => ({
  ...engine,
  call: async (name, input) =>
    signal.aborted ? { ok: false, failure: { kind: 'cancelled', message: 'The command was interrupted.' } } : engine.call(name, input),
  ended: (task) => (on === 'cancel' ? endOrCancel : endOrLeave)(engine, task, signal),
});
