/** What a decision table decides: finds the rules that apply and makes one value of theirs by the hit policy (DMN 1.5, 8.2.8 and 8.2.11). */
import { compareOrder, equal } from '../feel/compare.ts';
import { type Environment, traceValue } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { HitPolicy, TableAggregator } from '../model/policy-document.ts';
import { Null, type Value } from '../model/value.ts';

type Evaluated = { evaluate(environment: Environment): Value };

type CellTests = { test(value: Value, environment: Environment): boolean | Null };

export type RuleLogic = {
  /** One per column; undefined for "-". A test that is a Null leaves the rule open. */
  readonly when: readonly (CellTests | undefined)[];
  readonly conclusion: Evaluated;
};

/** What runs of a table, whoever compiled it. */
export type TableLogic = {
  readonly name: string;
  readonly hitPolicy: HitPolicy;
  /** Only with COLLECT. */
  readonly aggregator?: TableAggregator | undefined;
  readonly columns: readonly Evaluated[];
  readonly rules: readonly RuleLogic[];
  /** Negative where the first value takes precedence over the second. There with PRIORITY and OUTPUT ORDER. */
  readonly precedence?: ((first: Value, second: Value) => number) | undefined;
  /** Gives the value where no rule applies. Without it that is a null, or what the hit policy makes of nothing. */
  readonly otherwise?: Evaluated | undefined;
  /** What a hit policy of several rules makes of none. */
  readonly ofNothing?: Value | undefined;
};

/** The rules that the value comes from, in their order; none where it is the default; or why there is no value. */
export type TableHit =
  | {
      readonly rules: readonly number[];
      /** What each of them gives, in their order. */
      readonly values: readonly Value[];
      /** With PRIORITY: rules that apply too, and come after the one that decides. */
      readonly outranked?: readonly number[];
    }
  | { readonly missing: Null };

/** The rules that apply, before what they give is computed. */
type Found = { readonly rules: readonly number[] } | { readonly missing: Null };

/** Values of the columns, each computed when the first test asks for it. */
const columnValue = (table: TableLogic, column: number, values: (Value | undefined)[], environment: Environment): Value => {
  const known = values[column];
  if (known !== undefined) return known;
  const value = (table.columns[column] as Evaluated).evaluate(environment);
  values[column] = value;
  return value;
};

/** In a trace the cell is an entry of its own, so that it is known what is compared: "column 2". */
const tested = (tests: CellTests, column: number, value: Value, environment: Environment): boolean | Null => {
  const { trace } = environment;
  if (trace === undefined) return tests.test(value, environment);
  return trace.nest(
    () => tests.test(value, environment),
    (verdict) => ({ kind: 'item', name: 'column', index: column + 1, ...traceValue(verdict) }),
  );
};

/** Whether the rule applies: false as soon as one test fails, null where a missing value leaves it open. */
const applies = (table: TableLogic, rule: RuleLogic, values: (Value | undefined)[], environment: Environment): boolean | Null => {
  let open: Null | undefined;
  for (let column = 0; column < rule.when.length; column++) {
    const tests = rule.when[column];
    if (tests === undefined) continue;
    const passes = tested(tests, column, columnValue(table, column, values, environment), environment);
    if (passes === false) return false;
    if (passes !== true) open ??= passes;
  }
  return open ?? true;
};

/** In a trace each tried rule is one entry, "rule 3", and the columns come before all rules. */
const tried = (table: TableLogic, index: number, values: (Value | undefined)[], environment: Environment): boolean | Null => {
  const rule = table.rules[index] as RuleLogic;
  const { trace } = environment;
  if (trace === undefined) return applies(table, rule, values, environment);
  return trace.nest(
    () => applies(table, rule, values, environment),
    (verdict) => ({ kind: 'item', name: 'rule', index: index + 1, ...traceValue(verdict) }),
  );
};

const manyMatches = ({ name }: TableLogic, message: string): Null => new Null({ kind: 'many-matches', at: name, message });

/**
 * Finds the rules that apply. A rule that a missing value leaves open is never passed over: whatever comes after it could be
 * wrong, so the table has no value then.
 */
const findRules = (table: TableLogic, environment: Environment): Found => {
  const columns: (Value | undefined)[] = new Array(table.columns.length);
  if (environment.trace !== undefined) table.columns.forEach((_, column) => void columnValue(table, column, columns, environment));
  const { hitPolicy } = table;
  const rules: number[] = [];
  let open: Null | undefined;
  for (let index = 0; index < table.rules.length; index++) {
    const verdict = tried(table, index, columns, environment);
    if (verdict === false) continue;
    if (verdict !== true) {
      if (hitPolicy === 'FIRST') return { missing: verdict };
      open ??= verdict;
      continue;
    }
    if (hitPolicy === 'FIRST') return { rules: [index] };
    if (hitPolicy === 'UNIQUE' && rules.length === 1) {
      const message = `the rules ${(rules[0] as number) + 1} and ${index + 1} of "${table.name}" both apply, and only one may`;
      return { missing: manyMatches(table, message) };
    }
    rules.push(index);
  }
  return open === undefined ? { rules } : { missing: open };
};

