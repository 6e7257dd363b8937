/** Evaluates a policy at a date over whole chunks of columns. */
import type { Column, ColumnTable } from '../model/column.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { createProgram } from './create-program.ts';
import { decideRows } from './row-by-row.ts';

export type BackEnd = { readonly kind: 'scaled' | 'bigint' | 'interpreter'; readonly reason?: string };

export type ColumnProgram = {
  /** By decision; a member-level decision has one row per member. */
  evaluate(table: ColumnTable): ReadonlyMap<string, Column>;
  /** What a chunk is evaluated by. */
  backEnd(table: ColumnTable): BackEnd;
};

/** Exact: gives what `compilePolicy(…).evaluate` gives for every row, a null where that gives a Null. `policy` was checked. */
export const compileColumns = (
  policy: PolicyDocument,
  date: string,
  { decisions }: { readonly decisions: readonly string[] },
): ColumnProgram => {
  const program = createProgram(policy, date);
  return {
    evaluate: (table) => decideRows(program, table, decisions),
    backEnd: () => ({ kind: 'interpreter', reason: 'column code is not generated yet' }),
  };
};
