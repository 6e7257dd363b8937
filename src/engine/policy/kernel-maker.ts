/** Turns the decisions of a policy into the nodes of a kernel. */
import { typeOfDecision } from '../feel/declared-type.ts';
import {
  Graph,
  type KernelBench,
  type KernelNames,
  type KernelValue,
  kindOf,
  knownDictionary,
  memberList,
  type Node,
  NotCompilable,
  notCompilable,
  nothing,
  recoded,
  Tables,
  wholeMultiple,
} from '../feel/kernel/index.ts';
import type { Exact } from '../model/exact.ts';
import type { Decision } from '../model/policy-document.ts';
import type { DecisionNode, Program } from './case-program.ts';
import type { ColumnShape, Signature } from './column-signature.ts';
import { type ColumnSource, KernelColumns } from './kernel-columns.ts';
import { lowerExpression, lowerTable } from './lower-table.ts';

/** Names the decision that has no column code. */
export class UncompiledDecision extends Error {
  override readonly name = 'UncompiledDecision';
  readonly decision: string;
  readonly reason: string;
  constructor(decision: string, reason: string) {
    super(`the decision ${decision} has no column code: ${reason}`);
    this.decision = decision;
    this.reason = reason;
  }
}

/** What a kernel writes for one decision. */
export type KernelOutput = {
  readonly decision: string;
  readonly list: string | undefined;
  readonly value: KernelValue;
  readonly cells: Node;
  readonly unit?: Exact;
  readonly texts?: readonly string[];
};

export type MakerPlan = {
  readonly program: Program;
  readonly signature: Signature;
  /** Whether all numbers are BigInts, also those that need not be. */
  readonly onlyBig: boolean;
};

export const emptyBench = (onlyBig: boolean): { readonly columns: KernelColumns; readonly bench: KernelBench } => ({
  columns: new KernelColumns(),
  bench: { graph: new Graph(onlyBig), tables: new Tables(), nesting: { depth: 0, rounds: 1n } },
});

/** Several makers may share columns and bench: what their policies have in common is then computed once. */
export class KernelMaker {
  readonly columns: KernelColumns;
  readonly bench: KernelBench;
  readonly #plan: MakerPlan;
  readonly #unitValues = new Map<string, KernelValue>();
  /** By decision of members, then by the node of the member's row. */
  readonly #memberValues = new Map<string, Map<Node, KernelValue>>();
  readonly #lists = new Map<string, KernelValue>();

  constructor(plan: MakerPlan, shared: { readonly columns: KernelColumns; readonly bench: KernelBench } = emptyBench(plan.onlyBig)) {
    this.#plan = plan;
    this.columns = shared.columns;
    this.bench = shared.bench;
  }

