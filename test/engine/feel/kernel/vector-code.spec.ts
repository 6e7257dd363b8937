/** Vector code gives what the loop over doubles gives, for random nodes and columns. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Graph } from '../../../../src/engine/feel/kernel/graph.ts';
import { kernelSource, type Node, type Store, Tables } from '../../../../src/engine/feel/kernel/index.ts';
import { type CellArray, type Cells, type CellWidth, VectorRun, vectorCode } from '../../../../src/engine/feel/kernel/vector/index.ts';

type Column = {
  readonly cells: Uint8Array | Int32Array | Float64Array;
  readonly width: CellWidth;
  readonly low: bigint;
  readonly high: bigint;
};

const columnOf = (width: CellWidth, cells: readonly number[]): Column => {
  const bounds = { u8: [0n, 255n], i32: [-1000n, 1000n], f64: [-(1n << 40n), 1n << 40n] } as const;
  const [low, high] = bounds[width];
  const make = { u8: Uint8Array, i32: Int32Array, f64: Float64Array }[width];
  return { cells: make.from(cells), width, low, high };
};

/** Numbers that decide which node is made next, and of which earlier ones. */
type Choice = readonly [operation: number, a: number, b: number, c: number];

const NUMBERS_MAX = 1n << 48n;

/** Nodes over the columns, made as the choices say; whatever would leave doubles is left out. */
const grow = (graph: Graph, tables: Tables, columns: readonly Column[], choices: readonly Choice[]) => {
  const numbers: Node[] = columns.map(({ low, high }, place) => graph.cell(place, graph.row, { low, high, isBig: false }));
  const flags: Node[] = columns.flatMap(({ width }, place) => (width === 'u8' ? [graph.flag(place, graph.row)] : []));
  numbers.push(graph.integer(7n), graph.integer(-3n));
  flags.push(graph.less(numbers[0] as Node, graph.integer(5n)));
  const number = (at: number): Node => numbers[at % numbers.length] as Node;
  const flag = (at: number): Node => flags[at % flags.length] as Node;
  const keyOf = (node: Node): Node => graph.maximum(graph.minimum(node, graph.integer(3n)), graph.integer(0n));
  const makers: readonly ((a: number, b: number, c: number) => Node)[] = [
    (a, b) => graph.add(number(a), number(b)),
    (a, b) => graph.subtract(number(a), number(b)),
    (a, b) => graph.multiply(number(a), number(b)),
    (a, b) => graph.floorDivide(number(a), graph.integer(BigInt(1 + (b % 100)))),
    (a, b) => graph.floorDivide(number(a), graph.maximum(number(b), graph.integer(1n))),
    (a) => graph.absolute(number(a)),
    (a, b) => graph.minimum(number(a), number(b)),
    (a, b) => graph.maximum(number(a), number(b)),
    (a, b, c) => graph.choose(flag(a), number(b), number(c)),
    (a, b) => graph.look(tables.numbers([5n, -6n, 70n, BigInt(b % 900)], false), keyOf(number(a)), { low: -6n, high: 900n, isBig: false }),
    (a) => graph.lookFlag(tables.flags([true, false, false, true]), keyOf(number(a))),
    (a) => {
      const place = graph.look(tables.numbers([3n, 1n, 0n, 2n], false), keyOf(number(a)), { low: 0n, high: 3n, isBig: false });
      return graph.look(tables.numbers([7n, -9n, 1n, 40n], false), place, { low: -9n, high: 40n, isBig: false });
    },
    (a, b) => graph.less(number(a), number(b)),
    (a, b) => graph.atMost(number(a), number(b)),
    (a, b) => graph.equal(number(a), number(b)),
    (a, b) => graph.equal(flag(a), flag(b)),
    (a, b) => graph.and(flag(a), flag(b)),
    (a, b) => graph.or(flag(a), flag(b)),
    (a) => graph.not(flag(a)),
    (a, b, c) => graph.choose(flag(a), flag(b), flag(c)),
  ];
  for (const [operation, a, b, c] of choices) {
    const maker = makers[operation % makers.length] as (typeof makers)[number];
    const node = maker(a, b, c);
    if (node.form === 'boolean') flags.push(node);
    else if (node.form === 'double' && node.low > -NUMBERS_MAX && node.high < NUMBERS_MAX) numbers.push(node);
  }
  return { numbers: numbers.slice(-4), flags: flags.slice(-3) };
};

