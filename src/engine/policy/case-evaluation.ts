/** The evaluation of one case: every decision at most once, and only when something asks for it. */
import { type Environment, type MemberPlace, Trace, type TraceEntry } from '../feel/index.ts';
import { type Context, isList, Null, type Value } from '../model/value.ts';
import type { TableHit } from '../table/decide-table.ts';
import type { CaseValues, DecisionNode, NameReader, Program } from './case-program.ts';
import type { Logic } from './compile-logic.ts';

/** Stands in a slot while its decision is being evaluated. */
const IN_PROGRESS = new Null({ kind: 'error', at: '', message: 'the decision is being evaluated' });

/** What the evaluation of one decision recorded; `hit` for a table. */
export type DecisionTrace = { readonly entries: readonly TraceEntry[]; readonly hit: TableHit | undefined };

/**
 * One object serves as the environment of all expressions of a case: `node` and `row` say which expression is running, and are
 * put back when it ends. So evaluating a case allocates little beside its values.
 */
export class CaseEvaluation implements Environment, CaseValues {
  readonly program: Program;
  readonly inputs: Context;
  /** Of the running expression, if it is traced. */
  trace: Trace | undefined;
  /** Index of the member whose expression is running. */
  row = 0;

  readonly #values: (Value | undefined)[];
  /** By slot of a member decision: the value of each member. */
  readonly #memberValues: ((Value | undefined)[] | undefined)[] = [];
  /** By slot of the reading decision: the lists it sees, with the member decisions it reads as fields. */
  readonly #rows: (Map<string, readonly Value[]> | undefined)[] = [];
  /** By decision: what was recorded for each member, or at index 0 for the unit. */
  readonly #traces: Map<DecisionNode, DecisionTrace[]> | undefined;
  /** Members by their context, when it is recorded which one an item of a list is. */
  readonly #places: Map<Value, MemberPlace> | undefined;
  #readers: ReadonlyMap<string, NameReader>;
  #node: DecisionNode | undefined;

  constructor(program: Program, inputs: Context, overrides: ReadonlyMap<string, Value> | undefined, traced: boolean) {
    this.program = program;
    this.inputs = inputs;
    this.#values = new Array(program.nodes.size);
    this.#readers = program.readers;
    this.#traces = traced ? new Map() : undefined;
    this.#places = traced ? new Map() : undefined;
    if (traced) for (const list of program.fields.keys()) this.#place(list, inputs[list]);
    if (overrides !== undefined) this.#override(overrides);
  }

  #place(list: string, members: Value | undefined): void {
    if (this.#places === undefined || members === undefined || !isList(members)) return;
    for (const [row, member] of members.entries()) this.#places.set(member, { list, row });
  }

  #override(overrides: ReadonlyMap<string, Value>): void {
    for (const [name, value] of overrides) {
      const { list, slot } = this.#nodeOf(name);
      if (list === undefined) this.#values[slot] = value;
      else if (isList(value)) this.#memberValues[slot] = [...value];
      else throw new TypeError(`the decision ${name} has one value per member`);
    }
  }

  #nodeOf(name: string): DecisionNode {
    const node = this.program.nodes.get(name);
    if (node === undefined) throw new RangeError(`no decision ${name}`);
    return node;
  }

  lookup(name: string): Value {
    const reader = this.#readers.get(name);
    if (reader === undefined) throw new RangeError(`no name ${name}`);
    return reader(this);
  }

  value(name: string): Value {
    const node = this.#nodeOf(name);
    if (node.list === undefined) return this.decide(node);
    const members = this.members(node.list);
    return isList(members) ? members.map((_, row) => this.decideMember(node, row)) : members;
  }

  /** The members as they were given, or the Null that says why there are none. */
  members(list: string): Value {
    return this.inputs[list] as Value;
  }

  field(list: string, name: string): Value {
    const members = this.members(list) as readonly Context[];
    return (members[this.row] as Context)[name] as Value;
  }

  decide(node: DecisionNode): Value {
    const known = this.#values[node.slot];
    if (known !== undefined) {
      if (known === IN_PROGRESS) throw new Error(`decision ${node.name} depends on itself`);
      return known;
    }
    this.#values[node.slot] = IN_PROGRESS;
    const value = this.#run(node, this.program.readers, 0);
    this.#values[node.slot] = value;
    return value;
  }

  decideMember(node: DecisionNode, row: number): Value {
    let values = this.#memberValues[node.slot];
    if (values === undefined) {
      values = [];
      this.#memberValues[node.slot] = values;
    }
    const known = values[row];
    if (known !== undefined) {
      if (known === IN_PROGRESS) throw new Error(`decision ${node.name} depends on itself`);
      return known;
    }
    values[row] = IN_PROGRESS;
    const value = this.#run(node, this.program.memberReaders.get(node.list as string) as ReadonlyMap<string, NameReader>, row);
    values[row] = value;
    return value;
  }

  #run(node: DecisionNode, readers: ReadonlyMap<string, NameReader>, row: number): Value {
    const { logic } = node;
    if (logic === undefined) {
      return new Null({ kind: 'unknown-key', at: node.name, message: `"${node.name}" has no logic yet on ${node.date}` });
    }
    const { trace: outerTrace, row: outerRow } = this;
    const [outerReaders, outerNode] = [this.#readers, this.#node];
    this.#readers = readers;
    this.#node = node;
    this.row = row;
    const value = this.#traces === undefined ? logic.evaluate(this) : this.#runTraced(node, logic, row);
    this.#readers = outerReaders;
    this.#node = outerNode;
    this.row = outerRow;
    this.trace = outerTrace;
    return value;
  }

  #runTraced(node: DecisionNode, logic: Logic, row: number): Value {
    const trace = new Trace((item) => this.#places?.get(item));
    this.trace = trace;
    let hit: TableHit | undefined;
    const value = logic.evaluate(this, (found) => {
      hit = found;
    });
    const traces = this.#traces?.get(node) ?? [];
    traces[row] = { entries: trace.entries, hit };
    this.#traces?.set(node, traces);
    return value;
  }

  /** What evaluating the decision recorded; nothing for one that was given, or not asked for. */
  traceOf(node: DecisionNode, row: number): DecisionTrace | undefined {
    return this.#traces?.get(node)?.[row];
  }

  /**
   * The members as the running expression sees them: the facts, and as further fields exactly those member decisions that it
   * reads. So what it sees does not depend on what was evaluated before.
   */
  rows(list: string): Value {
    const members = this.members(list);
    const decisions = this.#node?.rows.get(list);
    if (decisions === undefined || !isList(members)) return members;
    const slot = (this.#node as DecisionNode).slot;
    let byList = this.#rows[slot];
    if (byList === undefined) {
      byList = new Map();
      this.#rows[slot] = byList;
    }
    const known = byList.get(list);
    if (known !== undefined) return known;
    const fields = this.program.fields.get(list) as readonly string[];
    const rows = (members as readonly Context[]).map((member, row) => {
      // Name by name in one order: copying a whole object without a prototype takes eight times as long.
      const seen: Record<string, Value> = {};
      for (const field of fields) seen[field] = member[field] as Value;
      for (const decision of decisions) seen[decision.name] = this.decideMember(decision, row);
      return seen;
    });
    byList.set(list, rows);
    this.#place(list, rows);
    return rows;
  }
}
