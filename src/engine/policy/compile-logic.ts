/** The logic of a decision, an expression or a table, compiled to one thing that runs. */
import { compileExpression, type Environment, type Expression } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { DecisionTable } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import { type CompiledTable, compileTable, type TableContext } from '../table/compile-table.ts';
import { decideTable, type TableHit } from '../table/decide-table.ts';

export type Logic = {
  /** The expression's source, or nothing for a table. */
  readonly feel?: string;
  readonly expression?: Expression;
  readonly table?: CompiledTable;
  /** Names of the scope that are read, and fields of lists as "members.age". */
  readonly reads: readonly string[];
  readonly fields: readonly string[];
  /** `tell` is given what a table found. */
  evaluate(environment: Environment, tell?: (hit: TableHit) => void): Value;
};

const ofTable = (table: CompiledTable): Logic => {
  const parts = [...table.columns, ...table.rules.flatMap(({ when, conclusion }) => [...when, conclusion]), table.otherwise].filter(
    (part) => part !== undefined,
  );
  return {
    table,
    reads: [...new Set(parts.flatMap(({ reads }) => reads))],
    fields: [...new Set(parts.flatMap(({ fields }) => fields))],
    evaluate: (environment, tell) => decideTable(table, environment, tell),
  };
};

const ofExpression = (expression: Expression): Logic => ({
  feel: expression.source,
  expression,
  reads: expression.reads,
  fields: expression.fields,
  evaluate: (environment) => expression.evaluate(environment),
});

/** `json` holds `feel` or `table` in the shape that the schema demands; pointers of problems begin with `context.pointer`. */
export const compileLogic = (
  json: { readonly feel?: Json; readonly table?: Json },
  context: TableContext,
): { readonly logic?: Logic; readonly problems: readonly Problem[] } => {
  if (json.table !== undefined) {
    const { table, problems } = compileTable(json.table as DecisionTable, { ...context, pointer: pointerTo(context.pointer, 'table') });
    return table === undefined ? { problems } : { logic: ofTable(table), problems };
  }
  const { expression, problems } = compileExpression(String(json.feel), context.scope, context.expected);
  const pointer = pointerTo(context.pointer, 'feel');
  return expression === undefined
    ? { problems: problems.map((problem) => ({ pointer, ...problem })) }
    : { logic: ofExpression(expression), problems: [] };
};