  #shape(name: string): ColumnShape {
    const shape = this.#plan.signature.columns.get(name);
    if (shape === undefined) throw new RangeError(`the column ${name} was not asked for`);
    return shape;
  }

  #read(source: ColumnSource, index: Node): KernelValue {
    const { list, name, isDecided } = source;
    return this.columns.read(this.bench, source, this.#shape(list === undefined || isDecided ? name : `${list}.${name}`), index);
  }

  #node(decision: string): DecisionNode {
    const node = this.#plan.program.nodes.get(decision);
    if (node === undefined) throw new RangeError(`no decision ${decision}`);
    return node;
  }

  #declared(decision: string): Decision {
    return this.#plan.program.policy.decisions[decision] as Decision;
  }

  readonly #constantOf: KernelNames['constantOf'] = (name) => {
    const { parameters, period } = this.#plan.program;
    return name === 'period' ? period : parameters.get(name)?.value;
  };

  readonly #unitNames: KernelNames = {
    constantOf: (name) => this.#constantOf(name),
    lookup: (name) => {
      if (this.#plan.program.nodes.has(name)) return this.unitValue(name);
      if (this.#plan.program.fields.has(name)) return this.#list(name);
      return this.#read({ name, isDecided: false }, this.bench.graph.row);
    },
  };

  /** Inside of a member's expressions its fields and decisions are names. */
  #memberNames(list: string, index: Node): KernelNames {
    const ownFields = this.#plan.program.fields.get(list) ?? [];
    return {
      constantOf: this.#constantOf,
      lookup: (name) => {
        const isOwn = ownFields.includes(name) || this.#plan.program.nodes.get(name)?.list === list;
        return isOwn ? this.#field(list, name, index) : this.#unitNames.lookup(name);
      },
    };
  }

  #field(list: string, name: string, index: Node): KernelValue {
    const node = this.#plan.program.nodes.get(name);
    return node?.list === list ? this.memberValue(node, index) : this.#read({ list, name, isDecided: false }, index);
  }

  #list(list: string): KernelValue {
    const known = this.#lists.get(list);
    if (known !== undefined) return known;
    const counts = this.#plan.signature.lists.get(list);
    if (counts === undefined) throw new RangeError(`the list ${list} was not asked for`);
    const contextAt = (index: Node) =>
      ({ kind: 'context', missing: this.bench.graph.falsehood, index, field: (name: string) => this.#field(list, name, index) }) as const;
    const value = memberList(this.bench, { place: this.columns.listPlace(list), ...counts, contextAt });
    this.#lists.set(list, value);
    return value;
  }

  /** The nesting is put aside: what a unit's decision is does not depend on where it is read. */
  unitValue(decision: string): KernelValue {
    const known = this.#unitValues.get(decision);
    if (known !== undefined) return known;
    const kind = this.#kindOf(decision);
    if (kind === 'list' && this.#plan.signature.decided.has(decision)) return notCompilable('it reads a list, and lists have no columns');
    const { nesting } = this.bench;
    const outer = { ...nesting };
    Object.assign(nesting, { depth: 0, rounds: 1n });
    const value = this.#plan.signature.decided.has(decision)
      ? this.#read({ name: decision, isDecided: true }, this.bench.graph.row)
      : this.#lowered(this.#node(decision), kind, this.#unitNames);
    Object.assign(nesting, outer);
    this.#unitValues.set(decision, value);
    return value;
  }

  memberValue(node: DecisionNode, index: Node): KernelValue {
    const { name, list = '' } = node;
    const byRow = this.#memberValues.get(name) ?? new Map<Node, KernelValue>();
    this.#memberValues.set(name, byRow);
    const known = byRow.get(index);
    if (known !== undefined) return known;
    const kind = this.#kindOf(name);
    const value = this.#plan.signature.decided.has(name)
      ? this.#read({ list, name, isDecided: true }, index)
      : this.#lowered(node, kind, this.#memberNames(list, index));
    byRow.set(index, value);
    return value;
  }

  /** A decision of a type without columns cannot be read, so what reads it has no column code either. */
  #kindOf(decision: string): KernelValue['kind'] {
    return kindOf(typeOfDecision(this.#declared(decision)));
  }

  #lowered({ name, logic }: DecisionNode, kind: KernelValue['kind'], names: KernelNames): KernelValue {
    try {
      if (logic?.table !== undefined)
        return this.#checked(lowerTable(this.bench, names, logic.table, typeOfDecision(this.#declared(name))), kind);
      if (logic?.expression !== undefined) return this.#checked(lowerExpression(this.bench, names, logic.expression), kind);
      return nothing(this.bench, kind);
    } catch (error) {
      throw error instanceof NotCompilable ? new UncompiledDecision(name, error.message) : error;
    }
  }

  /** An expression that is always null has no kind of its own. */
  #checked(value: KernelValue, kind: KernelValue['kind']): KernelValue {
    if (value.kind === kind) return value;
    return value.missing === this.bench.graph.truth
      ? nothing(this.bench, kind)
      : notCompilable('its value is of another kind than declared');
  }

  /** The decision as what is written of it. */
  output(decision: string): KernelOutput {
    try {
      return this.#output(decision);
    } catch (error) {
      throw error instanceof NotCompilable ? new UncompiledDecision(decision, error.message) : error;
    }
  }

  #valueOf(decision: string): KernelValue {
    const { graph, nesting } = this.bench;
    const node = this.#node(decision);
    if (node.list === undefined) return this.unitValue(decision);
    nesting.depth = 1;
    const value = this.memberValue(node, graph.member(this.columns.listPlace(node.list), 1));
    nesting.depth = 0;
    return value;
  }

  #output(decision: string): KernelOutput {
    const { graph } = this.bench;
    const { list } = this.#node(decision);
    const value = this.#valueOf(decision);
    const orZero = (cells: Node): Node => {
      const zero = cells.form === 'bigint' ? graph.widen(graph.integer(0n)) : graph.small(0);
      return graph.choose(value.missing, cells.form === 'boolean' ? graph.falsehood : zero, cells);
    };
    switch (value.kind) {
      case 'number': {
        const { top, unit } = wholeMultiple(this.bench, value);
        return { decision, list, value, cells: orZero(top), unit };
      }
      case 'boolean':
        return { decision, list, value, cells: value.yes };
      case 'date':
        return { decision, list, value, cells: orZero(value.day) };
      case 'text': {
        const declared = this.#declared(decision);
        const texts = declared.type === 'enum' ? declared.values : value.dictionary.known;
        if (texts === undefined) return { decision, list, value, cells: orZero(value.code) };
        return { decision, list, value, cells: orZero(recoded(this.bench, value.code, value.dictionary, knownDictionary(texts))), texts };
      }
      default:
        return notCompilable('its value is a list');
    }
  }
}
