/** Sets written attempts to work, a few milliseconds' worth in each turn, so that commands and other runs get theirs. */
import type { Port } from '../port.ts';
import type { LiveRun } from './live-run.ts';
import type { Path } from './run-state.ts';

/** So long a turn may be busy with beginning; functions that never wait do all of their work in it. */
const TURN_MAX_MS = 5;

export type Launcher = {
  add(live: LiveRun, step: Path): void;
  /** Sets to work what the turn has time for. */
  pump(): void;
  readonly isWaiting: boolean;
};

type Options = {
  readonly port: Pick<Port, 'clock'>;
  /** Whether another may begin beside those that are at work. */
  readonly mayBegin: () => boolean;
  readonly begin: (live: LiveRun, step: Path) => void;
};

export const createLauncher = ({ port, mayBegin, begin }: Options): Launcher => {
  let queue: { readonly live: LiveRun; readonly step: Path }[] = [];
  let next = 0;
  return {
    add: (live, step) => {
      queue.push({ live, step });
    },
    pump: () => {
      const endMs = port.clock.monotonicMs() + TURN_MAX_MS;
      while (next < queue.length && mayBegin()) {
        const { live, step } = queue[next++] as (typeof queue)[number];
        begin(live, step);
        if (port.clock.monotonicMs() > endMs) break;
      }
      if (next === queue.length) {
        queue = [];
        next = 0;
      }
    },
    get isWaiting() {
      return next < queue.length && mayBegin();
    },
  };
};
