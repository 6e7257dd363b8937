/** One move on its way: what it has written so far, and what it has still to look at. */
import type { RunRecord } from '../run-state.ts';
import { evolve } from './evolve.ts';
import type { BlockState, RunState, StepState } from './state.ts';

/** What a move is given of the world. */
export type MachineWorld = {
  /** ISO 8601 UTC with milliseconds: the time of all records of the move. */
  readonly now: string;
  /** From 0 up to but not including 1. */
  random(): number;
  /** Ids of child runs. */
  newId(): string;
  /** Whether an attempt at this task function may begin now. Asked once for each attempt that would begin; where it says yes, that begins. */
  admits(task: string): boolean;
  /** Only what happened is taken down, and nothing begins: of a process that will not go on with the run. */
  readonly dormant?: boolean;
};

export class Mover {
  readonly state: RunState;
  readonly world: MachineWorld;
  readonly records: RunRecord[] = [];
  /** Steps that may begin, be skipped or go on, and blocks that may be over: see `advance`. */
  readonly steps: StepState[] = [];
  readonly blocks: BlockState[] = [];
  /** Steps whose next attempt is to begin if nothing holds it back. */
  readonly begins: StepState[] = [];
  /** Items that each map has opened in this move. */
  readonly opened = new Map<StepState, number>();
  /** Task functions that are held back. */
  private readonly refused = new Set<string>();

  constructor(state: RunState, world: MachineWorld) {
    this.state = state;
    this.world = world;
  }

  /** Whether anything but taking down may be done. */
  get active(): boolean {
    const { started, suspended, end } = this.state;
    return started && suspended === undefined && end === undefined && this.world.dormant !== true;
  }

  put(record: RunRecord): void {
    evolve(this.state, record, this.world.now);
    this.records.push(record);
  }

  /** Once a function is held back, it stays so for the rest of the move. */
  admits(task: string): boolean {
    if (this.refused.has(task)) return false;
    if (this.world.admits(task)) return true;
    this.refused.add(task);
    return false;
  }
}
