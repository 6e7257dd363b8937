/** Runs that steps of other runs wait for: each is started once, heard of when it ends, and cancelled when nobody waits for it any more. */
import { failureOf } from '../job/failure-of.ts';
import type { Failure } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { findRun } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import { diskFailure } from './disk-failure.ts';
import type { LiveRun, Offer } from './live-run.ts';
import { statusOf } from './machine/index.ts';
import type { RunStart } from './run-start.ts';
import { type ChildEnd, isFinalRun, type Path } from './run-state.ts';

export type Children = {
  /** Sees to it that the run that a step waits for is there, or that the step hears how it ended. */
  demand(run: LiveRun, step: Path, child: string): void;
  cancel(child: string): void;
  /** Tells whoever waits for the run. */
  ended(child: LiveRun, end: ChildEnd): void;
};

type Options = {
  readonly store: Store;
  readonly port: Port;
  readonly live: ReadonlyMap<string, LiveRun>;
  /** See ExecutorOptions. */
  readonly childStart: (parent: LiveRun, step: Path, id: string) => RunStart | undefined;
  readonly begin: (start: RunStart) => void;
  readonly take: (run: LiveRun, offer: Offer) => void;
  /** The disk could not be asked: the run waits for it. */
  readonly hold: (run: LiveRun, failure: Failure) => void;
};

const endOf = ({ status, output, failure }: ChildEnd): ChildEnd => ({
  status,
  ...(output !== undefined && { output }),
  ...(failure !== undefined && { failure }),
});

export const createChildren = ({ store, port, live, childStart, begin, take, hold }: Options): Children => {
  const tell = (run: LiveRun, step: Path, child: string, end: ChildEnd): void =>
    take(run, { event: { type: 'child-ended', step, run: child, end: endOf(end) } });

  return {
    demand: (run, step, child) => {
      if (live.has(child)) return;
      try {
        const stored = store.read((reader) => findRun(reader, child));
        const start = stored === undefined ? childStart(run, step, child) : undefined;
        if (start !== undefined) begin(start);
        const status = stored?.status;
        if (status === 'completed' || status === 'faulted' || status === 'cancelled') tell(run, step, child, { ...stored, status });
      } catch (error) {
        const disk = diskFailure(error, store.path);
        if (disk !== undefined) hold(run, disk);
        else tell(run, step, child, { status: 'faulted', failure: failureOf(error, 'the run of a step', port, { run: child }) });
      }
    },
    cancel: (child) => {
      const run = live.get(child);
      if (run !== undefined && !isFinalRun(statusOf(run.state))) take(run, { event: { type: 'cancel' } });
    },
    ended: ({ id, parent }, end) => {
      const waiting = parent === undefined ? undefined : live.get(parent.run);
      if (parent !== undefined && waiting !== undefined) tell(waiting, parent.step, id, end);
    },
  };
};
