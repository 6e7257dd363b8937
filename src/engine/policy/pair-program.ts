/** Counts and sums the cases of a chunk under two policies at once, without a column being written: what both compute alike is computed once. */
import {
  type Graph,
  HELPERS,
  type KernelValue,
  kernelSource,
  type Node,
  NotCompilable,
  type Store,
  type TableData,
  type Tables,
} from '../feel/kernel/index.ts';
import type { Cells, VectorResult, VectorRun, VectorTally } from '../feel/kernel/vector/index.ts';
import type { ColumnTable } from '../model/column.ts';
import { lcm } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import { isSafe } from '../model/integer-range.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import type { Program } from './case-program.ts';
import { floorOf } from './column-kernel.ts';
import { signatureOf } from './column-signature.ts';
import { createProgram } from './create-program.ts';
import type { ChunkColumns, KernelColumns } from './kernel-columns.ts';
import { emptyBench, KernelMaker, UncompiledDecision } from './kernel-maker.ts';
import { neededColumns } from './needed-columns.ts';
import { vectorRun } from './vector-kernel.ts';

export type PairSide = { readonly policy: PolicyDocument; readonly date: string };

/** How the amount of a case changed. `unknown`: either amount is null. */
export const PAIR_CHANGES = ['none', 'gain', 'loss', 'unknown'] as const;

export type PairTally = {
  /**
   * Cases by ((((from x outcomes + to) x 4 + change) x 2 + amount before is not zero) x 2 + amount after is not zero): outcomes by their place in the
   * list that was given. Without `changes` only by (from x outcomes + to).
   */
  readonly counts: Float64Array;
  /** Numerators over `denominator`, of the cases with both amounts. `gained` is summed with `changes` only. */
  readonly before: bigint;
  readonly after: bigint;
  readonly gained: bigint;
  readonly denominator: bigint;
};

export type PairProgram = {
  /** Undefined where that cannot be done by column code alone. */
  tally(table: ColumnTable): PairTally | undefined;
};

export type PairOptions = {
  /** Names of all outcomes; UNDETERMINED, for cases without one, is among them. */
  readonly outcomes: readonly string[];
  /** Whether cases are told apart by what happened to their amount. */
  readonly changes: boolean;
};

const COUNTS_MAX = 4_096;
const KERNELS_MAX = 64;

/** How many cells are counted in, with changes. */
const countsOf = (outcomes: readonly string[]): number => outcomes.length ** 2 * PAIR_CHANGES.length * 4;

type PairKernel = (chunk: ChunkColumns) => PairTally;

/** The place of a case's outcome among all outcomes. */
const outcomePlace = (
  { graph, tables }: KernelMaker['bench'],
  value: KernelValue,
  texts: readonly string[],
  outcomes: readonly string[],
): Node => {
  if (value.kind !== 'text') throw new TypeError('an outcome is a text');
  const places = texts.map((text) => outcomes.indexOf(text));
  if (places.some((place) => place < 0)) throw new TypeError('an outcome that was not declared');
  const isSame = places.every((place, code) => place === code);
  const bounds = { low: 0n, high: BigInt(outcomes.length - 1), isBig: false };
  const place = isSame ? value.code : graph.look(tables.numbers(places.map(BigInt), false), value.code, bounds);
  return graph.choose(value.missing, graph.small(outcomes.indexOf(UNDETERMINED)), place);
};

type Amount = { readonly cells: Node; readonly numerator: bigint; readonly denominator: bigint; readonly missing: Node };

const amountOf = (maker: KernelMaker, { amounts: [name] }: PolicyDocument): Amount | undefined => {
  if (name === undefined) return undefined;
  const { cells, unit, value } = maker.output(name);
  if (unit === undefined) throw new TypeError('an amount is a number');
  const { n, d } = unit.reduced();
  return { cells, numerator: n, denominator: d, missing: value.missing };
};

/** Both amounts over one denominator; zero where either is missing. */
const pairAmounts = (graph: Graph, before: Amount | undefined, after: Amount | undefined) => {
  const zero = graph.small(0);
  if (before === undefined || after === undefined) return { before: zero, after: zero, unknown: graph.truth, denominator: 1n };
  const denominator = lcm(before.denominator, after.denominator);
  const unknown = graph.or(before.missing, after.missing);
  const scaled = ({ cells, numerator, denominator: own }: Amount): Node =>
    graph.choose(unknown, zero, graph.times(cells, numerator * (denominator / own)));
  return { before: scaled(before), after: scaled(after), unknown, denominator };
};

/** As a place in PAIR_CHANGES. */
const changeOf = (graph: Graph, before: Node, after: Node, unknown: Node): Node => {
  const place = (change: (typeof PAIR_CHANGES)[number]): Node => graph.small(PAIR_CHANGES.indexOf(change));
  const lossOrNone = graph.choose(graph.less(after, before), place('loss'), place('none'));
  return graph.choose(unknown, place('unknown'), graph.choose(graph.less(before, after), place('gain'), lossOrNone));
};

const flagOf = (graph: Graph, flag: Node): Node => graph.choose(flag, graph.small(1), graph.small(0));

/** `digit` lies in 0 … base - 1. */
const append = (graph: Graph, index: Node, base: number, digit: Node): Node => graph.add(graph.multiply(index, graph.small(base)), digit);

/** A sum over a chunk is exact in doubles only as long as it stays below 2^53. */
const summed = (graph: Graph, value: Node): Node => {
  const units = BigInt(CHUNK_UNITS);
  return isSafe(value.low * units, value.high * units) ? value : graph.widen(value);
};

