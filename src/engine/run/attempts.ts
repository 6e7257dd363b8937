/** Sets attempts to work, watches over them, and hands on what they give. */
import { failureOf } from '../job/failure-of.ts';
import type { Failure } from '../model/problem.ts';
import { type AttemptHost, createAttempt } from './attempt.ts';
import { diskFailure } from './disk-failure.ts';
import { createLauncher } from './launcher.ts';
import type { Attempt, LiveRun } from './live-run.ts';
import { callAt } from './machine/index.ts';
import type { MetricsMeter } from './metrics-meter.ts';
import type { Path, RunEvent } from './run-state.ts';

export type Attempts = {
  /** To be set to work at the next `pump`, if it is still to begin by then. */
  add(live: LiveRun, step: Path): void;
  /** The same for pure ones that may run ahead of the commit: before all others, so that what follows from each other is written together. */
  addAhead(live: LiveRun, steps: readonly Path[]): void;
  /** To be done in its turn among attempts. */
  addStart(start: () => void): void;
  pump(): void;
  readonly isWaiting: boolean;
  /** Makes moves of the newest checkpoints. */
  keepCheckpoints(): void;
  /** Resolves when no function works any more, or those that still do have had time enough to heed their signal. */
  drained(): Promise<void>;
};

type Options = Omit<AttemptHost, 'keepCheckpoint'> & {
  readonly meter: MetricsMeter;
  /** One attempt at a time. */
  readonly oneByOne: boolean;
  /** The disk refused what the function itself wrote. It is set to work again when there is room; for the run the attempt goes on. */
  readonly putOff: (live: LiveRun, failure: Failure) => void;
  readonly submit: (live: LiveRun, event: RunEvent, attempt?: Attempt) => void;
  /** There is something to write. */
  readonly wake: () => void;
};

/** Timers take no more; whoever waits longer looks again. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** So long functions may take to end once they were aborted. */
const CLOSING_MAX_MS = 5_000;

