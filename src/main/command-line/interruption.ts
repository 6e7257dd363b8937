/** Ctrl-C, a closed terminal and the system's request to end, while there is something to put in order. */
import { constants } from 'node:os';
import type { Engine } from '../../engine/contract.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Shells add the signal's number to this for a program that a signal ended. */
const SIGNALLED = 128;

/** What the work was ended with. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(signal: (typeof SIGNALS)[number]) {
    super(`interrupted by ${signal}; what was under way was cancelled`);
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
export const withInterruption = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
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
    throw received === undefined ? error : new Interrupted(received);
  } finally {
    release();
  }
};

/** An engine that begins nothing more once `signal` is aborted, and cancels the tasks and runs whose end is waited for. */
export const interruptible = (engine: Engine, signal: AbortSignal): Engine => ({
  ...engine,
  call: async (name, input) =>
    signal.aborted ? { ok: false, failure: { kind: 'cancelled', message: 'The command was interrupted.' } } : engine.call(name, input),
  ended: async (task) => {
    // The refusal of a task that has ended in the meantime changes nothing.
    const cancel = (): void => void engine.call('task.cancel', { task });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await engine.ended(task);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
});
