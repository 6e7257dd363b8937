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
import { diskFailure } from './disk-failure.ts';
import { endOfRun } from './end-of-run.ts';
import { graphCall } from './graph-step.ts';
import { type LiveRun, newLiveRun, type Offer } from './live-run.ts';
import type { LoadedRun } from './load-run.ts';
import { newState, nextDue, openAttempts } from './machine/index.ts';
import { later } from './machine/time.ts';
import { MetricsMeter } from './metrics-meter.ts';
import { createMoveMaker, type MoveDetails } from './move-maker.ts';
import { noteChildren } from './note-children.ts';
import { type RunMove, writeMove } from './run-move.ts';
import { createRunProgress } from './run-progress.ts';
import type { RunStart } from './run-start.ts';
import type { ChildEnd, Path, RunEvent } from './run-state.ts';
import { createStalls } from './stalls.ts';
import { createTaskGates } from './task-gates.ts';
import { createWakeUps, LOOK_AGAIN_MS } from './wake-ups.ts';

export type Executor = {
  /** Those that go on in this process, by id. */
  readonly live: ReadonlyMap<string, LiveRun>;
  /** Adds a run whose first move is not written yet. */
  begin(start: RunStart, details: Pick<MoveDetails, 'commanded' | 'told'>): RunMove;
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
  /** Events wait until all that was written has been followed up: whoever hears them may give commands at once. */
  let following = 0;
  let news: EngineEvent[] = [];

  const tell = (event: EngineEvent): void => {
    if (following > 0) news.push(event);
    else emit(event);
  };

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
    finish(run, { status: 'faulted', failure });
  };

  const submit: Executor['submit'] = (run, event, details = {}) => {
    let made: RunMove | undefined;
    try {
      made = maker.make(run, event, details);
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
    committer.add(made);
    soon();
    return made;
  };

  /** Takes what comes from elsewhere than a command; it is kept where it cannot be written. */
  const take = (run: LiveRun, offer: Offer): void => {
    if (!isLive(run)) return;
    if (run.offers !== undefined) {
      run.offers.push(offer);
      return;
    }
    const { event, attempt } = offer;
    if (event.type === 'completed' && attempt !== undefined && attempt.completions.length > 0) completeAlone(run, offer);
    else submit(run, event, attempt === undefined ? {} : { attempt });
  };

  /** What a function wants written with its completion may refuse: then nothing else is to fail with it. */
  const completeAlone = (run: LiveRun, offer: Offer): void => {
    const { event, attempt } = offer;
    committer.flush();
    if (attempt === undefined || attempt.state === 'over' || !isLive(run)) return;
    if (run.offers !== undefined) {
      run.offers.push(offer);
      return;
    }
    const startedMs = port.clock.monotonicMs();
    const stage: { moving: boolean; made: RunMove | undefined } = { moving: false, made: undefined };
    try {
      store.change(actor, (writer) => {
        for (const write of attempt.completions) write(writer);
        stage.moving = true;
        stage.made = maker.make(run, event, { attempt });
        if (stage.made === undefined) throw new Error(`nothing follows from the completion of step "${attempt.step}"`);
        writeMove(writer, stage.made);
      });
    } catch (error) {
      const disk = diskFailure(error, store.path);
      if (stage.made !== undefined) {
        if (stalls.refused([stage.made], [], error)) written([stage.made]);
      } else if (stage.moving) breakDown(run, error);
      else if (disk !== undefined) stalls.hold(run, [offer], disk);
      else {
        const failure = failureOf(error, `step "${attempt.step}"`, port, { run: run.id, step: attempt.step });
        submit(run, { type: 'faulted', step: attempt.step, number: attempt.number, failure }, { attempt });
      }
      return;
    }
    meter.committed(1, port.clock.monotonicMs() - startedMs);
    written([stage.made as RunMove]);
  };

  const tick = (run: LiveRun): void => {
    if (!isLive(run)) return;
    if (run.offers !== undefined || submit(run, { type: 'tick' }) !== undefined) return;
    // What is due by one look at the clock and not by the next, as somebody has set it back, must not keep the program busy.
    const due = nextDue(run.state);
    const now = port.clock.now();
    wakeUps.set(run, due !== undefined && due <= now ? later(now, LOOK_AGAIN_MS) : due);
  };

  const finish = (run: LiveRun, end: ChildEnd): void => {
    live.delete(run.id);
    wakeUps.set(run, undefined);
    const taskEnd = endOfRun(run.id, end);
    tell({ type: 'task.ended', task: run.id, end: taskEnd });
    for (const waiter of run.waiters) waiter(taskEnd);
    port.log('info', 'run.ended', { run: run.id, status: end.status });
    children.ended(run, end);
  };

  const begin: Executor['begin'] = ({ run, graph, pins, adopt, alongside }, details) => {
    const at = port.clock.now();
    const state = newState(graph, { id: run.id, input: run.input, actor: run.actor, createdAt: at });
    const started = newLiveRun({ run, graph, state, seq: 0, children: new Map() });
    live.set(run.id, started);
    try {
      const event: RunEvent = { type: 'start', pins, ...(adopt !== undefined && { adopt }) };
      const made = submit(started, event, { at, insert: run, ...details, ...(alongside !== undefined && { alongside }) });
      if (made === undefined) throw new Error(`nothing follows from the start of run ${run.id}`);
      return made;
    } catch (error) {
      live.delete(run.id);
      throw error;
    }
  };

  const follow = ({ live: run, event, records, status, madeMs, insert, told }: RunMove): void => {
    told?.(undefined);
    if (event.type === 'reopened') run.takenUp = true;
    const steps: Path[] = [];
    for (const record of records) {
      meter.record(record);
      if (record.type === 'ready') run.readyMs.set(record.step, madeMs);
      else if (record.type === 'attempt') {
        const { step, number, input } = record;
        if (graphCall(run.graph, step) === undefined) continue;
        run.begun.set(step, { number, input, sinceMs: run.readyMs.get(step) ?? madeMs, isRetry: run.faulted.has(step) });
        run.readyMs.delete(step);
        attempts.add(run, step);
      } else if (record.type === 'attempt-end') {
        run.begun.delete(record.step);
        run.attempts.get(record.step)?.abort();
        run.attempts.delete(record.step);
        if (record.status === 'faulted') run.faulted.add(record.step);
      } else if (record.type === 'end') {
        run.readyMs.delete(record.step);
        run.faulted.delete(record.step);
      }
      if ('step' in record) steps.push(record.step);
    }
    const left = noteChildren(run.children, records);
    feed.changed(run.id, status, steps);
    if (insert !== undefined)
      port.log('info', 'run.started', { run: run.id, template: insert.template.id, version: insert.template.version });
    for (const record of records) {
      if (record.type === 'waiting' && record.wait.for === 'child' && run.children.has(record.step))
        children.demand(run, record.step, record.wait.run);
    }
    for (const child of left) children.cancel(child);
    const last = records.at(-1);
    if (last?.type === 'run-end') finish(run, last);
  };

  const written = (moves: readonly RunMove[]): void => {
    following++;
    try {
      for (const made of moves) follow(made);
    } finally {
      following--;
    }
    if (following > 0) return;
    const told = news;
    news = [];
    for (const event of told) emit(event);
    if (attempts.isWaiting) soon();
  };

  const settle = (run: LiveRun): void => {
    if (!run.takenUp) return;
    const open = new Map([...openAttempts(run.state)].map((attempt) => [attempt.step, attempt]));
    for (const [step, attempt] of run.attempts) {
      if (open.get(step)?.number === attempt.number) continue;
      attempt.abort();
      run.attempts.delete(step);
    }
    const sinceMs = port.clock.monotonicMs();
    for (const { step, number, input } of open.values()) {
      if (run.attempts.has(step) || run.begun.has(step)) continue;
      run.begun.set(step, { number, input, sinceMs, isRetry: run.faulted.has(step) });
      attempts.add(run, step);
    }
    for (const [step, child] of run.children) children.demand(run, step, child);
    if (run.state.end !== undefined) finish(run, run.state.end);
    soon();
  };

  const adopt = (loaded: LoadedRun): LiveRun => {
    const run = newLiveRun(loaded);
    live.set(run.id, run);
    maker.recount(run);
    return run;
  };

  const children = createChildren({
    store,
    port,
    live,
    childStart,
    begin: (start) => void begin(start, {}),
    take,
    hold: (run, failure) => stalls.hold(run, [], failure),
  });
  const feed = createChangeFeed(port, tell);
  const progress = createRunProgress(port, tell);
  const wakeUps = createWakeUps<LiveRun>(port, tick);
  const gates = createTaskGates<LiveRun>(port, tick);
  const maker = createMoveMaker({ port, gates, wakeUps, late: () => meter.late++ });
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

  return {
    live,
    begin,
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
