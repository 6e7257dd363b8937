/** The decision table of a policy compiled: its columns, its rules and what its hit policy needs. `decideTable` runs it. */
import {
  compileExpression,
  compileUnaryTests,
  didYouMean,
  type Expression,
  type FeelType,
  quotedList,
  type Scope,
  UNKNOWN,
  type UnaryTests,
} from '../feel/index.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { DecisionTable } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { TableLogic } from './decide-table.ts';

export type CompiledRule = {
  /** One per column; undefined for "-". */
  readonly when: readonly (UnaryTests | undefined)[];
  readonly conclusion: Expression;
};

export type CompiledTable = Omit<TableLogic, 'columns' | 'rules'> & {
  readonly columns: readonly Expression[];
  readonly rules: readonly CompiledRule[];
};

const BARE_WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

export type TableContext = { readonly name: string; readonly scope: Scope; readonly expected: FeelType; readonly pointer: string };

/** In a table of an enum decision a bare value name means the value, even where something else bears that name. */
const compileThen = (source: string, { scope, expected }: TableContext): ReturnType<typeof compileExpression> => {
  const word = source.trim();
  if (expected.kind !== 'enum' || !BARE_WORD.test(word)) return compileExpression(source, scope, expected);
  if (expected.values.includes(word)) return compileExpression(JSON.stringify(word), scope, expected);
  if (scope.names.has(word)) return compileExpression(source, scope, expected);
  const problem: Problem = {
    message: `${JSON.stringify(word)} is no value of this decision`,
    expected: quotedList(expected.values),
    ...didYouMean(word, [...expected.values, ...scope.names.keys()]),
  };
  return { problems: [problem] };
};

/** `table` has the shape that the schema demands. Gives the compiled table only where it has no problem. */
export const compileTable = (
  table: DecisionTable,
  context: TableContext,
): { readonly table?: CompiledTable; readonly problems: readonly Problem[] } => {
  const { name, scope, pointer } = context;
  const problems: Problem[] = [];
  const note = (at: string, found: readonly Problem[]): void => {
    problems.push(...found.map((problem) => ({ pointer: at, ...problem })));
  };
  const columns = table.inputs.map((source, column) => {
    const compiled = compileExpression(source, scope);
    note(pointerTo(pointer, 'inputs', column), compiled.problems);
    return compiled.expression;
  });
  const rules = table.rules.map(({ when, then: conclusion }, index) => {
    const at = pointerTo(pointer, 'rules', index);
    if (when.length !== columns.length) {
      note(pointerTo(at, 'when'), [
        { message: `the rule has ${when.length} cells and the table ${columns.length} columns`, expected: `${columns.length} cells` },
      ]);
    }
    const tests = when.slice(0, columns.length).map((source, column) => {
      const compiled = compileUnaryTests(source, columns[column]?.type ?? UNKNOWN, scope);
      note(pointerTo(at, 'when', column), compiled.problems);
      return compiled.tests?.syntax.tests === undefined ? undefined : compiled.tests;
    });
    const compiled = compileThen(conclusion, context);
    note(pointerTo(at, 'then'), compiled.problems);
    return { when: tests, conclusion: compiled.expression };
  });
  if (problems.length > 0) return { problems };
  return { table: { name, hitPolicy: table.hitPolicy, columns, rules } as CompiledTable, problems };
};
