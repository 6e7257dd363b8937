/** Makes moves of what happens to runs: asks the machine, and keeps in step what follows from a move at once, written or not. */
import type { Port } from '../port.ts';
import { graphCall } from './graph-step.ts';
import { isRetryable } from './is-retryable.ts';
import type { LiveRun } from './live-run.ts';
import { type MachineWorld, move, nextDue, openAttempts, statusOf } from './machine/index.ts';
import type { RunMove } from './run-move.ts';
import type { RunEvent, RunRecord } from './run-state.ts';
import type { Outcome } from './task-gate.ts';
import type { TaskGates } from './task-gates.ts';
import type { WakeUps } from './wake-ups.ts';

export type MoveDetails = Partial<Pick<RunMove, 'attempt' | 'ahead' | 'commanded' | 'insert' | 'alongside' | 'told'>> & {
  /** The time of the move, where it is not now. */
  readonly at?: string;
};

export type MoveMaker = {
  /** Undefined where nothing follows from the event. Refusals are the machine's; then nothing has changed. */
  make(live: LiveRun, event: RunEvent, details?: MoveDetails): RunMove | undefined;
  /** To be called once a run's state was read anew. */
  recount(live: LiveRun): void;
  /** The run is not there any more. */
  forget(live: LiveRun): void;
};

type Options = {
  readonly port: Port;
  readonly gates: TaskGates<LiveRun>;
  readonly wakeUps: WakeUps<LiveRun>;
  readonly late: () => void;
};

const RANDOM_BYTES = 6;
const SAME_TIME_MS = 1;

/** Evenly spread over [0, 1). */
const randomOf = (port: Port): number => port.randomBytes(RANDOM_BYTES).reduce((sum, byte) => (sum + byte) / 256, 0);

const outcomeOf = (record: Extract<RunRecord, { type: 'attempt-end' }>): Outcome => {
  if (record.status === 'completed') return 'completed';
  return record.status === 'faulted' && record.failure !== undefined && isRetryable(record.failure) ? 'mendable' : 'other';
};

/** The function whose attempt the event ends. */
const endingTask = (live: LiveRun, event: RunEvent): string | undefined =>
  event.type === 'completed' || event.type === 'faulted' || event.type === 'silent' ? live.open.get(event.step)?.task : undefined;

export const createMoveMaker = ({ port, gates, wakeUps, late }: Options): MoveMaker => {
  let asking: LiveRun | undefined;
  let now = '';
  const world: MachineWorld = {
    get now() {
      return now;
    },
    random: () => randomOf(port),
    newId: () => port.newId(),
    admits: (task) => asking === undefined || gates.admits(asking, task, asking.graph.limits.get(task)),
  };

  const account = (live: LiveRun, records: readonly RunRecord[]): void => {
    const { graph, open } = live;
    for (const record of records) {
      if (record.type === 'attempt') {
        const task = graphCall(graph, record.step)?.task.name;
        if (task === undefined) continue;
        open.set(record.step, gates.begun(task));
      } else if (record.type === 'attempt-end') {
        const call = open.get(record.step);
        if (call === undefined) continue;
        open.delete(record.step);
        gates.ended(call, outcomeOf(record), graph.limits.get(call.task));
      }
    }
  };

  const moved = (live: LiveRun, event: RunEvent): ReturnType<typeof move> => {
    asking = live;
    try {
      const task = endingTask(live, event);
      const made = task === undefined ? move(live.state, event, world) : gates.leaving(task, () => move(live.state, event, world));
      account(live, made.records);
      return made;
    } finally {
      asking = undefined;
      gates.moved();
    }
  };

  /** What a step gives within a millisecond of the move before has happened at the time of that: so they can be one move in the store. */
  const timeOf = ({ newest }: LiveRun, { type }: RunEvent, madeMs: number): string =>
    newest !== undefined && type === 'completed' && madeMs - newest.sinceMs < SAME_TIME_MS ? newest.at : port.clock.now();

  const release = (live: LiveRun): void => {
    for (const call of live.open.values()) gates.ended(call, 'other', undefined);
    live.open.clear();
  };

  return {
    make: (live, event, { at, attempt, ahead = false, commanded = false, insert, alongside, told } = {}) => {
      const madeMs = port.clock.monotonicMs();
      now = at ?? timeOf(live, event, madeMs);
      const statusBefore = statusOf(live.state);
      const { records, late: isLate } = moved(live, event);
      if (isLate) late();
      if (records.length === 0) return undefined;
      if (live.newest?.at !== now) live.newest = { at: now, sinceMs: madeMs };
      const status = statusOf(live.state);
      wakeUps.set(live, nextDue(live.state));
      const count = ++live.made;
      return { live, count, at: now, records, status, statusBefore, madeMs, event, attempt, ahead, commanded, insert, alongside, told };
    },
    forget: (live) => {
      release(live);
      wakeUps.set(live, undefined);
    },
    recount: (live) => {
      release(live);
      for (const { step } of openAttempts(live.state)) {
        const task = graphCall(live.graph, step)?.task.name;
        if (task === undefined) continue;
        live.open.set(step, gates.begun(task));
      }
      wakeUps.set(live, nextDue(live.state));
    },
  };
};
