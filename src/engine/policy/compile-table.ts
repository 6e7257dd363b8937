/** A decision table compiled: hit policies UNIQUE and FIRST (DMN 1.5, 8.2.8), three-valued where a tested value is missing. */
import {
  compileExpression,
  compileUnaryTests,
  didYouMean,
  type Environment,
  type Expression,
  type FeelType,
  quotedList,
  type Scope,
  traceValue,
  UNKNOWN,
  type UnaryTests,
} from '../feel/index.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { DecisionTable } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import { Null, type Value } from '../model/value.ts';

export type CompiledRule = {
  /** One per column; undefined for "-". */
  readonly when: readonly (UnaryTests | undefined)[];
  readonly conclusion: Expression;
};

export type CompiledTable = {
  readonly name: string;
  readonly hitPolicy: DecisionTable['hitPolicy'];
  readonly columns: readonly Expression[];
  readonly rules: readonly CompiledRule[];
};

/** The index of the rule that gives the value, or why there is none. */
export type TableHit = { readonly rule: number } | { readonly missing: Null };

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

/** Values of the columns, each computed when the first test asks for it. */
const columnValue = (table: CompiledTable, column: number, values: (Value | undefined)[], environment: Environment): Value => {
  const known = values[column];
  if (known !== undefined) return known;
  const value = (table.columns[column] as Expression).evaluate(environment);
  values[column] = value;
  return value;
};

/** Whether the rule applies: false as soon as one test fails, null where a missing value leaves it open. */
const applies = (table: CompiledTable, rule: CompiledRule, values: (Value | undefined)[], environment: Environment): boolean | Null => {
  let open: Null | undefined;
  for (let column = 0; column < rule.when.length; column++) {
    const tests = rule.when[column];
    if (tests === undefined) continue;
    const passes = tests.test(columnValue(table, column, values, environment), environment);
    if (passes === false) return false;
    if (passes !== true) open ??= passes;
  }
  return open ?? true;
};

/** In a trace each tried rule is one entry, "rule 3", and the columns come before all rules. */
const tried = (table: CompiledTable, index: number, values: (Value | undefined)[], environment: Environment): boolean | Null => {
  const rule = table.rules[index] as CompiledRule;
  const { trace } = environment;
  if (trace === undefined) return applies(table, rule, values, environment);
  return trace.nest(
    () => applies(table, rule, values, environment),
    (verdict) => ({ kind: 'item', name: 'rule', index: index + 1, ...traceValue(verdict) }),
  );
};

/**
 * Finds the rule that applies. A rule that a missing value leaves open is never passed over: whatever comes after it could
 * be wrong, so the table has no value then.
 */
export const findRule = (table: CompiledTable, environment: Environment): TableHit => {
  const columns: (Value | undefined)[] = new Array(table.columns.length);
  if (environment.trace !== undefined) table.columns.forEach((_, column) => void columnValue(table, column, columns, environment));
  let rule: number | undefined;
  let open: Null | undefined;
  for (let index = 0; index < table.rules.length; index++) {
    const verdict = tried(table, index, columns, environment);
    if (verdict === false) continue;
    if (verdict !== true) {
      if (table.hitPolicy === 'FIRST') return { missing: verdict };
      open ??= verdict;
    } else if (table.hitPolicy === 'FIRST') {
      return { rule: index };
    } else if (rule !== undefined) {
      const message = `the rules ${rule + 1} and ${index + 1} of "${table.name}" both apply, and only one may`;
      return { missing: new Null({ kind: 'many-matches', at: table.name, message }) };
    } else {
      rule = index;
    }
  }
  if (open !== undefined) return { missing: open };
  if (rule !== undefined) return { rule };
  return { missing: new Null({ kind: 'no-match', at: table.name, message: `no rule of "${table.name}" applies` }) };
};
