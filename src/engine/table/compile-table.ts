/** The decision table of a policy compiled: its columns, its rules and what its hit policy needs. `decideTable` runs it. */
import { equal } from '../feel/compare.ts';
import {
  compileExpression,
  compileUnaryTests,
  didYouMean,
  type Expression,
  type FeelType,
  listOf,
  quotedList,
  type Scope,
  typeText,
  UNKNOWN,
  type UnaryTests,
} from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { DecisionTable, HitPolicy, TableAggregator } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import type { TableLogic } from './decide-table.ts';
import { givesList } from './gives-list.ts';
import { literalValue } from './literal-value.ts';

export type CompiledRule = {
  /** One per column; undefined for "-". */
  readonly when: readonly (UnaryTests | undefined)[];
  readonly conclusion: Expression;
};

/** `columns`, `rules` and `otherwise` are all that reads names. */
export type CompiledTable = Omit<TableLogic, 'columns' | 'rules' | 'otherwise'> & {
  readonly columns: readonly Expression[];
  readonly rules: readonly CompiledRule[];
  /** Gives the value where no rule applies, whatever the hit policy. */
  readonly otherwise?: Expression | undefined;
};

export type TableContext = { readonly name: string; readonly scope: Scope; readonly expected: FeelType; readonly pointer: string };

type Note = (at: string, found: readonly Problem[]) => void;

const BARE_WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** In a table of an enum decision a bare value name means the value, even where something else bears that name. */
const compileValue = (source: string, expected: FeelType | undefined, scope: Scope): ReturnType<typeof compileExpression> => {
  const word = source.trim();
  if (expected?.kind !== 'enum' || !BARE_WORD.test(word)) return compileExpression(source, scope, expected);
  if (expected.values.includes(word)) return compileExpression(JSON.stringify(word), scope, expected);
  if (scope.names.has(word)) return compileExpression(source, scope, expected);
  const from = source.indexOf(word);
  const range = { from, to: from + word.length };
  const problem: Problem = {
    range,
    message: `${JSON.stringify(word)} is no value of this decision`,
    expected: quotedList(expected.values),
    ...didYouMean(word, [...expected.values, ...scope.names.keys()], { range }),
  };
  return { problems: [problem] };
};

const compileRule = (
  { when, then: conclusion }: DecisionTable['rules'][number],
  {
    columns,
    expected,
    scope,
  }: { readonly columns: readonly (Expression | undefined)[]; readonly expected: FeelType | undefined; readonly scope: Scope },
  at: string,
  note: Note,
): CompiledRule | undefined => {
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
  const compiled = compileValue(conclusion, expected, scope);
  note(pointerTo(at, 'then'), compiled.problems);
  return compiled.expression === undefined ? undefined : { when: tests, conclusion: compiled.expression };
};

/** What one rule gives, and "otherwise": the decision's value, or an item of it. */
const typeOfOne = (table: DecisionTable, expected: FeelType): FeelType =>
  expected.kind === 'list' && givesList(table) ? expected.of : expected;

/** Anything can be counted. */
const typeOfThen = (table: DecisionTable, expected: FeelType): FeelType | undefined =>
  table.aggregator === 'COUNT' ? undefined : typeOfOne(table, expected);

const asOnlyItem = (item: Expression): Expression => ({
  ...item,
  type: listOf(item.type),
  evaluate: (environment) => [item.evaluate(environment)],
});

const compileOtherwise = (table: DecisionTable, { scope, expected, pointer }: TableContext, note: Note): Expression | undefined => {
  if (table.otherwise === undefined) return undefined;
  const { expression, problems } = compileValue(table.otherwise, typeOfOne(table, expected), scope);
  note(pointerTo(pointer, 'otherwise'), problems);
  return expression !== undefined && givesList(table) ? asOnlyItem(expression) : expression;
};

/** The values in their order, or nothing where the order cannot be known. */
const listedValues = (table: DecisionTable, { scope, expected: whole, pointer }: TableContext, note: Note): readonly Value[] => {
  const { precedence } = table;
  const expected = typeOfOne(table, whole);
  if (precedence === undefined) return expected.kind === 'enum' ? expected.values : [];
  return precedence.flatMap((source, index) => {
    const at = pointerTo(pointer, 'precedence', index);
    const { expression, problems } = compileValue(source, expected, scope);
    note(at, problems);
    const value = expression === undefined ? undefined : literalValue(expression.syntax);
    if (expression !== undefined && value === undefined)
      note(at, [{ message: 'the order of precedence names values, and this is computed' }]);
    return value === undefined ? [] : [value];
  });
};

/** Values that are not listed come after those that are. */
const precedenceOf = (listed: readonly Value[]): TableLogic['precedence'] => {
  const rank = (value: Value): number => {
    const place = listed.findIndex((candidate) => equal(candidate, value) === true);
    return place === -1 ? listed.length : place;
  };
  return (first, second) => rank(first) - rank(second);
};

