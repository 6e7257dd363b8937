/** A kernel: the decisions of a policy as one generated function over the columns of a chunk. */
import { HELPERS, kernelSource, type Node, type Store, type TableData } from '../feel/kernel/index.ts';
import type { Cells, VectorRun } from '../feel/kernel/vector/index.ts';
import type { Column } from '../model/column.ts';
import type { Exact } from '../model/exact.ts';
import { isI32, isI64 } from '../model/integer-range.ts';
import type { ChunkColumns } from './kernel-columns.ts';
import { KernelMaker, type KernelOutput, type MakerPlan } from './kernel-maker.ts';
import { vectorRun } from './vector-kernel.ts';

export type Kernel = {
  /** Whether some of its numbers are BigInts. */
  readonly isBig: boolean;
  readonly source: string;
  /** `into`: columns that nobody needs any more; their arrays are written anew where they fit. */
  run(chunk: ChunkColumns, into?: ReadonlyMap<string, Column>): Map<string, Column>;
};

export type KernelPlan = MakerPlan & {
  /** The decisions that are written. */
  readonly decisions: readonly string[];
};

type CellArray =
  | Int32ArrayConstructor
  | Float64ArrayConstructor
  | BigInt64ArrayConstructor
  | Uint8ArrayConstructor
  | Uint32ArrayConstructor;
type Written = InstanceType<CellArray> | bigint[];

/** What an output is written into; undefined for integers that no typed array holds. */
const arrayFor = ({ value, cells: { form, low, high }, texts }: KernelOutput): CellArray | undefined => {
  switch (value.kind) {
    case 'boolean':
      return Uint8Array;
    case 'date':
      return Int32Array;
    case 'text':
      return texts !== undefined && texts.length <= 256 ? Uint8Array : Uint32Array;
    default:
      if (form !== 'bigint') return isI32(low, high) ? Int32Array : Float64Array;
      return isI64(low, high) ? BigInt64Array : undefined;
  }
};

/** The array to write into: one that is given up, where it fits. */
const arrayOf = (CellArray: CellArray | undefined, rows: number, used: Written | undefined): Written => {
  if (CellArray === undefined) return new Array<bigint>(rows).fill(0n);
  return used?.constructor === CellArray && used.length === rows ? used : new CellArray(rows);
};

const columnOf = (output: KernelOutput, cells: Written, nulls: Uint8Array | undefined, readTexts: () => readonly string[]): Column => {
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

export const floorOf = (n: bigint, d: bigint): bigint => {
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
      const { list } = outputs[place >> 1] as KernelOutput;
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
