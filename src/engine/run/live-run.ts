/** A run that goes on in this process: where it stands, and what of it is at work. Only the executor changes it. */
import type { TaskEnd } from '../contract.ts';
import type { Json } from '../model/json.ts';
import type { Writer } from '../store/handle.ts';
import type { StoredRun } from '../store/run/run-store.ts';
import type { TaskContext, TaskFunction } from '../task/task-function.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import type { LoadedRun } from './load-run.ts';
import type { RunState } from './machine/index.ts';
import type { Path, RunEvent } from './run-state.ts';
import type { OpenCall } from './task-gate.ts';

/** An attempt at a task while it is at work. */
export type Attempt = {
  readonly live: LiveRun;
  readonly step: Path;
  readonly number: number;
  readonly task: TaskFunction;
  readonly startedMs: number;
  /** The move that began it: see `LiveRun.followed`. */
  readonly begunBy: number;
  /** `working`: the function has not returned. `settled`: it has, and its end is being written. `over`: written, or cut off. */
  state: 'working' | 'settled' | 'over';
  /** What the function wants written with its completion. */
  readonly completions: ((writer: Writer) => void)[];
  /** Handed to `heartbeat` and not made a move of yet. */
  checkpoint: { readonly data: Json } | undefined;
  /** Of its last sign of life; monotonic. */
  beatMs: number;
  /** Calls off the watch over its signs of life. */
  callOff: (() => void) | undefined;
  abort(): void;
  readonly context: TaskContext;
};

/** Something that happened to a run, to be taken up once the store can be written again. `attempt`: whose result it is. */
export type Offer = { readonly event: RunEvent; readonly attempt?: Attempt };

/** An attempt that is to be set to work. `begunBy`: the move that began it. */
export type Begun = {
  readonly number: number;
  readonly input: Json;
  readonly sinceMs: number;
  readonly isRetry: boolean;
  readonly begunBy: number;
};

export type LiveRun = {
  readonly id: string;
  readonly graph: TemplateGraph;
  readonly actor: string;
  readonly parent: StoredRun['parent'];
  /** As far as moves were made; what of it is not written yet is with the committer. */
  state: RunState;
  /** Number of the next move that is written. */
  seq: number;
  /** Moves that were made, and how many of those have been followed up, as they were written. What a later one began is ahead of the store. */
  made: number;
  followed: number;
  /** Of the newest move: its time, and when that was by the monotonic clock. */
  newest: { readonly at: string; readonly sinceMs: number } | undefined;
  /** Attempts at work, from the commit that began them, or from before it where they are pure, to the commit that ended them. */
  readonly attempts: Map<Path, Attempt>;
  readonly begun: Map<Path, Begun>;
  /** The attempts that are open, as far as moves were made. */
  readonly open: Map<Path, OpenCall>;
  /** Since when steps are ready that may not begin, by the monotonic clock. */
  readonly readyMs: Map<Path, number>;
  /** Steps whose last attempt faulted. */
  readonly faulted: Set<Path>;
  /** Runs of their own that steps wait for, as far as it is written. */
  readonly children: Map<Path, string>;
  /** What an earlier process left open was taken down as cut off. Until then nothing of the run is set to work. */
  takenUp: boolean;
  /** What has happened since the store refused to write; undefined while it does not. */
  offers: Offer[] | undefined;
  /** Those who asked how it ends. */
  readonly waiters: ((end: TaskEnd) => void)[];
  /** Of the wake-ups. */
  due: string | undefined;
  timerPlace: number;
};

/** Of a run that is about to start, or of one that was read. */
export const newLiveRun = ({
  run,
  graph,
  state,
  seq,
  children,
}: Omit<LoadedRun, 'run'> & { readonly run: Pick<StoredRun, 'id' | 'actor' | 'parent'> }): LiveRun => ({
  id: run.id,
  graph,
  actor: run.actor,
  parent: run.parent,
  state,
  seq,
  made: 0,
  followed: 0,
  newest: undefined,
  attempts: new Map(),
  begun: new Map(),
  open: new Map(),
  readyMs: new Map(),
  faulted: new Set(),
  children: new Map(children),
  takenUp: true,
  offers: undefined,
  waiters: [],
  due: undefined,
  timerPlace: -1,
});
