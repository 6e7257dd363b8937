/** Moves the runs of this process on: makes moves of what happens to them, has those written, and does what follows once they are. */
import type { EngineEvent, TaskEnd } from '../contract.ts';
import { failureOf } from '../job/failure-of.ts';
import { Refusal } from '../model/problem.ts';
import type { LiveMetrics } from '../model/run-stats.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import { abandonRun } from './abandon-run.ts';
import { createAttempts } from './attempts.ts';
import { createChangeFeed } from './change-feed.ts';
import { createChildren } from './children.ts';
import { createCommitter } from './committer.ts';
import { createFollowUp } from './follow-up.ts';
import { graphCall } from './graph-step.ts';
import { type LiveRun, newLiveRun, type Offer } from './live-run.ts';
import type { LoadedRun } from './load-run.ts';
import { createLoneCompletion } from './lone-completion.ts';
import { nextDue } from './machine/index.ts';
import { later } from './machine/time.ts';
import { MetricsMeter } from './metrics-meter.ts';
import { createMoveMaker, type MoveDetails } from './move-maker.ts';
import type { RunMove } from './run-move.ts';
import { createRunProgress } from './run-progress.ts';
import type { RunStart } from './run-start.ts';
import { createRunStarts, type RunStarts } from './run-starts.ts';
import type { Path, RunEvent } from './run-state.ts';
import { createStalls } from './stalls.ts';
import { createTaskGates } from './task-gates.ts';
import { createWakeUps, LOOK_AGAIN_MS } from './wake-ups.ts';

export type Executor = {
  /** Those that go on in this process, by id. */
  readonly live: ReadonlyMap<string, LiveRun>;
  readonly begin: RunStarts['begin'];
  readonly beginSoon: RunStarts['beginSoon'];
  /** Adds a run that an earlier process left in the store. */
  takeUp(loaded: LoadedRun): LiveRun;
  /** Makes a move of an event. With `commanded` the machine's refusals are thrown, and what cannot be written is not kept for later. */
  submit(live: LiveRun, event: RunEvent, details?: MoveDetails): RunMove | undefined;
  flush(): void;
  /** Makes what is at work agree with where the run stands. */
  settle(live: LiveRun): void;
  /** Tries at once to go on with runs that wait for the disk. */
  revive(): void;
  metrics(): LiveMetrics;
  close(): Promise<void>;
};

export type ExecutorOptions = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly emit: (event: EngineEvent) => void;
  readonly oneByOne: boolean;
  readonly load: (id: string) => LoadedRun;
  /** The run that a step waits for; undefined where it does not any more. Refuses where it cannot be started. */
  readonly childStart: (parent: LiveRun, step: Path, id: string) => RunStart | undefined;
};

const CLOSED: TaskEnd = {
  status: 'failed',
  failure: { kind: 'interrupted', message: 'The workspace was closed; the run goes on when it is opened again.' },
};

