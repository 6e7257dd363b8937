/** Evaluates a policy at a date over whole chunks of columns: by generated code, and row by row what that cannot do. */
import type { Column, ColumnTable } from '../model/column.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Program } from './case-program.ts';
import { type Kernel, makeKernel } from './column-kernel.ts';
import { declaredSignature, type Signature, signatureOf } from './column-signature.ts';
import { createProgram } from './create-program.ts';
import { type KernelGroup, kernelGroups } from './kernel-groups.ts';
import { UncompiledDecision } from './kernel-maker.ts';
import { neededColumns } from './needed-columns.ts';
import { decideRows } from './row-by-row.ts';

export type BackEnd = { readonly kind: 'scaled' | 'bigint' | 'interpreter'; readonly reason?: string };

export type ColumnProgram = {
  /**
   * By decision; a member-level decision has one row per member. `into` are columns of an earlier chunk that nobody needs any more: their arrays
   * are written anew where they fit, since memory that was never touched costs more than the code.
   */
  evaluate(table: ColumnTable, into?: ReadonlyMap<string, Column>): ReadonlyMap<string, Column>;
  /** What a chunk is evaluated by. `interpreter`: some of its decisions are, and `reason` says which and why. */
  backEnd(table: ColumnTable): BackEnd;
  /** The code that a chunk is evaluated by. */
  source(table: ColumnTable): string;
  /** The decisions that are evaluated row by row, as far as the chunks that were evaluated have shown. */
  rowByRow(): readonly RowByRow[];
};

/** A decision without column code; `reason` ends the sentence "… is evaluated row by row because …". */
export type RowByRow = { readonly decision: string; readonly reason: string };

export type ColumnOptions = {
  /** The decisions whose columns are given. */
  readonly decisions: readonly string[];
  /** Whether all numbers are BigInts, also those that need not be: to check one back end by the other. */
  readonly onlyBig?: boolean;
};

/** Kernels that are kept; the oldest goes first. */
const KERNELS_MAX = 64;

/** The kernels of a chunk in their order, and the columns of all decisions that they and the interpreter made. */
type Prepared = { readonly kernels: readonly Kernel[]; readonly columns: ReadonlyMap<string, Column> };

class Columns implements ColumnProgram {
  readonly #program: Program;
  readonly #decisions: readonly string[];
  readonly #onlyBig: boolean;
  readonly #kernels = new Map<string, Kernel>();
  /** Decisions that are decided row by row, and why. */
  readonly #rowByRow = new Map<string, string>();
  #groups: readonly KernelGroup[];

  constructor(program: Program, { decisions, onlyBig = false }: ColumnOptions) {
    this.#program = program;
    this.#decisions = decisions;
    this.#onlyBig = onlyBig;
    this.#groups = kernelGroups(program, decisions, new Set());
  }

  #kernel(group: number, outputs: readonly string[], signature: Signature): Kernel {
    const key = `${group} ${signature.key}`;
    const known = this.#kernels.get(key);
    if (known !== undefined) return known;
    const kernel = makeKernel({ program: this.#program, signature, decisions: outputs, onlyBig: this.#onlyBig });
    const oldest = this.#kernels.keys().next();
    if (this.#kernels.size >= KERNELS_MAX && oldest.done !== true) this.#kernels.delete(oldest.value);
    this.#kernels.set(key, kernel);
    return kernel;
  }

  #runKernels(table: ColumnTable, columns: Map<string, Column>, into?: ReadonlyMap<string, Column>): Kernel[] {
    return this.#groups.map(({ outputs }, group) => {
      const needed = neededColumns(this.#program, outputs, new Set(columns.keys()));
      const kernel = this.#kernel(group, outputs, signatureOf(this.#program.policy, table, needed, columns));
      for (const [name, column] of kernel.run({ table, decided: columns }, into)) columns.set(name, column);
      return kernel;
    });
  }

  /** A decision for which no code can be made is decided row by row from then on, and read as a column by the code of the others. */
  #decide(table: ColumnTable, into?: ReadonlyMap<string, Column>): Prepared {
    for (;;) {
      const rowByRow = [...this.#rowByRow.keys()];
      const columns = rowByRow.length === 0 ? new Map<string, Column>() : decideRows(this.#program, table, rowByRow);
      try {
        return { kernels: this.#runKernels(table, columns, into), columns };
      } catch (error) {
        if (!(error instanceof UncompiledDecision)) throw error;
        this.#rowByRow.set(error.decision, error.reason);
        this.#kernels.clear();
        this.#groups = kernelGroups(this.#program, this.#decisions, new Set(this.#rowByRow.keys()));
      }
    }
  }

  evaluate(table: ColumnTable, into?: ReadonlyMap<string, Column>): ReadonlyMap<string, Column> {
    const { columns } = this.#decide(table, into);
    return new Map(this.#decisions.map((name) => [name, columns.get(name) as Column]));
  }

  backEnd(table: ColumnTable): BackEnd {
    const { kernels } = this.#decide(table);
    const [first] = this.#rowByRow;
    if (first !== undefined) return { kind: 'interpreter', reason: rowByRowNote({ decision: first[0], reason: first[1] }) };
    return { kind: kernels.some(({ isBig }) => isBig) ? 'bigint' : 'scaled' };
  }

  source(table: ColumnTable): string {
    return this.#decide(table)
      .kernels.map(({ source }) => source)
      .join('\n');
  }

  rowByRow(): readonly RowByRow[] {
    return [...this.#rowByRow].map(([decision, reason]) => ({ decision, reason }));
  }
}

/**
 * The decisions of a policy that have no column code at a date, for data as its types declare it; lists only where those that read them have none
 * either, since a list itself is never asked for over a population. `policy` was checked. A chunk of data beyond that,
 * such as one with hundreds of members in a unit, may leave others to the interpreter as well.
 */
export const decisionsRowByRow = (policy: PolicyDocument, date: string): readonly RowByRow[] => {
  const program = createProgram(policy, date);
  const decisions = [...program.nodes.keys()].filter((name) => policy.decisions[name]?.type !== 'list');
  const found = new Map<string, string>();
  for (;;) {
    const decided = new Set(found.keys());
    const given = new Set(decided);
    try {
      for (const { outputs } of kernelGroups(program, decisions, decided)) {
        const signature = declaredSignature(policy, neededColumns(program, outputs, given));
        makeKernel({ program, signature, decisions: outputs, onlyBig: false });
        for (const name of outputs) given.add(name);
      }
      return [...found].map(([decision, reason]) => ({ decision, reason }));
    } catch (error) {
      if (!(error instanceof UncompiledDecision)) throw error;
      found.set(error.decision, error.reason);
    }
  }
};

/** For people: which decision is slow, and why. */
export const rowByRowNote = ({ decision, reason }: RowByRow): string => `"${decision}" is evaluated row by row because ${reason}`;

/** Exact: gives what `compilePolicy(…).evaluate` gives for every row, a null where that gives a Null. `policy` was checked. */
export const compileColumns = (policy: PolicyDocument, date: string, options: ColumnOptions): ColumnProgram =>
  new Columns(createProgram(policy, date), options);
