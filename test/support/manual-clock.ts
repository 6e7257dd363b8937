/** Time that goes by only where a test says so: both clocks and the timers that hang on them. */
import type { Port } from '../../src/engine/port.ts';

export type ManualClock = Pick<Port, 'clock' | 'after'> & {
  /** Lets so much time go by, and does what falls due in it, in order; promises get their turns between. */
  advance(ms: number): Promise<void>;
  /** Changes the wall clock alone, as a person, a time server or a sleeping machine does. */
  shift(ms: number): void;
  /** Both clocks go on so far without a timer being served, as on machines whose monotonic clock counts their sleep. */
  sleep(ms: number): void;
  /** How many timers are set. */
  timers(): number;
};

type Timer = { readonly atMs: number; readonly work: () => void };

/** Turns of the event loop that what a timer has set off may take until all of it has settled. */
const TURNS = 8;

export const settled = async (turns = TURNS): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

export const createManualClock = (start = '2026-01-01T00:00:00.000Z'): ManualClock => {
  const timers = new Set<Timer>();
  let wallMs = Date.parse(start);
  let monotonicMs = 0;
  const next = (untilMs: number): Timer | undefined =>
    [...timers]
      .filter(({ atMs }) => atMs <= untilMs)
      .reduce<Timer | undefined>((a, b) => (a === undefined || b.atMs < a.atMs ? b : a), undefined);
  return {
    clock: { now: () => new Date(wallMs).toISOString(), monotonicMs: () => monotonicMs },
    after: (delayMs, work) => {
      const timer = { atMs: monotonicMs + delayMs, work };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: async (ms) => {
      const untilMs = monotonicMs + ms;
      await settled();
      for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) {
        timers.delete(timer);
        wallMs += Math.max(0, timer.atMs - monotonicMs);
        monotonicMs = Math.max(monotonicMs, timer.atMs);
        timer.work();
        await settled();
      }
      wallMs += untilMs - monotonicMs;
      monotonicMs = untilMs;
    },
    shift: (ms) => {
      wallMs += ms;
    },
    sleep: (ms) => {
      wallMs += ms;
      monotonicMs += ms;
    },
    timers: () => timers.size,
  };
};