export const createAttempts = (options: Options): Attempts => {
  const { port, meter, submit } = options;
  const working = new Set<Attempt>();
  const checkpoints = new Set<Attempt>();
  let drained: (() => void) | undefined;
  /** The one that others wait for: see `Work`. */
  let leading: Attempt | undefined;

  const host: AttemptHost = {
    ...options,
    keepCheckpoint: (attempt) => {
      checkpoints.add(attempt);
      options.wake();
    },
  };

  const keepCheckpoint = (attempt: Attempt): void => {
    const { checkpoint, live, step, number } = attempt;
    if (checkpoint === undefined || attempt.state === 'over') return;
    attempt.checkpoint = undefined;
    submit(live, { type: 'checkpoint', step, number, data: checkpoint.data });
  };

  /** The attempt's own word on how it ended. What was cut off before has none. */
  const settle = (attempt: Attempt, event: Extract<RunEvent, { type: 'completed' | 'faulted' }>): void => {
    const failure = event.type === 'faulted' ? event.failure : undefined;
    meter.ended(attempt.task.name, port.clock.monotonicMs() - attempt.startedMs, failure?.kind);
    // A completed step needs none.
    if (failure !== undefined) keepCheckpoint(attempt);
    checkpoints.delete(attempt);
    attempt.state = 'settled';
    submit(attempt.live, event, attempt);
  };

  const goOn = (attempt: Attempt): void => {
    if (leading !== attempt) return;
    leading = undefined;
    launcher.goOn();
  };

  const returned = (attempt: Attempt): boolean => {
    working.delete(attempt);
    attempt.callOff?.();
    if (working.size === 0) drained?.();
    if (options.oneByOne) options.wake();
    if (attempt.state === 'working') return true;
    meter.late++;
    return false;
  };

  const faulted = (attempt: Attempt, error: unknown): void => {
    if (!returned(attempt)) return;
    const { live, step, number, task } = attempt;
    const disk = task.idempotent ? diskFailure(error, options.store.path) : undefined;
    if (disk !== undefined) {
      attempt.state = 'over';
      live.attempts.delete(step);
      options.putOff(live, disk);
      return;
    }
    const failure = failureOf(error, `step "${step}"`, port, { run: live.id, step });
    settle(attempt, { type: 'faulted', step, number, failure });
  };

  /** Asks once for each period rather than being set back with each sign of life. */
  const watch = (attempt: Attempt, heartbeatMs: number): void => {
    const lookIn = (ms: number): void => {
      const delayMs = Math.min(ms, TIMER_MAX_MS);
      const dueMs = port.clock.monotonicMs() + delayMs;
      attempt.callOff = port.after(delayMs, () => look(dueMs));
    };
    const look = (dueMs: number): void => {
      const nowMs = port.clock.monotonicMs();
      // The machine slept, or the program was busy: the attempt could not give a sign.
      if (nowMs - dueMs >= heartbeatMs) attempt.beatMs = nowMs;
      const silentMs = nowMs - attempt.beatMs;
      if (silentMs < heartbeatMs || attempt.live.offers !== undefined) lookIn(Math.max(heartbeatMs - silentMs, 1));
      else submit(attempt.live, { type: 'silent', step: attempt.step, number: attempt.number });
    };
    lookIn(heartbeatMs);
  };

  const begin = (live: LiveRun, step: Path): boolean => {
    const begun = live.begun.get(step);
    if (begun === undefined) return false;
    live.begun.delete(step);
    const { number, input, sinceMs, isRetry, begunBy } = begun;
    // A move that is on its way into the store has ended it.
    if (!live.open.has(step) || live.state.open.get(step)?.attempts !== number) return false;
    // One whose end is on its way: it is over for the machine, and its result is with that.
    live.attempts.get(step)?.abort();
    const { call, step: graphStep, idempotencyKey, checkpoint } = callAt(live.state, step);
    const attempt = createAttempt(host, { live, step, number, task: call.task, begunBy, idempotencyKey, checkpoint });
    live.attempts.set(step, attempt);
    working.add(attempt);
    meter.began(call.task.name, { isRetry, queueMs: attempt.startedMs - sinceMs });
    const { heartbeatMs } = graphStep.timeouts;
    if (heartbeatMs !== undefined) watch(attempt, heartbeatMs);
    // A fault of the runner itself stays unhandled and ends the process; the store holds what was reached.
    void call.task.execute(input, attempt.context).then(
      (output) => {
        if (returned(attempt)) settle(attempt, { type: 'completed', step, number, output });
        goOn(attempt);
      },
      (error: unknown) => {
        faulted(attempt, error);
        goOn(attempt);
      },
    );
    if (call.task.pure) leading = attempt;
    return call.task.pure;
  };

  const launcher = createLauncher({ port, mayBegin: () => !options.oneByOne || working.size === 0 });

  return {
    add: (live, step) => launcher.add(() => begin(live, step)),
    addAhead: (live, steps) => {
      for (const step of steps.toReversed()) launcher.addFirst(() => begin(live, step));
    },
    addStart: (start) =>
      launcher.add(() => {
        start();
        return false;
      }),
    pump: launcher.pump,
    get isWaiting() {
      return launcher.isWaiting;
    },
    keepCheckpoints: () => {
      if (checkpoints.size === 0) return;
      const all = [...checkpoints];
      checkpoints.clear();
      for (const attempt of all) keepCheckpoint(attempt);
    },
    drained: async () => {
      if (working.size === 0) return;
      let callOff: (() => void) | undefined;
      await new Promise<void>((resolve) => {
        drained = resolve;
        callOff = port.after(CLOSING_MAX_MS, resolve);
      });
      callOff?.();
      // They are fenced off: nothing that they still do reaches the workspace.
      if (working.size > 0) port.log('warn', 'runs.deaf', { attempts: working.size });
    },
  };
};
