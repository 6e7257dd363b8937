/** Starts runs, takes commands for them, and takes up again what an earlier process left. */
import type { EngineEvent, TaskEnd } from '../contract.ts';
import { createSameThreadRunner } from '../job/same-thread-runner.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { type Failure, Refusal, refuse } from '../model/problem.ts';
import type { LiveMetrics } from '../model/run-stats.ts';
import type { Port } from '../port.ts';
import type { Reader } from '../store/handle.ts';
import { letterRedriven } from '../store/run/letter-store.ts';
import { findRunByKey, getRun } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import { moveDormant } from './dormant-move.ts';
import { endOfRun } from './end-of-run.ts';
import { createExecutor } from './executor.ts';
import { graphStep } from './graph-step.ts';
import type { LiveRun } from './live-run.ts';
import { beginLoading, type GraphOf, type LoadedRun, loadRun } from './load-run.ts';
import { openChildren } from './machine/index.ts';
import { newChild, newFork, newRun, type StartOptions } from './new-runs.ts';
import { createRecovery } from './recovery.ts';
import type { RunStart } from './run-start.ts';
import { isFinalRun, type Path, type RunEvent } from './run-state.ts';
import type { TemplateCatalogue } from './template-catalogue.ts';

type EventOf<Type extends RunEvent['type']> = Omit<Extract<RunEvent, { readonly type: Type }>, 'type'>;

/** All commands are written when they return. Refusals of all: 'not-found' for a run that is not there; 'conflict'; the disk's, and then nothing was done. */
export type Runner = {
  /**
   * Pins the template (`id@version`, or the newest version of `id`) and all that it names, checks the input and starts. With the key of an earlier start of
   * the template it gives that run. Refusals: 'not-found'; 'invalid' with pointers into the input; 'conflict' for the key of a start with another input.
   */
  start(template: string, input: Json, options?: StartOptions): string;
  /** As `start`, but written together with what else the turn of the event loop brings: for many starts at once. Gives the run once it is written. */
  startSoon(template: string, input: Json, options?: StartOptions): Promise<string>;
  cancel(run: string): void;
  /** Attempts under way come to their end; nothing else begins. */
  suspend(run: string, reason: string): void;
  resume(run: string): void;
  /** For a step that waits for its next attempt, or for a person to allow one. */
  retry(run: string, step: Path): void;
  /** A new run that goes on from the step, with what was completed before it, and with `input` on other facts. */
  fork(run: string, step: Path, input?: Json): string;
  /** Does a dead letter again, or the failed items of a map, in a new run. */
  redrive(run: string, step: Path): string;
  /** The same `id` twice is taken once. */
  signal(run: string, signal: Omit<EventOf<'signal'>, 'id'> & { readonly id?: string }): void;
  decide(run: string, decision: EventOf<'decision'>): void;
  /** How the run ended, or will. Refusal 'not-found'. */
  ended(run: string): Promise<TaskEnd>;
  /** Takes up every run that has not ended, in turns where they are many. Those that cannot go on end as faulted: none stays between. */
  recover(): void;
  metrics(): LiveMetrics;
  /** Cuts off what runs, for the next process to go on with. Resolves when nothing works any more. */
  close(): Promise<void>;
};

export type RunnerOptions = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly emit: (event: EngineEvent) => void;
  readonly templates: TemplateCatalogue;
  /** One attempt at a time over all runs, and their jobs on this thread. */
  readonly debug?: boolean;
};

/** How deep runs may start runs of their own: a template that runs itself must come to an end. */
const DEPTH_MAX = 32;