const concluded = ({ rules }: TableLogic, index: number, environment: Environment): Value =>
  (rules[index] as RuleLogic).conclusion.evaluate(environment);

type Conclusion = { readonly rule: number; readonly value: Value };

/** All the same, where the rules are allowed to agree. */
const agreed = (table: TableLogic, conclusions: readonly Conclusion[]): Value => {
  const [first, ...others] = conclusions as readonly [Conclusion, ...Conclusion[]];
  for (const { rule, value } of others) {
    const same = value instanceof Null && first.value instanceof Null ? true : equal(first.value, value);
    if (same === true) continue;
    return manyMatches(table, `the rules ${first.rule + 1} and ${rule + 1} of "${table.name}" both apply and give different values`);
  }
  return first.value;
};

const wrongItem = ({ name, aggregator }: TableLogic): Null =>
  new Null({ kind: 'error', at: name, message: `"${name}" gives values that ${aggregator} does not take` });

const sum = (table: TableLogic, values: readonly Value[]): Value => {
  let total = Exact.ZERO;
  for (const value of values) {
    if (value instanceof Null) return value;
    if (!(value instanceof Exact)) return wrongItem(table);
    total = total.add(value);
  }
  return total;
};

const extreme = (table: TableLogic, values: readonly Value[], sign: 1 | -1): Value => {
  let best = values[0] as Value;
  for (const value of values) {
    if (value instanceof Null) return value;
    const order = compareOrder(value, best);
    if (order === undefined) return wrongItem(table);
    if (order * sign > 0) best = value;
  }
  return best;
};

const aggregated = (table: TableLogic, values: readonly Value[]): Value => {
  switch (table.aggregator) {
    case 'SUM':
      return sum(table, values);
    case 'MIN':
      return extreme(table, values, -1);
    case 'MAX':
      return extreme(table, values, 1);
    case 'COUNT':
      return Exact.integer(values.length);
    case undefined:
      return values;
  }
};

const byPrecedence = ({ precedence }: TableLogic, conclusions: readonly Conclusion[]): Conclusion[] =>
  precedence === undefined ? [...conclusions] : [...conclusions].sort((first, second) => precedence(first.value, second.value));

const combined = (
  table: TableLogic,
  rules: readonly number[],
  environment: Environment,
): { readonly value: Value; readonly hit: TableHit } => {
  const { hitPolicy } = table;
  const conclusions = rules.map((rule) => ({ rule, value: concluded(table, rule, environment) }));
  const hit = { rules, values: conclusions.map(({ value }) => value) };
  switch (hitPolicy) {
    case 'UNIQUE':
    case 'FIRST':
      return { value: (conclusions[0] as Conclusion).value, hit };
    case 'ANY':
      return { value: agreed(table, conclusions), hit };
    case 'PRIORITY': {
      const [first, ...others] = byPrecedence(table, conclusions) as [Conclusion, ...Conclusion[]];
      const outranked = others.map(({ rule }) => rule);
      return { value: first.value, hit: { rules: [first.rule], values: [first.value], ...(outranked.length > 0 && { outranked }) } };
    }
    case 'OUTPUT ORDER':
      return { value: byPrecedence(table, conclusions).map(({ value }) => value), hit };
    case 'RULE ORDER':
      return { value: conclusions.map(({ value }) => value), hit };
    case 'COLLECT':
      return {
        value: aggregated(
          table,
          conclusions.map(({ value }) => value),
        ),
        hit,
      };
  }
};

/** The value of the table; `tell` is given the rules that it comes from. */
export const decideTable = (table: TableLogic, environment: Environment, tell?: (hit: TableHit) => void): Value => {
  const found = findRules(table, environment);
  if ('missing' in found) {
    tell?.(found);
    return found.missing;
  }
  if (found.rules.length > 0) {
    const { value, hit } = combined(table, found.rules, environment);
    tell?.(hit);
    return value;
  }
  const { otherwise, ofNothing, name } = table;
  if (otherwise === undefined && ofNothing === undefined) {
    const missing = new Null({ kind: 'no-match', at: name, message: `no rule of "${name}" applies` });
    tell?.({ missing });
    return missing;
  }
  tell?.({ rules: [], values: [] });
  return otherwise === undefined ? (ofNothing as Value) : otherwise.evaluate(environment);
};
