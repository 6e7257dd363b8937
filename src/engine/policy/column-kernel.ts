/** A kernel: the decisions of a policy as one generated function over the columns of a chunk. */

import { typeOfScalar } from '../feel/index.ts';
import {
  Graph,
  HELPERS,
  type KernelBench,
  type KernelNames,
  type KernelValue,
  kernelSource,
  kindOf,
  knownDictionary,
  memberList,
  type Node,
  NotCompilable,
  notCompilable,
  nothing,
  recoded,
  type Store,
  type TableData,
  Tables,
  wholeMultiple,
} from '../feel/kernel/index.ts';
import type { Cells, VectorRun } from '../feel/kernel/vector/index.ts';
import type { Column } from '../model/column.ts';
import type { Exact } from '../model/exact.ts';
import type { Decision } from '../model/policy-document.ts';
import type { DecisionNode, Program } from './case-program.ts';
import type { ColumnShape, Signature } from './column-signature.ts';
import { type ChunkColumns, type ColumnSource, KernelColumns } from './kernel-columns.ts';
import { lowerExpression, lowerTable } from './lower-table.ts';
import { vectorRun } from './vector-kernel.ts';

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

export type Kernel = {
  /** Whether some of its numbers are BigInts. */
  readonly isBig: boolean;
  readonly source: string;
  /** `into`: columns that nobody needs any more; their arrays are written anew where they fit. */
  run(chunk: ChunkColumns, into?: ReadonlyMap<string, Column>): Map<string, Column>;
};

/** What a kernel writes for one decision. */
type Output = {
  readonly decision: string;
  readonly list: string | undefined;
  readonly value: KernelValue;
  readonly cells: Node;
  readonly unit?: Exact;
  readonly texts?: readonly string[];
};

export type KernelPlan = {
  readonly program: Program;
  readonly signature: Signature;
  /** The decisions that are written. */
  readonly decisions: readonly string[];
  /** Whether all numbers are BigInts, also those that need not be. */
  readonly onlyBig: boolean;
};

class KernelMaker {
  readonly columns = new KernelColumns();
  readonly bench: KernelBench;
  readonly #plan: KernelPlan;
  readonly #unitValues = new Map<string, KernelValue>();
  /** By decision of members, then by the node of the member's row. */
  readonly #memberValues = new Map<string, Map<Node, KernelValue>>();
  readonly #lists = new Map<string, KernelValue>();