const fits32 = ({ low, high }: Node): boolean => low >= -(1n << 31n) && high < 1n << 31n;
const outputFor = (node: Node, units: number): Int32Array | Float64Array | Uint8Array =>
  node.form === 'boolean' ? new Uint8Array(units) : fits32(node) ? new Int32Array(units) : new Float64Array(units);
const widthOf = (node: Node): CellWidth => (node.form === 'boolean' ? 'u8' : fits32(node) ? 'i32' : 'f64');

const CELLS: Readonly<Record<CellWidth, fc.Arbitrary<number>>> = {
  u8: fc.nat(255),
  i32: fc.integer({ min: -1000, max: 1000 }),
  f64: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
};

/** With many zeros: a product of one with a number below zero must not be -0. */
const anyColumn = (width: CellWidth) =>
  fc.record({
    width: fc.constant(width),
    cells: fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: CELLS[width] }), {
      minLength: 37,
      maxLength: 37,
    }),
  });

const anyCase = fc.record({
  columns: fc.tuple(anyColumn('u8'), anyColumn('i32'), fc.constantFrom<CellWidth>('i32', 'f64').chain(anyColumn)),
  choices: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 25 }),
  units: fc.constantFrom(0, 1, 2, 3, 4, 5, 8, 37),
});

it('gives what the loop over doubles gives, and tallies it', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(anyCase, ({ columns: given, choices, units }) => {
      const columns = given.map(({ width, cells }) => columnOf(width, cells));
      const [graph, tables] = [new Graph(false), new Tables()];
      const { numbers, flags } = grow(graph, tables, columns, choices);
      const nodes = [...numbers, ...flags];
      const stores: Store[] = nodes.map((value, place) => ({ place, value }));
      const arrays = columns.map(({ cells }) => cells.subarray(0, units) as Cells);
      const bound = tables.bind(() => []);

      const source = kernelSource(stores, {
        columns: columns.length,
        offsets: 0,
        tables: tables.count,
        helpers: 0,
        outputs: stores.length,
      });
      const wanted = nodes.map((node) => outputFor(node, units));
      new Function('units', 'c', 'o', 't', 'h', 'w', source)(units, arrays, [], bound, [], wanted);

      const index = flags.reduce<Node>(
        (sum, node) => graph.add(graph.times(sum, 2n), graph.choose(node, graph.small(1), graph.small(0))),
        graph.small(0),
      );
      const plan = {
        columns: columns.map(({ width }) => width),
        tables: tables.count,
        outputs: nodes.map(widthOf),
        stores,
        tally: { index, counts: 8, sums: numbers },
        unitsMax: 37,
      };
      const code = vectorCode(plan);
      if (code === undefined) throw new Error('there is no vector code');
      kinds.add(code.lanes);
      const kindsOfOutputs = wanted.map((cells) => cells.constructor as CellArray);
      const tally = new VectorRun(code, plan, kindsOfOutputs).run(units, arrays, bound);
      const got = tally.outputs;
      expect(got).toEqual(wanted);
      expect(got.every((cells) => cells.every((cell) => !Object.is(cell, -0)))).toBe(true);

      const sums = numbers.map((_, place) => [...(wanted[place] as Int32Array)].reduce((sum, cell) => sum + BigInt(cell), 0n));
      expect(tally.sums).toEqual(sums);
      const counts = new Float64Array(8);
      for (let row = 0; row < units; row++) {
        const at = flags.reduce((sum, _, flag) => sum * 2 + (wanted[numbers.length + flag]?.[row] as number), 0);
        counts[at] = (counts[at] as number) + 1;
      }
      expect(tally.counts).toEqual(counts);
    }),
    { numRuns: 2_000 },
  );
  expect(kinds).toEqual(new Set(['i32', 'f64']));
});

