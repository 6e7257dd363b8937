/** Drives a run by hand: a clock that stands still until it is moved, and all records that were written. */
import type { Json } from '../../../../src/engine/model/json.ts';
import type { Failure } from '../../../../src/engine/model/problem.ts';
import { findStep } from '../../../../src/engine/run/machine/find-step.ts';
import {
  evolve,
  type MachineWorld,
  type Moved,
  move,
  newState,
  openAttempts,
  type RunState,
  statusOf,
} from '../../../../src/engine/run/machine/index.ts';
import type { Path, RunEvent, RunRecord } from '../../../../src/engine/run/run-state.ts';
import type { TemplateGraph } from '../../../../src/engine/template/template-graph.ts';

export const START = Date.parse('2030-01-01T00:00:00.000Z');

export const no: Failure = { kind: 'invalid', message: 'no' };
export const busy: Failure = { kind: 'busy', message: 'busy' };

export class Drive {
  /** All that were made, for their tests to look back on. */
  static readonly made: Drive[] = [];

  readonly graph: TemplateGraph;
  readonly moves: { at: string; records: readonly RunRecord[] }[] = [];
  readonly run: { id: string; input: Json; actor: string; createdAt: string };
  state: RunState;
  nowMs = START;
  random = 0;
  admits: (task: string) => boolean = () => true;
  private ids = 0;

  constructor(graph: TemplateGraph, input: Json = {}) {
    this.graph = graph;
    this.run = { id: 'run', input, actor: 'ann', createdAt: this.now };
    this.state = newState(graph, this.run);
    Drive.made.push(this);
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  get records(): readonly RunRecord[] {
    return this.moves.flatMap(({ records }) => records);
  }

  get status(): string {
    return statusOf(this.state);
  }

  world(dormant?: boolean): MachineWorld {
    return {
      now: this.now,
      random: () => this.random,
      newId: () => `child-${++this.ids}`,
      admits: (task) => this.admits(task),
      ...(dormant && { dormant }),
    };
  }

  outcome(event: RunEvent, options: { readonly dormant?: boolean } = {}): Moved {
    const moved = move(this.state, event, this.world(options.dormant));
    if (moved.records.length > 0) this.moves.push({ at: this.now, records: moved.records });
    return moved;
  }

  /** The records that follow from the event. */
  send(event: RunEvent, options: { readonly dormant?: boolean } = {}): readonly RunRecord[] {
    return this.outcome(event, options).records;
  }

  start(adopt?: readonly RunRecord[]): this {
    this.send({ type: 'start', pins: [], ...(adopt && { adopt }) });
    return this;
  }

  attempt(step: Path): number {
    const found = [...openAttempts(this.state)].find((attempt) => attempt.step === step);
    if (found === undefined) throw new Error(`nothing of "${step}" is under way`);
    return found.number;
  }

  complete(step: Path, output: Json = null): readonly RunRecord[] {
    return this.send({ type: 'completed', step, number: this.attempt(step), output });
  }

  fault(step: Path, failure: Failure = no): readonly RunRecord[] {
    return this.send({ type: 'faulted', step, number: this.attempt(step), failure });
  }

  /** Lets time pass, and whatever is due then happen. */
  pass(ms: number): readonly RunRecord[] {
    this.nowMs += ms;
    return this.send({ type: 'tick' });
  }

  /** Steps with an attempt under way. */
  get open(): readonly Path[] {
    return [...openAttempts(this.state)].map(({ step }) => step);
  }

  statusOf(step: Path): string | undefined {
    return findStep(this.state, step)?.status;
  }

  outputOf(step: Path): Json | undefined {
    return findStep(this.state, step)?.output;
  }

  /** The state made of its records alone, as the store would give them back. */
  folded(): RunState {
    const state = newState(this.graph, this.run);
    for (const { at, records } of JSON.parse(JSON.stringify(this.moves)) as typeof this.moves) {
      for (const record of records) evolve(state, record, at);
    }
    return state;
  }

  /** The program goes down and comes up again. */
  crash(): readonly RunRecord[] {
    this.state = this.folded();
    return this.send({ type: 'reopened' });
  }
}
