/** Where a run stands, in memory. Only `evolve` changes it; everything else reads. */
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import type { Pin, RunStatus } from '../../model/run.ts';
import type { TemplateGraph } from '../../template/template-graph.ts';
import type { EndStatus, Path, RunRecord, Wait } from '../run-state.ts';
import { type BlockPlan, blockPlan, type StepPlan } from './block-plan.ts';
import { TimerHeap } from './timer-heap.ts';

export type StepState = {
  readonly plan: StepPlan;
  readonly block: BlockState;
  readonly path: Path;
  /** Set where this is not a step itself, but what undoes that one. */
  readonly undoes: StepState | undefined;
  /** `ready`: it may begin, and is held back. */
  status: 'pending' | 'ready' | 'running' | 'waiting' | EndStatus;
  /** Of the edges that lead here. */
  met: number;
  dead: number;
  readyAt: string | undefined;
  /** When its newest attempt began; of a step without attempts, when it did. */
  beganAt: string | undefined;
  attempts: number;
  /** An attempt is open. */
  open: boolean;
  /** Faulted attempts since the start, or since a person let it be tried again. */
  faults: number;
  /** How often the program ended under it. */
  interruptions: number;
  /** Of the first attempt: later ones are given the same. Null where it could not be worked out. */
  input: Json | undefined;
  idempotencyKey: string | undefined;
  checkpoint: Json | undefined;
  wait: Wait | undefined;
  output: Json | undefined;
  failure: Failure | undefined;
  /** It faulted and the run goes on: with the steps that caught it, or with those that need it. */
  handled: { readonly caught?: readonly string[] } | undefined;
  /** When time next does something to it. */
  due: string | undefined;
  timerPlace: number;
  /** The blocks of a parallel, map or loop step. */
  inner: Inner | undefined;
};

export type BlockState = {
  readonly plan: BlockPlan;
  readonly path: Path;
  /** The step whose branch, item or round it is; undefined for the root. */
  readonly owner: StepState | undefined;
  /** Branch name, index of the item or round. */
  readonly name: string;
  /** In the order of the plan. */
  readonly steps: readonly StepState[];
  readonly item: Json | undefined;
  readonly loop: { readonly index: number; readonly last: Json } | undefined;
  status: 'open' | 'completed' | 'faulted' | 'cancelled';
  /** Steps that are not final. */
  left: number;
  /** Of the first step that faulted and that nothing caught. */
  failure: Failure | undefined;
  /** What a `succeed` step ended it with. */
  success: { readonly output: Json } | undefined;
  output: Json | undefined;
};

export type Inner = ParallelState | MapState | LoopState;

export type ParallelState = {
  readonly type: 'parallel';
  readonly blocks: Map<string, BlockState>;
  completed: number;
  faulted: number;
  /** Of the branch that faulted last. */
  failure: Failure | undefined;
};

export type MapState = {
  readonly type: 'map';
  /** Emptied when the step is final. */
  items: readonly Json[];
  /** The first item that was not opened yet, from 1. */
  next: number;
  readonly open: Map<number, BlockState>;
  /** What each item gave; undefined of those that gave nothing (yet). */
  readonly results: (Json | undefined)[];
  succeeded: number;
  readonly failed: { readonly index: number; readonly error: Failure }[];
};

export type LoopState = {
  readonly type: 'loop';
  /** The round that is open or was the last. */
  block: BlockState;
  rounds: number;
};

export type Adopted = Extract<RunRecord, { readonly type: 'adopted' }>;

