/** Takes up the runs that an earlier process left, the oldest first, a few milliseconds' worth in each turn: the window is there meanwhile. */
import { failureOf } from '../job/failure-of.ts';
import type { Failure } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { unfinishedRuns } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import { abandonRun } from './abandon-run.ts';
import { diskFailure } from './disk-failure.ts';
import type { Executor } from './executor.ts';
import type { LiveRun } from './live-run.ts';
import type { LoadedRun, RunLoading } from './load-run.ts';

export type Recovery = {
  /** Takes up every run that has not ended: what a turn has time for at once, the others in turns of their own. */
  begin(): void;
  /** Takes up at once whatever of that is left. */
  finish(): void;
  close(): void;
};

type Options = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly executor: Executor;
  readonly beginLoading: (id: string) => RunLoading;
};

/** A run as it was read; with the error of one that cannot go on; with neither where the disk did not give it. */
type Found = { readonly id: string; readonly loaded?: LoadedRun; readonly error?: unknown };

/** When runs that the disk did not give are asked for again. */
const READ_AGAIN_MS = 5_000;
const TURN_MAX_MS = 20;
/** Runs that are read together. */
const READ_AT_ONCE = 16;

export const createRecovery = ({ store, port, actor, executor, beginLoading }: Options): Recovery => {
  let left: string[] = [];
  const unread = new Set<string>();
  /** Of the first that is left, where a part of it was read. */
  let loading: RunLoading | undefined;
  let taken = 0;
  /** Calls off the next look at runs that could not be read. */
  let callOff: (() => void) | undefined;

  const abandon = (id: string, failure: Failure): void => {
    try {
      abandonRun(store, actor, id, failure);
    } catch (error) {
      if (diskFailure(error) === undefined) throw error;
      port.log('error', 'run.stopped', { run: id, kind: failure.kind });
    }
  };

  /** Undefined where there is more of it to read. */
  const find = (id: string): Found | undefined => {
    try {
      loading ??= beginLoading(id);
      const loaded = store.read(loading.next);
      if (loaded === undefined) return undefined;
      loading = undefined;
      return { id, loaded };
    } catch (error) {
      loading = undefined;
      return { id, ...(diskFailure(error, store.path) === undefined && { error }) };
    }
  };

  /** The next of those that are left, in one transaction. A long run is read in pages: nothing comes before it, and it comes by itself. */
  const findSome = (): readonly Found[] => {
    const found: Found[] = [];
    try {
      store.read(() => {
        for (let next = left[0]; next !== undefined && found.length < READ_AT_ONCE; next = left[0]) {
          const one = find(next);
          if (one === undefined) break;
          left.shift();
          found.push(one);
        }
      });
      return found;
    } catch (error) {
      if (diskFailure(error) === undefined) throw error;
      loading = undefined;
      return [...found.map(({ id }) => ({ id })), ...left.splice(0, READ_AT_ONCE - found.length).map((id) => ({ id }))];
    }
  };

  /** The program ended after a step was given up, and before the run that it waited for was. Whoever waits is older, and was taken up before. */
  const isOrphan = ({ id, parent }: LiveRun): boolean => {
    if (parent === undefined || unread.has(parent.run)) return false;
    return executor.live.get(parent.run)?.children.get(parent.step) !== id;
  };

  const takeUp = (): void => {
    const runs: LiveRun[] = [];
    for (const { id, loaded, error } of findSome()) {
      if (loaded !== undefined) runs.push(executor.takeUp(loaded));
      else if (error === undefined) unread.add(id);
      else abandon(id, failureOf(error, 'this run', port, { run: id }));
    }
    executor.flush();
    for (const run of runs) {
      if (executor.live.get(run.id) !== run || run.offers !== undefined) continue;
      executor.settle(run);
      if (isOrphan(run)) executor.submit(run, { type: 'cancel' });
    }
    executor.flush();
    taken += runs.length;
  };

  const readAgain = (): void => {
    left = [...unread];
    unread.clear();
    goOn(TURN_MAX_MS);
  };

  const goOn = (budgetMs: number): void => {
    if (left.length === 0) return;
    const endMs = port.clock.monotonicMs() + budgetMs;
    do takeUp();
    while (left.length > 0 && port.clock.monotonicMs() < endMs);
    if (left.length > 0) {
      setImmediate(() => goOn(TURN_MAX_MS));
      return;
    }
    if (taken > 0) port.log('info', 'runs.taken-up', { runs: taken });
    taken = 0;
    if (unread.size === 0) return;
    port.log('error', 'runs.unread', { runs: unread.size });
    callOff = port.after(READ_AGAIN_MS, readAgain);
  };

  return {
    begin: () => {
      left = [...store.read(unfinishedRuns)];
      goOn(TURN_MAX_MS);
    },
    finish: () => goOn(Number.POSITIVE_INFINITY),
    close: () => {
      left = [];
      loading = undefined;
      callOff?.();
    },
  };
};