export const createExecutor = ({ store, port, actor, emit, oneByOne, load, childStart }: ExecutorOptions): Executor => {
  const live = new Map<string, LiveRun>();
  const meter = new MetricsMeter(port.clock.now());
  /** Runs to which there is more to do at once than one move does. */
  const overdue = new Set<LiveRun>();
  let turnIsSet = false;

  /** Everything that a turn of the event loop brings is written at its end, and set to work after that. */
  const soon = (): void => {
    if (turnIsSet) return;
    turnIsSet = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    turnIsSet = false;
    committer.flush();
    attempts.pump();
    if (committer.isWaiting || attempts.isWaiting) soon();
  };

  const isLive = (run: LiveRun): boolean => live.get(run.id) === run;

  /** What the machine cannot do must not take other runs along, nor come up at every opening of the workspace. */
  const breakDown = (run: LiveRun, error: unknown): void => {
    const failure = failureOf(error, 'this run', port, { run: run.id });
    committer.flush();
    live.delete(run.id);
    for (const attempt of run.attempts.values()) attempt.abort();
    maker.forget(run);
    try {
      abandonRun(store, actor, run.id, failure);
    } catch (second) {
      if (!(second instanceof Refusal)) throw second;
      port.log('error', 'run.stopped', { run: run.id, kind: second.failure.kind });
    }
    followUp.finish(run, { status: 'faulted', failure });
  };

  const submit: Executor['submit'] = (run, event, details = {}) => {
    let made: RunMove | undefined;
    try {
      made = maker.make(run, event, { ...details, ahead: mayRunAhead(run, event, details) });
    } catch (error) {
      if (details.commanded || details.insert !== undefined) throw error;
      // A refusal has changed nothing: what was to happen is not possible any more.
      if (error instanceof Refusal) port.log('warn', 'run.refused', { run: run.id, type: event.type, kind: error.failure.kind });
      else breakDown(run, error);
      return undefined;
    }
    if (made === undefined) return undefined;
    // A map goes on to open items in the next turn.
    if (run.due !== undefined && run.due <= made.at) overdue.add(run);
    if (made.ahead) runAhead(made);
    committer.add(made);
    soon();
    return made;
  };

  /**
   * Nobody can tell whether a pure attempt is made before the commit that begins it, and its result is written with that. What an effect or a person has
   * brought is not made to wait for it.
   */
  const mayRunAhead = (run: LiveRun, event: RunEvent, { attempt }: MoveDetails): boolean =>
    !oneByOne && run.takenUp && (event.type === 'start' || attempt?.task.pure === true);

  const runAhead = ({ live: run, records, madeMs, count }: RunMove): void => {
    const steps: Path[] = [];
    for (const record of records) {
      if (record.type !== 'attempt') continue;
      const { step, number, input } = record;
      if (graphCall(run.graph, step)?.task.pure !== true) continue;
      run.begun.set(step, { number, input, sinceMs: madeMs, isRetry: number > 1, begunBy: count });
      steps.push(step);
    }
    attempts.addAhead(run, steps);
  };

  /** Takes what comes from elsewhere than a command; it is kept where it cannot be written. */
  const take = (run: LiveRun, offer: Offer): void => {
    // An attempt that is over by now ran ahead of what could not be written.
    if (!isLive(run) || offer.attempt?.state === 'over') return;
    if (run.offers !== undefined) {
      run.offers.push(offer);
      return;
    }
    const { event, attempt } = offer;
    if (event.type === 'completed' && attempt !== undefined && attempt.completions.length > 0) completeAlone(run, offer);
    else submit(run, event, attempt === undefined ? {} : { attempt });
  };

  const tick = (run: LiveRun): void => {
    if (!isLive(run)) return;
    if (run.offers !== undefined || submit(run, { type: 'tick' }) !== undefined) return;
    // What is due by one look at the clock and not by the next, as somebody has set it back, must not keep the program busy.
    const due = nextDue(run.state);
    const now = port.clock.now();
    wakeUps.set(run, due !== undefined && due <= now ? later(now, LOOK_AGAIN_MS) : due);
  };

  const adopt = (loaded: LoadedRun): LiveRun => {
    const run = newLiveRun(loaded);
    live.set(run.id, run);
    maker.recount(run);
    return run;
  };

  const progress = createRunProgress(port, (event) => followUp.tell(event));
  const attempts = createAttempts({
    store,
    port,
    actor,
    progress,
    meter,
    oneByOne,
    putOff: (run, failure) => stalls.hold(run, [], failure),
    submit: (run, event, attempt) => take(run, attempt === undefined ? { event } : { event, attempt }),
    wake: soon,
  });
  const followUp = createFollowUp({
    port,
    meter,
    attempts,
    emit,
    feed: () => feed,
    children: () => children,
    release: (run) => {
      live.delete(run.id);
      wakeUps.set(run, undefined);
    },
    soon,
  });
  const { tell, written, settle } = followUp;
  const starts = createRunStarts({ port, live, submit, addStart: attempts.addStart, soon });
  const children = createChildren({
    store,
    port,
    live,
    childStart,
    begin: (start) => void starts.begin(start, {}),
    take,
    hold: (run, failure) => stalls.hold(run, [], failure),
  });
  const feed = createChangeFeed(port, tell);
  const wakeUps = createWakeUps<LiveRun>(port, tick);
  const gates = createTaskGates<LiveRun>(port, tick);
  const maker = createMoveMaker({ port, gates, wakeUps, late: () => meter.late++ });
  const gather = (): void => {
    attempts.keepCheckpoints();
    gates.wake();
    if (overdue.size === 0) return;
    const runs = [...overdue];
    overdue.clear();
    for (const run of runs) tick(run);
  };
  const committer = createCommitter({ store, port, actor, meter, gather, written, refused: (...args) => stalls.refused(...args) });
  const stalls = createStalls({
    store,
    port,
    actor,
    live,
    load,
    adopt,
    maker,
    tell,
    take,
    settle,
    written,
    flush: () => committer.flush(),
    breakDown,
  });
  const completeAlone = createLoneCompletion({
    store,
    port,
    actor,
    meter,
    maker,
    stalls,
    isLive,
    flush: () => committer.flush(),
    submit,
    breakDown,
    written,
  });

  return {
    live,
    begin: starts.begin,
    beginSoon: starts.beginSoon,
    takeUp: (loaded) => {
      const run = adopt(loaded);
      run.takenUp = submit(run, { type: 'reopened' }) === undefined;
      return run;
    },
    submit,
    flush: committer.flush,
    settle,
    revive: stalls.revive,
    metrics: () => meter.metrics(stalls.count()),
    close: async () => {
      stalls.revive();
      starts.beginAll();
      for (const run of live.values()) take(run, { event: { type: 'closed' } });
      committer.flush();
      const left = [...live.values()];
      live.clear();
      for (const run of left) {
        for (const attempt of run.attempts.values()) attempt.abort();
        maker.forget(run);
        tell({ type: 'task.ended', task: run.id, end: CLOSED });
        for (const waiter of run.waiters) waiter(CLOSED);
      }
      wakeUps.close();
      gates.close();
      feed.close();
      stalls.close();
      await attempts.drained();
    },
  };
};