it('divides by a constant as exactly as by division, out to the ends of 32 bits', () => {
  const [least, most] = [-(2 ** 31), 2 ** 31 - 1];
  const divisors = [2, 3, 7, 10, 12, 80, 97, 1200, 10_000, 65_537, 1_000_003, 46_340 ** 2, most];
  for (const divisor of divisors) {
    const multiples = [0, 1, 2, 3, 5, Math.floor(most / divisor) - 1, Math.floor(most / divisor)].flatMap((times) => [
      times * divisor,
      -times * divisor,
    ]);
    const cells = Int32Array.from(
      [...multiples.flatMap((n) => [n - 1, n, n + 1]), least, least + 1, most - 1, most].filter((n) => n >= least && n <= most),
    );
    const graph = new Graph(false);
    const cell = graph.cell(0, graph.row, { low: BigInt(least), high: BigInt(most), isBig: false });
    const value = graph.floorDivide(cell, graph.integer(BigInt(divisor)));
    const plan = { columns: ['i32'] as const, tables: 0, outputs: ['i32'] as const, stores: [{ place: 0, value }], unitsMax: cells.length };
    const code = vectorCode(plan);
    if (code?.lanes !== 'i32') throw new Error('the lanes are not of 32 bits');
    const [got] = new VectorRun(code, plan, [Int32Array]).run(cells.length, [cells], []).outputs;
    expect(got, `by ${divisor}`).toEqual(cells.map((n) => Math.floor(n / divisor)));
  }
});

it('computes in doubles what leaves 32 bits by one', () => {
  const [low, high] = [-(1n << 31n), (1n << 31n) - 1n];
  const cells = Int32Array.of(Number(low), Number(low) + 1, -1, 0, 1, Number(high) - 1, Number(high));
  const makers: readonly ((graph: Graph, cell: Node) => Node)[] = [
    (graph, cell) => graph.add(cell, graph.integer(1n)),
    (graph, cell) => graph.subtract(cell, graph.integer(1n)),
    (graph, cell) => graph.absolute(cell),
    (graph, cell) => graph.subtract(graph.integer(-1n), graph.add(cell, cell)),
  ];
  const wanted: readonly ((cell: number) => number)[] = [(cell) => cell + 1, (cell) => cell - 1, Math.abs, (cell) => -1 - 2 * cell];
  for (const [index, make] of makers.entries()) {
    const graph = new Graph(false);
    const value = make(graph, graph.cell(0, graph.row, { low, high, isBig: false }));
    const plan = { columns: ['i32' as const], tables: 0, outputs: ['f64' as const], stores: [{ place: 0, value }], unitsMax: 7 };
    // What the lanes are is to follow from the value, not from what it is written into: a condition on it is written as a byte.
    const flag = { ...plan, outputs: ['u8' as const], stores: [{ place: 0, value: graph.less(value, graph.integer(0n)) }] };
    const [numbers, flags] = [vectorCode(plan), vectorCode(flag)];
    if (numbers === undefined || flags === undefined) throw new Error('there is no vector code');
    const expected = Float64Array.from(cells, wanted[index] as (cell: number) => number);
    expect(new VectorRun(numbers, plan, [Float64Array]).run(7, [cells], []).outputs).toEqual([expected]);
    expect(new VectorRun(flags, flag, [Uint8Array]).run(7, [cells], []).outputs).toEqual([
      Uint8Array.from(expected, (cell) => Number(cell < 0)),
    ]);
  }
});