/** What is counted and summed of each unit, and the arrays and tables that it is computed from. */
type PairNodes = {
  readonly columns: KernelColumns;
  readonly tables: Tables;
  readonly tally: VectorTally;
  readonly denominator: bigint;
};

const pairNodes = (programs: readonly [Program, Program], table: ColumnTable, { outcomes, changes }: PairOptions): PairNodes => {
  const shared = emptyBench(false);
  const { bench, columns } = shared;
  const { graph, tables } = bench;
  const makers = programs.map((program) => {
    const needed = neededColumns(program, decisionsOf(program.policy));
    return new KernelMaker({ program, signature: signatureOf(program.policy, table, needed, new Map()), onlyBig: false }, shared);
  }) as [KernelMaker, KernelMaker];
  const [from, to] = makers.map((maker, side) => {
    const { value, cells, texts = [] } = maker.output((programs[side] as Program).policy.outcome);
    return outcomePlace(bench, value.kind === 'text' ? { ...value, code: cells } : value, texts, outcomes);
  }) as [Node, Node];
  const amounts = makers.map((maker, side) => amountOf(maker, (programs[side] as Program).policy));
  const { before, after, unknown, denominator } = pairAmounts(graph, amounts[0], amounts[1]);
  const pair = append(graph, from, outcomes.length, to);
  const summedNodes = (values: readonly Node[]): Node[] => values.map((value) => summed(graph, value));
  if (!changes) {
    return { columns, tables, tally: { index: pair, counts: outcomes.length ** 2, sums: summedNodes([before, after]) }, denominator };
  }
  const isPaid = (amount: Node): Node => flagOf(graph, graph.not(graph.equal(amount, graph.small(0))));
  const withChange = append(graph, pair, PAIR_CHANGES.length, changeOf(graph, before, after, unknown));
  const index = append(graph, append(graph, withChange, 2, isPaid(before)), 2, isPaid(after));
  const gained = graph.maximum(graph.subtract(after, before), graph.small(0));
  return { columns, tables, tally: { index, counts: countsOf(outcomes), sums: summedNodes([before, after, gained]) }, denominator };
};

type Tallied = Pick<VectorResult, 'counts' | 'sums'>;

/** The tally as a loop: for lists, for BigInts, and for whatever else is nothing for vectors. */
const loopOf = ({ columns, tables, tally: { index, counts, sums } }: PairNodes) => {
  const stores: Store[] = [
    { place: 0, value: index, into: 'count' },
    ...sums.map((value, sum): Store => ({ place: sum + 1, value, into: 'sum' })),
  ];
  const source = kernelSource(stores, {
    columns: columns.count,
    offsets: columns.listCount,
    tables: tables.count,
    helpers: HELPERS.length,
    outputs: stores.length,
  });
  const code = new Function('units', 'c', 'o', 't', 'h', 'w', 'floorOf', source) as (...parameters: unknown[]) => void;
  return (chunk: ChunkColumns, bound: readonly TableData[]): Tallied => {
    const counted = new Float64Array(counts);
    const cells = sums.map(({ form }) => (form === 'bigint' ? [0n] : [0]));
    code(chunk.table.units, columns.arrays(chunk), columns.offsets(chunk), bound, HELPERS, [counted, ...cells], floorOf);
    return { counts: counted, sums: cells.map(([sum]) => BigInt(sum as number | bigint)) };
  };
};

const makePairKernel = (nodes: PairNodes): PairKernel => {
  const { columns, tables, tally, denominator } = nodes;
  const runLoop = loopOf(nodes);
  // What kinds of arrays the code reads is seen at its first chunk, and is the same for all.
  let vector: { readonly run: VectorRun | undefined } | undefined;
  return (chunk) => {
    const { units } = chunk.table;
    if (units > CHUNK_UNITS) throw new RangeError(`sums of ${units} units are not proven to fit; a chunk has ${CHUNK_UNITS} at most`);
    const bound = tables.bind(columns.texts(chunk));
    const arrays = columns.arrays(chunk);
    vector ??= { run: vectorRun({ stores: [], columns: arrays, tables: tables.count, outputs: [], tally }) };
    const { counts, sums } = vector.run?.run(units, arrays as Cells[], bound) ?? runLoop(chunk, bound);
    const [before = 0n, after = 0n, gained = 0n] = sums;
    return { counts, before, after, gained, denominator };
  };
};

const decisionsOf = ({ outcome, amounts }: PolicyDocument): string[] => [outcome, ...amounts.slice(0, 1)];

/** Exact: what counting the columns of both policies gives. The policies were checked. */
export const compilePair = (before: PairSide, after: PairSide, options: PairOptions): PairProgram => {
  const programs = [before, after].map(({ policy, date }) => createProgram(policy, date)) as [Program, Program];
  const kernels = new Map<string, PairKernel>();
  let isPossible = countsOf(options.outcomes) <= COUNTS_MAX;
  const kernelFor = (table: ColumnTable): PairKernel | undefined => {
    if (!isPossible) return undefined;
    const signatures = programs.map((program) =>
      signatureOf(program.policy, table, neededColumns(program, decisionsOf(program.policy)), new Map()),
    );
    const key = signatures.map((signature) => signature.key).join('\n');
    const known = kernels.get(key);
    if (known !== undefined) return known;
    try {
      const made = makePairKernel(pairNodes(programs, table, options));
      if (kernels.size >= KERNELS_MAX) kernels.clear();
      kernels.set(key, made);
      return made;
    } catch (error) {
      if (!(error instanceof UncompiledDecision || error instanceof NotCompilable)) throw error;
      isPossible = false;
      return undefined;
    }
  };
  return { tally: (table) => kernelFor(table)?.({ table, decided: new Map() }) };
};
