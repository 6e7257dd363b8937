/**
 * What is done when a transaction did not come off, or seems not to have: memory is ahead of the store then, so it is thrown away, and the runs are read
 * anew. What came in meanwhile is kept and offered again; the fence sorts out what was written all the same.
 */
import type { EngineEvent } from '../contract.ts';
import { failureOf } from '../job/failure-of.ts';
import { type Failure, Refusal } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { readMoves } from '../store/run/move-store.ts';
import { findRun } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import { diskFailure } from './disk-failure.ts';
import { dropAhead } from './drop-ahead.ts';
import type { LiveRun, Offer } from './live-run.ts';
import type { LoadedRun } from './load-run.ts';
import type { MoveMaker } from './move-maker.ts';
import { failMove, type RunMove } from './run-move.ts';
import { writeMoves } from './written-moves.ts';

const AGAIN_MIN_MS = 1_000;
const AGAIN_MAX_MS = 30_000;
/** After so long without another refusal the waits begin anew. */
const CALM_MS = 2 * AGAIN_MAX_MS;

export type Stalls = {
  /** `rest`: moves made after those. True where those were written after all; nothing has been done then, and `rest` can still be written. */
  refused(moves: readonly RunMove[], rest: readonly RunMove[], error: unknown): boolean;
  /** Keeps what came in until the store can be written. */
  hold(run: LiveRun, offers: readonly Offer[], failure: Failure): void;
  /** Tries to go on with all that stand still. */
  revive(): void;
  count(): number;
  close(): void;
};

type Options = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly live: Map<string, LiveRun>;
  readonly load: (id: string) => LoadedRun;
  readonly adopt: (loaded: LoadedRun) => LiveRun;
  readonly maker: MoveMaker;
  readonly tell: (event: EngineEvent) => void;
  readonly take: (run: LiveRun, offer: Offer) => void;
  readonly settle: (run: LiveRun) => void;
  readonly written: (moves: readonly RunMove[]) => void;
  readonly flush: () => void;
  readonly breakDown: (run: LiveRun, error: unknown) => void;
};

const offerOf = ({ event, attempt }: RunMove): Offer => (attempt === undefined ? { event } : { event, attempt });