export type RunState = {
  readonly id: string;
  readonly graph: TemplateGraph;
  readonly input: Json;
  /** Who started it: see starter-of.ts. */
  readonly actor: string;
  readonly createdAt: string;
  readonly root: BlockState;
  pins: readonly Pin[];
  started: boolean;
  /** Time of the newest record. */
  at: string;
  deadline: string | undefined;
  suspended: { readonly reason: string; readonly since: string } | undefined;
  ending: Extract<RunRecord, { readonly type: 'ending' }> | undefined;
  end: Extract<RunRecord, { readonly type: 'run-end' }> | undefined;
  /** Steps with an attempt at a task under way. */
  readonly open: Map<Path, StepState>;
  /** Steps whose next attempt is held back, the oldest first. */
  readonly ready: Map<Path, StepState>;
  /** Steps that wait for a run of their own. */
  readonly children: Map<Path, StepState>;
  readonly timers: TimerHeap<StepState>;
  /** Map steps that may open items at once. */
  readonly hungry: Set<StepState>;
  /** Completed steps that can be undone, in the order of their completion. */
  readonly undoable: StepState[];
  /** While the run is ending: what is still to be undone, the next one last. */
  readonly undoing: StepState[];
  undoFailure: Failure | undefined;
  /** Signals that no step has taken yet, by id, and their ids by slot (see signal-slot.ts). */
  readonly signals: Map<string, { readonly slot: string; readonly data: Json }>;
  readonly slots: Map<string, Set<string>>;
  readonly signalsSeen: Set<string>;
  /** Steps that wait for a signal, by slot, the oldest first. */
  readonly listeners: Map<string, Set<StepState>>;
  /** Of a fork: what steps in blocks that are not open yet take over. */
  readonly adopted: Map<Path, Adopted>;
  readonly adoptedItems: Map<Path, readonly (readonly [index: number, output: Json])[]>;
};

export const newStep = (plan: StepPlan, block: BlockState, path: Path, undoes?: StepState): StepState => ({
  plan,
  block,
  path,
  undoes,
  status: 'pending',
  met: 0,
  dead: 0,
  readyAt: undefined,
  beganAt: undefined,
  attempts: 0,
  open: false,
  faults: 0,
  interruptions: 0,
  input: undefined,
  idempotencyKey: undefined,
  checkpoint: undefined,
  wait: undefined,
  output: undefined,
  failure: undefined,
  handled: undefined,
  due: undefined,
  timerPlace: -1,
  inner: undefined,
});

type Place = Pick<BlockState, 'path' | 'owner' | 'name'> & Partial<Pick<BlockState, 'item' | 'loop'>>;

export const newBlock = (plan: BlockPlan, { path, owner, name, item, loop }: Place): BlockState => {
  const steps: StepState[] = [];
  const block: BlockState = {
    plan,
    path,
    owner,
    name,
    steps,
    item,
    loop,
    status: 'open',
    left: plan.steps.length,
    failure: undefined,
    success: undefined,
    output: undefined,
  };
  for (const step of plan.steps) steps.push(newStep(step, block, path === '' ? step.step.name : `${path}/${step.step.name}`));
  return block;
};

type NewRun = { readonly id: string; readonly input: Json; readonly actor: string; readonly createdAt: string };

/** A run before its first record. */
export const newState = (graph: TemplateGraph, { id, input, actor, createdAt }: NewRun): RunState => ({
  id,
  graph,
  input,
  actor,
  createdAt,
  root: newBlock(blockPlan(graph.root), { path: '', owner: undefined, name: '' }),
  pins: [],
  started: false,
  at: createdAt,
  deadline: undefined,
  suspended: undefined,
  ending: undefined,
  end: undefined,
  open: new Map(),
  ready: new Map(),
  children: new Map(),
  timers: new TimerHeap(),
  hungry: new Set(),
  undoable: [],
  undoing: [],
  undoFailure: undefined,
  signals: new Map(),
  slots: new Map(),
  signalsSeen: new Set(),
  listeners: new Map(),
  adopted: new Map(),
  adoptedItems: new Map(),
});

export const statusOf = (state: RunState): RunStatus => {
  if (state.end !== undefined) return state.end.status;
  if (!state.started) return 'pending';
  if (state.suspended !== undefined) return 'suspended';
  return state.open.size > 0 || state.ready.size > 0 || state.hungry.size > 0 ? 'running' : 'waiting';
};

export const outputOf = (state: RunState): Json | undefined => state.end?.output;

export const isFinal = ({ status }: StepState): boolean =>
  status === 'completed' || status === 'faulted' || status === 'cancelled' || status === 'skipped';
