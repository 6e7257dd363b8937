/** Evaluates a policy at a date over whole chunks of columns: by generated code, and row by row what that cannot do. */
import type { Column, ColumnTable } from '../model/column.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Program } from './case-program.ts';
import { type Kernel, makeKernel, UncompiledDecision } from './column-kernel.ts';
import { declaredSignature, type Signature, signatureOf } from './column-signature.ts';
import { createProgram } from './create-program.ts';
import { neededColumns } from './needed-columns.ts';
import { decideRows } from './row-by-row.ts';

export type BackEnd = { readonly kind: 'scaled' | 'bigint' | 'interpreter'; readonly reason?: string };

export type ColumnProgram = {
  /** By decision; a member-level decision has one row per member. */
  evaluate(table: ColumnTable): ReadonlyMap<string, Column>;
  /** What a chunk is evaluated by. `interpreter`: some of its decisions are, and `reason` says which and why. */
  backEnd(table: ColumnTable): BackEnd;
  /** The code that a chunk is evaluated by. */
  source(table: ColumnTable): string;
  /** The decisions that are evaluated row by row in a chunk. */
  rowByRow(table: ColumnTable): readonly RowByRow[];
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

class Columns implements ColumnProgram {
  readonly #program: Program;
  readonly #decisions: readonly string[];
  readonly #onlyBig: boolean;
  readonly #kernels = new Map<string, Kernel>();
  /** Decisions that are decided row by row, and why. */
  readonly #rowByRow = new Map<string, string>();

  constructor(program: Program, { decisions, onlyBig = false }: ColumnOptions) {
    this.#program = program;
    this.#decisions = decisions;
    this.#onlyBig = onlyBig;
  }

  #kernel(signature: Signature): Kernel {
    const known = this.#kernels.get(signature.key);
    if (known !== undefined) return known;
    const decided = new Set(this.#rowByRow.keys());
    const kernel = makeKernel({
      program: this.#program,
      signature,
      decisions: this.#decisions.filter((name) => !decided.has(name)),
      decided,
      onlyBig: this.#onlyBig,
    });
    const oldest = this.#kernels.keys().next();
    if (this.#kernels.size >= KERNELS_MAX && oldest.done !== true) this.#kernels.delete(oldest.value);
    this.#kernels.set(signature.key, kernel);
    return kernel;
  }

  /** A decision for which no code can be made is decided row by row from then on, and read as a column by the code of the others. */
  #prepared(table: ColumnTable): { readonly kernel: Kernel; readonly decided: ReadonlyMap<string, Column> } {
    for (;;) {
      const rowByRow = [...this.#rowByRow.keys()];
      const decided = rowByRow.length === 0 ? new Map<string, Column>() : decideRows(this.#program, table, rowByRow);
      const needed = neededColumns(this.#program, this.#decisions, new Set(rowByRow));
      try {
        return { kernel: this.#kernel(signatureOf(this.#program.policy, table, needed, decided)), decided };
      } catch (error) {
        if (!(error instanceof UncompiledDecision)) throw error;
        this.#rowByRow.set(error.decision, error.reason);
      }
    }
  }

  evaluate(table: ColumnTable): ReadonlyMap<string, Column> {
    const { kernel, decided } = this.#prepared(table);
    const columns = kernel.run({ table, decided });
    return new Map(this.#decisions.map((name) => [name, (columns.get(name) ?? decided.get(name)) as Column]));
  }

  backEnd(table: ColumnTable): BackEnd {
    const { kernel } = this.#prepared(table);
    const [first] = this.rowByRow(table);
    if (first !== undefined) return { kind: 'interpreter', reason: rowByRowNote(first) };
    return { kind: kernel.isBig ? 'bigint' : 'scaled' };
  }

  source(table: ColumnTable): string {
    return this.#prepared(table).kernel.source;
  }

  rowByRow(table: ColumnTable): readonly RowByRow[] {
    this.#prepared(table);
    return [...this.#rowByRow].map(([decision, reason]) => ({ decision, reason }));
  }
}

/**
 * The decisions of a policy that have no column code at a date, for data as its types declare it. `policy` was checked. A chunk of data beyond that,
 * such as one with hundreds of members in a unit, may leave others to the interpreter as well.
 */
export const decisionsRowByRow = (policy: PolicyDocument, date: string): readonly RowByRow[] => {
  const program = createProgram(policy, date);
  const decisions = [...program.nodes.keys()];
  const found = new Map<string, string>();
  for (;;) {
    const decided = new Set(found.keys());
    const signature = declaredSignature(policy, neededColumns(program, decisions, decided), decided);
    try {
      makeKernel({ program, signature, decisions: decisions.filter((name) => !decided.has(name)), decided, onlyBig: false });
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