  constructor(plan: KernelPlan) {
    this.#plan = plan;
    this.bench = { graph: new Graph(plan.onlyBig), tables: new Tables(), nesting: { depth: 0, rounds: 1n } };
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
    return kindOf(typeOfScalar(this.#declared(decision)));
  }

  #lowered({ name, logic }: DecisionNode, kind: KernelValue['kind'], names: KernelNames): KernelValue {
    try {
      if (logic?.table !== undefined)
        return this.#checked(lowerTable(this.bench, names, logic.table, typeOfScalar(this.#declared(name))), kind);
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
  output(decision: string): Output {
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

  #output(decision: string): Output {
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
        return notCompilable('its value is a list or a context');
    }
  }
}

const I32 = 1n << 31n;
const I64 = 1n << 63n;

type CellArray =
  | Int32ArrayConstructor
  | Float64ArrayConstructor
  | BigInt64ArrayConstructor
  | Uint8ArrayConstructor
  | Uint32ArrayConstructor;
type Written = InstanceType<CellArray> | bigint[];

/** What an output is written into; undefined for integers that no typed array holds. */
const arrayFor = ({ value, cells: { form, low, high }, texts }: Output): CellArray | undefined => {
  switch (value.kind) {
    case 'boolean':
      return Uint8Array;
    case 'date':
      return Int32Array;
    case 'text':
      return texts !== undefined && texts.length <= 256 ? Uint8Array : Uint32Array;
    default:
      if (form !== 'bigint') return low >= -I32 && high < I32 ? Int32Array : Float64Array;
      return low >= -I64 && high < I64 ? BigInt64Array : undefined;
  }
};

/** The array to write into: one that is given up, where it fits. */
const arrayOf = (CellArray: CellArray | undefined, rows: number, used: Written | undefined): Written => {
  if (CellArray === undefined) return new Array<bigint>(rows).fill(0n);
  return used?.constructor === CellArray && used.length === rows ? used : new CellArray(rows);
};

const columnOf = (output: Output, cells: Written, nulls: Uint8Array | undefined, readTexts: () => readonly string[]): Column => {
  const { value, unit } = output;
  const hasNulls = nulls?.includes(1) === true ? { nulls } : {};
  switch (value.kind) {
    case 'boolean':
      return { kind: 'boolean', cells: cells as Uint8Array, ...hasNulls };
    case 'date':
      return { kind: 'date', cells: cells as Int32Array, ...hasNulls };
    case 'text':
      return { kind: 'code', cells: cells as Uint8Array, texts: output.texts ?? readTexts(), ...hasNulls };
    default: {
      const { low, high } = output.cells;
      return { kind: 'number', unit: unit as Exact, cells: cells as Float64Array, low, high, ...hasNulls };
    }
  }
};

/** Only doubles of the code that leave 32 bits are stored as such; a node that is a BigInt is stored as one. */
const hasBigints = (stores: readonly Store[]): boolean => {
  const seen = new Set<Node>();
  const visit = (node: Node): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    return node.form === 'bigint' || node.args.some(visit);
  };
  return stores.some(({ value }) => visit(value));
};

const floorOf = (n: bigint, d: bigint): bigint => {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
};

type Code = (
  units: number,
  c: readonly unknown[],
  o: readonly unknown[],
  t: readonly unknown[],
  h: readonly unknown[],
  w: readonly unknown[],
  floorDivide: typeof floorOf,
) => void;

type Inputs = {
  readonly chunk: ChunkColumns;
  readonly columns: readonly unknown[];
  readonly bound: readonly TableData[];
  /** Arrays that are given up, by place. */
  readonly used: readonly (Written | undefined)[];
};

/** Throws `UncompiledDecision` where a decision has something that column code cannot do. */
export const makeKernel = (plan: KernelPlan): Kernel => {
  const maker = new KernelMaker(plan);
  const { falsehood } = maker.bench.graph;
  const outputs = plan.decisions.map((decision) => maker.output(decision));
  const stores: Store[] = [];
  for (const { list, cells, value } of outputs) {
    const where = list === undefined ? {} : { list: maker.columns.listPlace(list) };
    stores.push({ place: stores.length, value: cells, ...where });
    stores.push({ place: stores.length, value: value.missing, ...where });
  }
  /** Places of nulls are odd: those that never are need no array. */
  const written = stores.filter(({ place, value }) => place % 2 === 0 || value !== falsehood);
  const { tables } = maker.bench;
  const source = kernelSource(written, {
    columns: maker.columns.count,
    offsets: maker.columns.listCount,
    tables: tables.count,
    helpers: HELPERS.length,
    outputs: stores.length,
  });
  const code = new Function('units', 'c', 'o', 't', 'h', 'w', 'floorOf', source) as Code;
  const arraysOf = outputs.flatMap((output) => [arrayFor(output), Uint8Array]);
  const runLoop = ({ chunk, columns, bound, used }: Inputs): (Written | undefined)[] => {
    const { table } = chunk;
    const arrays = new Array<Written | undefined>(stores.length);
    for (const { place } of written) {
      const { list } = outputs[place >> 1] as Output;
      const rows = list === undefined ? table.units : table.list(list).rows;
      arrays[place] = arrayOf(arraysOf[place], rows, used[place]);
    }
    code(table.units, columns, maker.columns.offsets(chunk), bound, HELPERS, arrays, floorOf);
    return arrays;
  };
  const runVector = (vector: VectorRun, { chunk, columns, bound, used }: Inputs): (Written | undefined)[] => {
    const arrays = new Array<Written | undefined>(stores.length);
    const into = written.map(({ place }) => used[place]);
    vector.run(chunk.table.units, columns as Cells[], bound, into).outputs.forEach((cells, index) => {
      arrays[(written[index] as Store).place] = cells;
    });
    return arrays;
  };
  // What kinds of arrays the kernel reads is seen at its first chunk, and is the same for all.
  let vector: { readonly run: VectorRun | undefined } | undefined;
  const run = (chunk: ChunkColumns, into?: ReadonlyMap<string, Column>): Map<string, Column> => {
    const texts = maker.columns.texts(chunk);
    const columns = maker.columns.arrays(chunk);
    const used = plan.decisions.flatMap((decision) => {
      const column = into?.get(decision);
      return [column?.cells, column?.nulls] as (Written | undefined)[];
    });
    const inputs = { chunk, columns, bound: tables.bind(texts), used };
    vector ??= { run: vectorRun({ stores: written, columns, tables: tables.count, outputs: written.map(({ place }) => arraysOf[place]) }) };
    const arrays = vector.run === undefined ? runLoop(inputs) : runVector(vector.run, inputs);
    return new Map(
      outputs.map((output, index) => {
        const { value } = output;
        const readTexts = (): readonly string[] => (value.kind === 'text' ? value.dictionary.read(texts) : []);
        const [cells, nulls] = [arrays[2 * index] as Written, arrays[2 * index + 1] as Uint8Array | undefined];
        return [output.decision, columnOf(output, cells, nulls, readTexts)];
      }),
    );
  };
  return { isBig: hasBigints(written), source, run };
};