export const createRunner = ({ store, actor, emit, templates, debug = false, ...options }: RunnerOptions): Runner => {
  const port: Port = debug ? { ...options.port, jobs: createSameThreadRunner() } : options.port;
  const world = { port, actor, templates };
  let closing: Promise<void> | undefined;

  const graphIn =
    (reader: Reader): GraphOf =>
    ({ template }) =>
      templates.find(reader, template);
  const load = (id: string): LoadedRun => store.read((reader) => loadRun(reader, id, graphIn(reader)));

  const depthOf = (run: LiveRun): number => {
    let depth = 0;
    for (let at: LiveRun | undefined = run; at?.parent !== undefined && depth < DEPTH_MAX; depth++) at = executor.live.get(at.parent.run);
    return depth;
  };

  const childStart = (run: LiveRun, step: Path, id: string): RunStart | undefined => {
    const child = [...openChildren(run.state)].find((open) => open.step === step && open.run === id);
    if (child === undefined) return undefined;
    if (depthOf(run) >= DEPTH_MAX) refuse('limit', `Runs start runs of their own ${DEPTH_MAX} deep; the last was not started.`);
    return store.read((reader) => newChild(reader, { id: run.id, pins: run.state.pins, starter: run.state.actor }, child, world));
  };

  const executor = createExecutor({ store, port, actor, emit, oneByOne: debug, load, childStart });

  const begin = (start: RunStart): string => {
    const made = executor.begin(start, { commanded: true });
    executor.flush();
    if (made.failure !== undefined) throw new Refusal(made.failure);
    return start.run.id;
  };

  const beginSoon = (start: RunStart): Promise<string> =>
    new Promise((resolve, reject) => {
      const told = (failure: Failure | undefined): void => (failure === undefined ? resolve(start.run.id) : reject(new Refusal(failure)));
      // The next start under its key has to find it; and where one attempt is made at a time, starts do not wait for that.
      if (start.run.startKey === undefined && !debug) executor.beginSoon(start, told);
      else executor.begin(start, { commanded: true, told });
    });

  /** The new run, or the earlier one of the same key. */
  const prepare = (template: string, input: Json, options: StartOptions): RunStart | string =>
    store.read((reader) => {
      const pinned = templates.pin(reader, template);
      const earlier = options.key === undefined ? undefined : findRunByKey(reader, pinned.graph.document.id, options.key);
      if (earlier === undefined) return newRun(reader, pinned, input, options, world);
      const isSame = canonicalJson(getRun(reader, earlier).input) === canonicalJson(input);
      return isSame
        ? earlier
        : refuse('conflict', `The key "${options.key}" is that of run ${earlier}, which was started with another input.`);
    });

  const command = (id: string, event: RunEvent): void => {
    if (!executor.live.has(id)) recovery.finish();
    const run = executor.live.get(id);
    if (run === undefined) {
      const { status } = store.read((reader) => getRun(reader, id));
      if (isFinalRun(status)) refuse('conflict', `Run ${id} is ${status} already.`);
      moveDormant(store, { port, actor }, load(id), event);
      return;
    }
    if (run.offers !== undefined) executor.revive();
    if (run.offers !== undefined) refuse('unwritable', `Run ${id} waits for the disk: the workspace cannot be written.`);
    const made = executor.submit(run, event, { commanded: true });
    executor.flush();
    if (made?.failure !== undefined) throw new Refusal(made.failure);
  };

  const loadWritten = (id: string): LoadedRun => {
    executor.flush();
    return load(id);
  };

  const recovery = createRecovery({
    store,
    port,
    actor,
    executor,
    beginLoading: (id) => store.read((reader) => beginLoading(reader, id, graphIn(reader))),
  });

  return {
    start: (template, input, options = {}) => {
      // A start under the same key may not be written yet.
      if (options.key !== undefined) executor.flush();
      const prepared = prepare(template, input, options);
      return typeof prepared === 'string' ? prepared : begin(prepared);
    },
    startSoon: async (template, input, options = {}) => {
      if (options.key !== undefined) executor.flush();
      const prepared = prepare(template, input, options);
      return typeof prepared === 'string' ? prepared : beginSoon(prepared);
    },
    cancel: (run) => command(run, { type: 'cancel' }),
    suspend: (run, reason) => command(run, { type: 'suspend', reason }),
    resume: (run) => command(run, { type: 'resume' }),
    retry: (run, step) => command(run, { type: 'retry', step }),
    signal: (run, { id = port.newId(), ...signal }) => command(run, { type: 'signal', id, ...signal }),
    decide: (run, decision) => command(run, { type: 'decision', ...decision }),
    fork: (run, step, input) => {
      const original = loadWritten(run);
      return begin(store.read((reader) => newFork(reader, original, { step, ...(input !== undefined && { input }) }, world)));
    },
    redrive: (run, step) => {
      const original = loadWritten(run);
      const start = store.read((reader) => newFork(reader, original, { step }, world));
      const isLetter = graphStep(original.graph, step).action.type !== 'map';
      return begin(isLetter ? { ...start, alongside: (writer) => letterRedriven(writer, { run, step, by: start.run.id }) } : start);
    },
    ended: (id) => {
      if (!executor.live.has(id)) recovery.finish();
      const run = executor.live.get(id);
      if (run !== undefined) return new Promise((resolve) => run.waiters.push(resolve));
      return Promise.resolve().then(() =>
        endOfRun(
          id,
          store.read((reader) => getRun(reader, id)),
        ),
      );
    },
    recover: recovery.begin,
    metrics: executor.metrics,
    close: () => {
      recovery.close();
      closing ??= executor.close();
      return closing;
    },
  };
};