export const createStalls = (options: Options): Stalls => {
  const { store, port, actor, live, load, adopt, maker, tell, take, settle, written, flush, breakDown } = options;
  const stalled = new Set<LiveRun>();
  /** Runs of which nobody knows whether their start was written. */
  const unsure = new Set<string>();
  let waitMs = AGAIN_MIN_MS;
  let heldMs = Number.NEGATIVE_INFINITY;
  let callOff: (() => void) | undefined;

  /** Puts the run where the store says that it stands. */
  const readAnew = (run: LiveRun): void => {
    const { state, seq, children } = load(run.id);
    dropAhead(run);
    run.state = state;
    run.seq = seq;
    run.children.clear();
    for (const [step, child] of children) run.children.set(step, child);
    maker.recount(run);
  };

  const tryReadAnew = (run: LiveRun): boolean => {
    try {
      readAnew(run);
      return true;
    } catch (error) {
      if (diskFailure(error) === undefined) throw error;
      return false;
    }
  };

  /** A commit may have succeeded although its caller saw an error. Undefined where nobody can tell now. */
  const happened = ({ live: { id, seq } }: RunMove): boolean | undefined => {
    try {
      return store.read((reader) => readMoves(reader, id, seq)).length > 0;
    } catch (error) {
      if (diskFailure(error) !== undefined) return undefined;
      throw error;
    }
  };

  /** A run that is not in the store never was. Its starter is told; a step that waits for it asks for it again. */
  const forget = (made: RunMove): void => {
    const { live: run, commanded } = made;
    live.delete(run.id);
    dropAhead(run);
    maker.forget(run);
    const parent = run.parent === undefined ? undefined : live.get(run.parent.run);
    if (!commanded && parent !== undefined) keep(parent, []);
  };

  const keep = (run: LiveRun, offers: readonly Offer[]): void => {
    run.offers ??= [];
    run.offers.push(...offers);
    stalled.add(run);
  };

  const wait = (failure: Failure): void => {
    if (callOff !== undefined || stalled.size + unsure.size === 0) return;
    const nowMs = port.clock.monotonicMs();
    if (nowMs - heldMs > CALM_MS) waitMs = AGAIN_MIN_MS;
    heldMs = nowMs;
    port.log('error', 'runs.stalled', { runs: stalled.size, kind: failure.kind, againInMs: waitMs });
    if (stalled.size > 0) tell({ type: 'runs.stalled', runs: stalled.size, failure, againInMs: waitMs });
    callOff = port.after(waitMs, revive);
    waitMs = Math.min(waitMs * 2, AGAIN_MAX_MS);
  };

  const hold: Stalls['hold'] = (run, offers, failure) => {
    keep(run, offers);
    wait(failure);
  };

  const stand = (moves: readonly RunMove[], failure: Failure): void => {
    for (const made of moves) {
      if (made.insert !== undefined) forget(made);
      else if (live.get(made.live.id) === made.live) keep(made.live, made.commanded ? [] : [offerOf(made)]);
      failMove(made, failure);
    }
    wait(failure);
  };

  /** Nothing is wrong with the disk: one of these moves cannot be written. Each is tried by itself, so that it fails alone. */
  const separate = (moves: readonly RunMove[], error: unknown): void => {
    if (moves.length === 1 && moves[0] !== undefined) {
      fail(moves[0], error);
      return;
    }
    const failed = new Set<LiveRun>();
    for (const [at, made] of moves.entries()) {
      if (failed.has(made.live)) {
        // It was made of a state that is no longer.
        if (!made.commanded) take(made.live, offerOf(made));
        continue;
      }
      try {
        writeMoves(store, actor, [made]);
      } catch (second) {
        const disk = diskFailure(second);
        if (disk !== undefined) {
          stand(moves.slice(at), disk);
          return;
        }
        failed.add(made.live);
        fail(made, second);
        continue;
      }
      written([made]);
    }
  };

  /** What a function gave may be impossible to write; then its attempt has failed. Anything else ends the run. */
  const fail = (made: RunMove, error: unknown): void => {
    const { live: run, event, attempt, insert } = made;
    const failure = failureOf(error, 'this run', port, { run: run.id });
    failMove(made, failure);
    if (insert !== undefined) {
      live.delete(run.id);
      dropAhead(run);
      maker.forget(run);
      const parent = run.parent;
      const waiting = parent === undefined ? undefined : live.get(parent.run);
      if (parent === undefined || waiting === undefined) return;
      take(waiting, { event: { type: 'child-ended', step: parent.step, run: run.id, end: { status: 'faulted', failure } } });
    } else if (event.type === 'completed' && attempt !== undefined) {
      const offer: Offer = { event: { type: 'faulted', step: event.step, number: event.number, failure }, attempt };
      if (tryReadAnew(run)) take(run, offer);
      else hold(run, [offer], failure);
    } else breakDown(run, new Refusal(failure));
  };

  const refused: Stalls['refused'] = (moves, rest, error) => {
    const [first] = moves;
    const isWritten = first === undefined || happened(first);
    if (isWritten === true) {
      port.log('warn', 'runs.commit-found', { moves: moves.length });
      return true;
    }
    const failure = diskFailure(error);
    if (failure === undefined) separate([...moves, ...rest], error);
    else {
      for (const { insert } of moves) if (insert !== undefined && isWritten === undefined) unsure.add(insert.id);
      stand([...moves, ...rest], failure);
    }
    return false;
  };

  /** Runs whose start seemed to fail, and is found in the store. */
  const findUnsure = (): readonly LiveRun[] => {
    const found: LiveRun[] = [];
    for (const id of unsure) {
      if (!live.has(id) && store.read((reader) => findRun(reader, id)) !== undefined) found.push(adopt(load(id)));
      unsure.delete(id);
    }
    return found;
  };

  const revive = (): void => {
    callOff?.();
    callOff = undefined;
    if (stalled.size + unsure.size === 0) return;
    // What is on its way is of the memory that is about to be thrown away.
    flush();
    const runs = [...stalled].filter((run) => live.get(run.id) === run);
    stalled.clear();
    try {
      for (const run of runs) readAnew(run);
      runs.unshift(...findUnsure());
    } catch (error) {
      const failure = diskFailure(error);
      if (failure === undefined) throw error;
      for (const run of runs) keep(run, []);
      wait(failure);
      return;
    }
    for (const run of runs) {
      const offers = run.offers ?? [];
      run.offers = undefined;
      settle(run);
      for (const offer of offers) take(run, offer);
      take(run, { event: { type: 'tick' } });
    }
    flush();
    if (stalled.size > 0 || runs.length === 0) return;
    port.log('info', 'runs.revived', { runs: runs.length });
    tell({ type: 'runs.revived', runs: runs.length });
  };

  return { refused, hold, revive, count: () => stalled.size, close: () => callOff?.() };
};