/** Hit policies that put the values of rules in an order. */
const ORDERING: ReadonlySet<HitPolicy> = new Set(['PRIORITY', 'OUTPUT ORDER']);

const policyProblems = (table: DecisionTable, { expected, pointer }: TableContext): Problem[] => {
  const { hitPolicy, aggregator } = table;
  const one = typeOfOne(table, expected);
  const problems: Problem[] = [];
  const tell = (key: string, problem: Problem): void => void problems.push({ pointer: pointerTo(pointer, key), ...problem });
  if (aggregator !== undefined && hitPolicy !== 'COLLECT') {
    tell('aggregator', { message: `the hit policy ${hitPolicy} aggregates nothing`, expected: 'no aggregator, or the hit policy COLLECT' });
  }
  if (givesList(table) && expected.kind !== 'list' && expected.kind !== 'unknown') {
    tell('hitPolicy', {
      message: `${hitPolicy} gives a list of values, and the decision is ${typeText(expected)}`,
      expected: 'a decision of the type "list", COLLECT with SUM, MIN, MAX or COUNT, or another hit policy',
    });
  }
  if ((aggregator === 'SUM' || aggregator === 'COUNT') && expected.kind !== 'number' && expected.kind !== 'unknown') {
    tell('aggregator', {
      message: `${aggregator} gives a number, and the decision is ${typeText(expected)}`,
      expected: 'a decision of the type "decimal" or "integer"',
    });
  }
  if (
    (aggregator === 'MIN' || aggregator === 'MAX') &&
    (expected.kind === 'boolean' || expected.kind === 'enum' || expected.kind === 'list')
  ) {
    tell('aggregator', {
      message: `values of this decision have no least and no greatest`,
      expected: 'a decision of numbers, dates or texts',
    });
  }
  const needsOrder = ORDERING.has(hitPolicy);
  if (table.precedence !== undefined && !needsOrder) {
    tell('precedence', {
      message: `the hit policy ${hitPolicy} reads no order of precedence`,
      expected: 'the hit policy PRIORITY or OUTPUT ORDER',
    });
  }
  if (needsOrder && table.precedence === undefined && one.kind !== 'enum' && one.kind !== 'unknown') {
    tell('hitPolicy', {
      message: `${hitPolicy} needs to know which value goes before which`,
      expected: '"precedence": the values in their order',
    });
  }
  return problems;
};

/** Literal values that rules give and that the order of precedence does not name. */
const unlistedProblems = (rules: readonly (CompiledRule | undefined)[], listed: readonly Value[], pointer: string): Problem[] =>
  rules.flatMap((rule, index) => {
    const value = rule === undefined ? undefined : literalValue(rule.conclusion.syntax);
    if (value === undefined || listed.some((candidate) => equal(candidate, value) === true)) return [];
    return [
      {
        pointer: pointerTo(pointer, 'rules', index, 'then'),
        message: 'the order of precedence does not name this value',
        expected: 'a value of "precedence"',
      },
    ];
  });

const SUM_OF_NONE: Readonly<Partial<Record<TableAggregator, Value>>> = { SUM: Exact.ZERO, COUNT: Exact.ZERO };

const valueOfNone = (table: DecisionTable): Value | undefined => {
  if (givesList(table)) return [];
  return table.aggregator === undefined ? undefined : SUM_OF_NONE[table.aggregator];
};

/** `table` has the shape that the schema demands. Gives the compiled table only where it has no problem. */
export const compileTable = (
  table: DecisionTable,
  context: TableContext,
): { readonly table?: CompiledTable; readonly problems: readonly Problem[] } => {
  const { name, scope, expected, pointer } = context;
  const { hitPolicy, aggregator } = table;
  const problems: Problem[] = policyProblems(table, context);
  const note: Note = (at, found) => {
    problems.push(...found.map((problem) => ({ pointer: at, ...problem })));
  };
  const columns = table.inputs.map((source, column) => {
    const compiled = compileExpression(source, scope);
    note(pointerTo(pointer, 'inputs', column), compiled.problems);
    return compiled.expression;
  });
  const inner = { columns, expected: typeOfThen(table, expected), scope };
  const rules = table.rules.map((rule, index) => compileRule(rule, inner, pointerTo(pointer, 'rules', index), note));
  const otherwise = compileOtherwise(table, context, note);
  const listed = ORDERING.has(hitPolicy) ? listedValues(table, context, note) : [];
  if (table.precedence !== undefined && ORDERING.has(hitPolicy)) problems.push(...unlistedProblems(rules, listed, pointer));
  if (problems.length > 0) return { problems };
  const precedence = ORDERING.has(hitPolicy) ? precedenceOf(listed) : undefined;
  const ofNothing = valueOfNone(table);
  return { table: { name, hitPolicy, aggregator, columns, rules, precedence, otherwise, ofNothing } as CompiledTable, problems };
};
