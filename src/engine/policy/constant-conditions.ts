/** Comparisons and cells of tables that come out the same for every case, by the declared ranges: a branch or rule that is never reached. */
import { type Interval, intervalText, NumberIntervals, verdictOf } from '../feel/number-interval.ts';
import type { CompareOperator } from '../feel/syntax.ts';
import type { Test, Typed } from '../feel/typed.ts';
import { childrenOf } from '../feel/typed-children.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import { Exact } from '../model/exact.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { ListInput } from '../model/value-type.ts';
import { type PlacedLogic, type PlacedTree, treesOf } from './logics-of-policy.ts';

type Declared = { readonly type: string; readonly min?: number | string | undefined; readonly max?: number | string | undefined };

const endOf = (end: number | string | undefined): Exact | undefined => (end === undefined ? undefined : Exact.parse(String(end)));

const declaredInterval = ({ type, min, max }: Declared): Interval =>
  type === 'decimal' || type === 'integer' ? { low: endOf(min), high: endOf(max) } : {};

const conclusionsOf = ({ logic: { expression, table } }: PlacedLogic): readonly Typed[] | undefined => {
  if (expression !== undefined) return [expression.syntax];
  if (table === undefined || table.aggregator !== undefined) return undefined;
  return [...table.rules.map(({ conclusion }) => conclusion.syntax), ...(table.otherwise === undefined ? [] : [table.otherwise.syntax])];
};

/** Inputs lie in their declared ranges and decisions where their logic leads; parameters are meant to be changed, so that nothing is known of them. */
class PolicyIntervals {
  readonly #policy: PolicyDocument;
  readonly #decisions = new Map<string, Interval>();

  constructor(policy: PolicyDocument) {
    this.#policy = policy;
  }

  #field(input: ListInput, name: string): Interval | undefined {
    const field = input.of[name];
    return field === undefined ? undefined : declaredInterval(field as Declared);
  }

  #list(list: string, input: ListInput): Interval {
    const members = Object.entries(this.#policy.decisions).filter(([, { of }]) => of === list);
    const names = [...Object.keys(input.of), ...members.map(([name]) => name)];
    return { fields: new Map(names.map((name) => [name, this.#field(input, name) ?? this.#decisions.get(name) ?? {}])) };
  }

  numbers(list: string | undefined): NumberIntervals {
    return new NumberIntervals((name) => {
      const owner = list === undefined ? undefined : this.#policy.inputs[list];
      const field = owner?.type === 'list' ? this.#field(owner, name) : undefined;
      if (field !== undefined) return field;
      const input = Object.hasOwn(this.#policy.inputs, name) ? this.#policy.inputs[name] : undefined;
      if (input === undefined) return this.#decisions.get(name) ?? {};
      return input.type === 'list' ? this.#list(name, input) : declaredInterval(input as Declared);
    });
  }

  add(decision: string, logics: readonly PlacedLogic[]): void {
    const intervals = logics.flatMap((placed): Interval[] => {
      const numbers = this.numbers(placed.list);
      return conclusionsOf(placed)?.map((typed) => numbers.of(typed)) ?? [{}];
    });
    const [first, ...others] = intervals;
    if (first === undefined) return;
    this.#decisions.set(decision, others.reduce(union, first));
  }
}

const union = (left: Interval, right: Interval): Interval => ({
  low: left.low === undefined || right.low === undefined ? undefined : left.low.compare(right.low) < 0 ? left.low : right.low,
  high: left.high === undefined || right.high === undefined ? undefined : left.high.compare(right.high) > 0 ? left.high : right.high,
});

const sideText = (source: string, { range }: Typed, interval: Interval): string[] => {
  const text = intervalText(interval);
  return text === undefined || text.startsWith('always') ? [] : [`${source.slice(range.from, range.to)} is ${text}`];
};

/** What stands in the text of a function is of that function, and differs by the call. */
const comparisonNotes = (numbers: NumberIntervals, { pointer, source, typed }: PlacedTree): Problem[] => {
  if (typed.node === 'inline') return typed.bindings.flatMap(({ value }) => comparisonNotes(numbers, { pointer, source, typed: value }));
  numbers.of(typed);
  const inner = childrenOf(typed).flatMap((part) => comparisonNotes(numbers, { pointer, source, typed: part }));
  if (typed.node !== 'compare') return inner;
  const verdict = numbers.verdict(typed.operator, typed.left, typed.right);
  if (verdict === undefined) return inner;
  const { from, to } = typed.range;
  const why = [...sideText(source, typed.left, numbers.of(typed.left)), ...sideText(source, typed.right, numbers.of(typed.right))];
  const because = why.length === 0 ? '' : `: ${why.join(', and ')}`;
  return [
    ...inner,
    { pointer, range: typed.range, message: `${source.slice(from, to)} is ${verdict ? 'always' : 'never'} true${because}` },
  ];
};

/** Whether no number of the interval passes. */
const neverPasses = (numbers: NumberIntervals, test: Test, interval: Interval): boolean => {
  const fails = (operator: CompareOperator, right: Typed): boolean => verdictOf(operator, interval, numbers.of(right)) === false;
  if (test.test === 'compare') return fails(test.operator, test.right);
  return test.test === 'interval' && (fails(test.lowClosed ? '>=' : '>', test.low) || fails(test.highClosed ? '<=' : '<', test.high));
};

const cellNotes = (numbers: NumberIntervals, { pointer, logic: { table } }: PlacedLogic): Problem[] =>
  (table?.rules ?? []).flatMap(({ when }, rule) =>
    when.flatMap((cell, column): Problem[] => {
      const expression = table?.columns[column];
      const tests = cell?.syntax.negated === true ? undefined : cell?.syntax.tests;
      if (expression === undefined || tests === undefined || cell === undefined) return [];
      const interval = numbers.of(expression.syntax);
      const text = intervalText(interval);
      if (text === undefined || !tests.every((test) => neverPasses(numbers, test, interval))) return [];
      const at = pointerTo(pointer, 'table', 'rules', rule, 'when', column);
      return [
        {
          pointer: at,
          message: `the rule never applies: ${expression.source.trim()} is ${text}, and the cell asks for ${cell.source.trim()}`,
        },
      ];
    }),
  );

export const constantConditionNotes = (policy: PolicyDocument, logics: readonly PlacedLogic[]): readonly Problem[] => {
  const byDecision = Map.groupBy(logics, ({ decision }) => decision);
  const known = new Set(Object.keys(policy.decisions));
  const readsOf = ({ logic: { reads, fields } }: PlacedLogic): string[] =>
    [...reads, ...fields.map((path) => path.slice(path.indexOf('.') + 1))].filter((name) => known.has(name));
  const { order } = dependencyOrder(new Map([...byDecision].map(([name, placed]) => [name, placed.flatMap(readsOf)])));
  const intervals = new PolicyIntervals(policy);
  return order.flatMap((name) => {
    const placed = byDecision.get(name) ?? [];
    const notes = placed.flatMap((one) => {
      const numbers = intervals.numbers(one.list);
      return [...treesOf(one).flatMap((tree) => comparisonNotes(numbers, tree)), ...cellNotes(numbers, one)];
    });
    intervals.add(name, placed);
    return notes;
  });
};
