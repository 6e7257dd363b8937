/** Ctrl-C, a closed terminal and the system's request to end, while there is something to put in order. */
import { constants } from 'node:os';

export type Interruption = {
  readonly signal: AbortSignal;
  /** The exit code that tells of the signal, or undefined where there was none. */
  exitCode(): number | undefined;
  /** From here on a signal ends the process at once. */
  release(): void;
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SIGNALLED = 128;

/** Listens until the first signal; a second one finds nobody listening and ends the process at once. */
export const watchForInterruption = (): Interruption => {
  const controller = new AbortController();
  let received: (typeof SIGNALS)[number] | undefined;
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, take);
  };
  const take = (signal: NodeJS.Signals): void => {
    release();
    received = signal as (typeof SIGNALS)[number];
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, take);
  return {
    signal: controller.signal,
    exitCode: () => (received === undefined ? undefined : SIGNALLED + constants.signals[received]),
    release,
  };
};

/** The signal that an exit code tells of. */
export const signalOf = (exitCode: number): NodeJS.Signals | undefined =>
  SIGNALS.find((signal) => SIGNALLED + constants.signals[signal] === exitCode);
