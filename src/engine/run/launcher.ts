/** Does what is to be set to work, a few milliseconds' worth in each turn, so that commands and other runs get theirs. */
import type { Port } from '../port.ts';

/** So long a turn may be busy with beginning; functions that never wait do all of their work in it. */
const TURN_MAX_MS = 5;
/** After so many of those that come first, one of the others has its turn: a map over many thousand items must not hold up what a person starts. */
const FIRST_IN_A_ROW = 64;

/** Gives whether it will come to its end within the turn; what follows from it is to be done before anything else then. */
export type Work = () => boolean;

export type Launcher = {
  add(work: Work): void;
  /** Before all that waits; what was added last comes first. */
  addFirst(work: Work): void;
  /** Work that was waited for has come to its end. */
  goOn(): void;
  /** Does what the turn has time for. */
  pump(): void;
  readonly isWaiting: boolean;
};

type Options = {
  readonly port: Pick<Port, 'clock'>;
  /** Whether another may begin beside those that are at work. */
  readonly mayBegin: () => boolean;
};

export const createLauncher = ({ port, mayBegin }: Options): Launcher => {
  const first: Work[] = [];
  let queue: Work[] = [];
  let next = 0;
  let endMs = 0;
  let inARow = 0;

  const take = (): Work | undefined => {
    if (first.length > 0 && (inARow < FIRST_IN_A_ROW || next === queue.length)) {
      inARow++;
      return first.pop();
    }
    inARow = 0;
    return queue[next++];
  };

  const work = (): void => {
    while ((first.length > 0 || next < queue.length) && mayBegin()) {
      if (take()?.() || port.clock.monotonicMs() > endMs) break;
    }
    if (next === queue.length) {
      queue = [];
      next = 0;
    }
  };

  return {
    add: (one) => {
      queue.push(one);
    },
    addFirst: (one) => {
      first.push(one);
    },
    goOn: () => {
      if (port.clock.monotonicMs() <= endMs) work();
    },
    pump: () => {
      endMs = port.clock.monotonicMs() + TURN_MAX_MS;
      work();
    },
    get isWaiting() {
      return (first.length > 0 || next < queue.length) && mayBegin();
    },
  };
};
