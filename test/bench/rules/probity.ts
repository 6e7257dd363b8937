/** Our own column code, as an impact uses it: chunk by chunk, then counted. */
import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { CodeColumn, Column, ColumnTable, NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/index.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';
import { type ColumnProgram, compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { compilePair, type PairProgram, type PairTally } from '../../../src/engine/policy/pair-program.ts';
import { tallyRows } from './by-row.ts';
import type { Engine } from './engine.ts';
import { DATE, DECISIONS, POLICIES } from './policy.ts';
import { type Answer, type Citizens, OUTCOMES, REGIONS } from './task.ts';

const CENT = Exact.of(1n, 100n);
const ASKED = ['outcome', 'benefit'];

const tableOf = (citizens: Citizens, from: number): ColumnTable => {
  const to = Math.min(citizens.rows, from + CHUNK_UNITS);
  const columns: Readonly<Record<string, Column>> = {
    income: { kind: 'number', unit: CENT, cells: citizens.income.subarray(from, to), low: 0n, high: 700_000n },
    size: { kind: 'number', unit: Exact.integer(1), cells: Int32Array.from(citizens.size.subarray(from, to)), low: 1n, high: 8n },
    region: { kind: 'code', cells: citizens.region.subarray(from, to), texts: REGIONS },
  };
  return {
    units: to - from,
    column: (name) => columns[name] as Column,
    list: (name) => {
      throw new RangeError(`no list ${name}`);
    },
  };
};

const tablesOf = (citizens: Citizens): readonly ColumnTable[] =>
  Array.from({ length: Math.ceil(citizens.rows / CHUNK_UNITS) }, (_, chunk) => tableOf(citizens, chunk * CHUNK_UNITS));

const outcomesOf = (columns: ReadonlyMap<string, Column>): { readonly cells: ArrayLike<number>; readonly codes: readonly number[] } => {
  const { cells, texts } = columns.get('outcome') as CodeColumn;
  return { cells, codes: texts.map((text) => OUTCOMES.indexOf(text as (typeof OUTCOMES)[number])) };
};

/** In cents: the sum of a chunk of benefits stays far below 2^53. */
const paidIn = (columns: ReadonlyMap<string, Column>): number => {
  const { cells, unit } = columns.get('benefit') as NumberColumn;
  if (!unit.equals(CENT)) throw new RangeError(`benefits in units of ${unit.toText()}`);
  let sum = 0;
  if (cells instanceof Float64Array || cells instanceof Int32Array)
    for (let row = 0; row < cells.length; row++) sum += cells[row] as number;
  else for (const cell of cells) sum += Number(cell);
  return sum;
};

/** The columns of all chunks under one policy; those of the run before are written anew. */
type Kept = ReadonlyMap<string, Column>[];

const answerFor = (
  programs: readonly [ColumnProgram, ColumnProgram],
  tables: readonly ColumnTable[],
  kept: readonly [Kept, Kept],
): Answer => {
  const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
  const paid: [number, number] = [0, 0];
  for (const [chunk, table] of tables.entries()) {
    const before = programs[0].evaluate(table, kept[0][chunk]);
    const after = programs[1].evaluate(table, kept[1][chunk]);
    kept[0][chunk] = before;
    kept[1][chunk] = after;
    const [from, to] = [outcomesOf(before), outcomesOf(after)];
    const stride = to.codes.length;
    const pairs = new Int32Array(from.codes.length * stride);
    const [fromCells, toCells] = [from.cells, to.cells];
    for (let row = 0; row < table.units; row++) {
      const pair = (fromCells[row] as number) * stride + (toCells[row] as number);
      pairs[pair] = (pairs[pair] as number) + 1;
    }
    for (const [pair, count] of pairs.entries()) {
      if (count === 0) continue;
      const cell = (from.codes[Math.floor(pair / stride)] as number) * OUTCOMES.length + (to.codes[pair % stride] as number);
      matrix[cell] = (matrix[cell] as number) + count;
    }
    paid[0] += paidIn(before);
    paid[1] += paidIn(after);
  }
  return { matrix, paid };
};

const programsFor = (decisions: readonly string[], onlyBig = false): [ColumnProgram, ColumnProgram] =>
  POLICIES.map((policy) => compileColumns(policy, DATE, { decisions, onlyBig })) as [ColumnProgram, ColumnProgram];

const demandKind = (program: ColumnProgram, table: ColumnTable, wanted: 'scaled' | 'bigint'): void => {
  const { kind, reason } = program.backEnd(table);
  if (kind !== wanted) throw new Error(`evaluated as ${kind} instead of ${wanted}: ${reason}`);
};

const UNDECIDED = 'UNDETERMINED';

const pairProgram = (): PairProgram => {
  const [before, after] = POLICIES.map((policy) => ({ policy, date: DATE })) as [
    { policy: PolicyDocument; date: string },
    { policy: PolicyDocument; date: string },
  ];
  return compilePair(before, after, { outcomes: [...OUTCOMES, UNDECIDED], changes: false });
};

/** By the places of `OUTCOMES`, after which the pairs have one for cases without an outcome. */
const tallied = (program: PairProgram, tables: readonly ColumnTable[]): Answer => {
  const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
  let [before, after] = [0n, 0n];
  for (const table of tables) {
    const tally = program.tally(table) as PairTally;
    if (tally.denominator !== 100n) throw new RangeError(`benefits in parts of ${tally.denominator}`);
    for (let cell = 0; cell < matrix.length; cell++) {
      const [from, to] = [Math.floor(cell / OUTCOMES.length), cell % OUTCOMES.length];
      matrix[cell] = (matrix[cell] as number) + (tally.counts[from * (OUTCOMES.length + 1) + to] as number);
    }
    before += tally.before;
    after += tally.after;
  }
  return { matrix, paid: [Number(before), Number(after)] };
};

/** Both policies and the counting in one piece of code, as a sweep evaluates them. */
export const probityFused: Engine = {
  rows: 1_000_000,
  runs: 15,
  prepare: async (citizens) => {
    const program = pairProgram();
    const tables = tablesOf(citizens);
    return () => tallied(program, tables);
  },
};

/** Columns: of outcome and benefit, of every decision, or of both by BigInts. */
export const probity = (variant: 'columns' | 'kept' | 'bigint'): Engine => ({
  rows: 1_000_000,
  runs: 15,
  prepare: async (citizens) => {
    const programs = programsFor(variant === 'kept' ? DECISIONS : ASKED, variant === 'bigint');
    const tables = tablesOf(citizens);
    for (const program of programs) demandKind(program, tables[0] as ColumnTable, variant === 'bigint' ? 'bigint' : 'scaled');
    const kept: [Kept, Kept] = [[], []];
    return () => answerFor(programs, tables, kept);
  },
});

/** The interpreter that explains single cases. */
export const probityRowByRow: Engine = {
  rows: 50_000,
  runs: 3,
  prepare: async ({ rows, income, size, region }) => {
    const policies = POLICIES.map((policy) => compilePolicy(policy, DATE));
    return () => {
      const tally = tallyRows();
      for (let row = 0; row < rows; row++) {
        const inputs = {
          income: Exact.of(BigInt(income[row] as number), 100n),
          size: Exact.integer(size[row] as number),
          region: REGIONS[region[row] as number] as string,
        };
        const [before, after] = policies.map((policy) => {
          const evaluation = policy.evaluate(inputs, { only: ASKED });
          const benefit = evaluation.value('benefit') as Exact;
          return [OUTCOMES.indexOf(evaluation.value('outcome') as (typeof OUTCOMES)[number]), Number(benefit.toScaled(2))] as const;
        }) as [readonly [number, number], readonly [number, number]];
        tally.add([before[0], after[0], before[1], after[1]]);
      }
      return tally.answer();
    };
  },
};

/** Columns shared with the workers, and each worker's own rows. */
type WorkerTask = { readonly citizens: Citizens };

const shared = <T extends Int32Array | Uint8Array>(values: T): T => {
  const copy =
    values instanceof Int32Array
      ? new Int32Array(new SharedArrayBuffer(values.byteLength))
      : new Uint8Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy as T;
};

/** Cuts at a chunk's end, as evenly as chunks allow. */
const sharesOf = ({ rows, income, size, region }: Citizens, workers: number): readonly Citizens[] => {
  const perWorker = Math.ceil(rows / CHUNK_UNITS / workers) * CHUNK_UNITS;
  return Array.from({ length: workers }, (_, worker) => {
    const [from, to] = [worker * perWorker, Math.min(rows, (worker + 1) * perWorker)];
    return { rows: to - from, income: income.subarray(from, to), size: size.subarray(from, to), region: region.subarray(from, to) };
  });
};

/** Over more citizens, so that waking the workers up weighs little. */
export const probityWorkers = (count: number): Engine => ({
  rows: 8_000_000,
  runs: 15,
  prepare: async (citizens) => {
    const ours = { rows: citizens.rows, income: shared(citizens.income), size: shared(citizens.size), region: shared(citizens.region) };
    const workers = sharesOf(ours, count).map(
      (share) => new Worker(process.argv[1] as string, { workerData: { citizens: share } satisfies WorkerTask }),
    );
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    return async () => {
      const answers = await Promise.all(
        workers.map(async (worker) => {
          worker.postMessage('evaluate');
          return (await once(worker, 'message'))[0] as Answer;
        }),
      );
      return {
        matrix: answers.map(({ matrix }) => matrix).reduce((sum, matrix) => sum.map((value, cell) => value + (matrix[cell] as number))),
        paid: answers.map(({ paid }) => paid).reduce(([before, after], [more, further]) => [before + more, after + further]),
      };
    };
  },
});

/** In a worker: says that it is ready, then answers each message with its share. */
export const serveWorker = (): void => {
  const { citizens } = workerData as WorkerTask;
  const program = pairProgram();
  const tables = tablesOf(citizens);
  parentPort?.on('message', () => parentPort?.postMessage(tallied(program, tables)));
  parentPort?.postMessage('ready');
};
