/** Makes column code of typed expressions: nodes of a graph for what they compute. Throws `NotCompilable` where it cannot. */
import { civilOf, weekdayOf } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { CalendarDate } from '../../model/value.ts';
import type { DatePart, Iteration, Typed } from '../typed.ts';
import { allOf, anyOf } from './aggregate.ts';
import { choose, orMissing } from './choose.ts';
import { compareValues } from './compare-values.ts';
import { constantValue } from './constant-value.ts';
import { interpreter, isConstantPart } from './interpreted.ts';
import { lowerKeyed } from './keyed.ts';
import { filtered, literalList, mapped } from './list.ts';
import { conjunction, disjunction, known, negation } from './logic.ts';
import { lowerCall, smallExponent } from './lower-call.ts';
import { booleanOf, lowerIn } from './lower-test.ts';
import { bind, countVisits, type KernelBench, type KernelNames, type Lowering } from './lowering.ts';
import type { Monoid, Node } from './node.ts';
import { NotCompilable, notCompilable } from './not-compilable.ts';
import { add, divide, knownNumber, multiply, negate, power, subtract } from './number.ts';
import { perText } from './per-text.ts';
import type { KernelValue, ListValue, NumberValue, Visit } from './value.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;

/** Whole numbers of a range that are gone through one by one. */
const RANGE_MAX = 64n;

/** One per expression: binders have their slots in it. */
export const startLowering = (bench: KernelBench, names: KernelNames): Lowering => ({ bench, names, slots: [], visits: 0n, lower });

const numberOf = (value: KernelValue): NumberValue => (value.kind === 'number' ? value : notCompilable('a number is needed'));
const listOf = (value: KernelValue): ListValue => (value.kind === 'list' ? value : notCompilable('a list is needed'));

const fieldOf = (value: KernelValue, name: string): KernelValue =>
  value.kind === 'context' ? value.field(name) : notCompilable('a context is needed');

/** The helper functions that code may call, by place. */
export const HELPERS: readonly ((days: number) => number)[] = [
  (days) => civilOf(new CalendarDate(days)).year,
  (days) => civilOf(new CalendarDate(days)).month,
  (days) => civilOf(new CalendarDate(days)).day,
  (days) => weekdayOf(new CalendarDate(days)),
];

const DATE_PARTS: Readonly<Record<DatePart, { readonly helper: number; readonly high: bigint }>> = {
  year: { helper: 0, high: 9_999n },
  month: { helper: 1, high: 12n },
  day: { helper: 2, high: 31n },
  weekday: { helper: 3, high: 7n },
};

const lowerDatePart = (lowering: Lowering, { of, part }: Of<'date-part'>): KernelValue => {
  const date = lower(lowering, of);
  if (date.kind !== 'date') return notCompilable('a date is needed');
  const { graph } = lowering.bench;
  const { helper, high } = DATE_PARTS[part];
  return { kind: 'number', unit: Exact.ONE, top: graph.asNumber(graph.helper(helper, date.day, 1n, high)), missing: date.missing };
};

const lowerArithmetic = (lowering: Lowering, { operator, left, right }: Of<'arithmetic'>): KernelValue => {
  const { bench } = lowering;
  const [x, y] = [numberOf(lower(lowering, left)), numberOf(lower(lowering, right))];
  switch (operator) {
    case '+':
      return add(bench, x, y);
    case '-':
      return subtract(bench, x, y);
    case '*':
      return multiply(bench, x, y);
    case '/':
      return divide(bench, x, y);
    case '**': {
      const exponent = smallExponent(y);
      return exponent === undefined ? notCompilable('an exponent is not a small whole number') : power(bench, x, exponent);
    }
  }
};

const lowerIf = (lowering: Lowering, { condition, then, otherwise }: Of<'if'>): KernelValue => {
  const { yes, missing } = booleanOf(lower(lowering, condition));
  return orMissing(lowering.bench, missing, choose(lowering.bench, yes, lower(lowering, then), lower(lowering, otherwise)));
};

const lowerFilter = (lowering: Lowering, { of, slot, condition }: Of<'filter'>): KernelValue => {
  const list = listOf(lower(lowering, of));
  countVisits(lowering, list);
  return filtered(lowering.bench, list, (item) => {
    bind(lowering, slot, item);
    return booleanOf(lower(lowering, condition));
  });
};

const lowerProject = (lowering: Lowering, { of, field }: Of<'project'>): KernelValue => {
  const list = listOf(lower(lowering, of));
  countVisits(lowering, list);
  return mapped(list, (item) => fieldOf(item, field));
};

const lowerContext = (lowering: Lowering, { entries }: Of<'context'>): KernelValue => {
  const values = new Map<string, KernelValue>();
  for (const { key, slot, value } of entries) {
    const entry = lower(lowering, value);
    bind(lowering, slot, entry);
    values.set(key, entry);
  }
  const field = (name: string): KernelValue => values.get(name) ?? notCompilable('a field is read that is not there');
  return { kind: 'context', missing: lowering.bench.graph.falsehood, field };
};

const lowerItemAt = (lowering: Lowering, { of, index }: Of<'item-at'>): KernelValue => {
  const list = listOf(lower(lowering, of));
  const position = knownNumber(numberOf(lower(lowering, index)))?.toBigInt();
  if (position === undefined || position === 0n || position > 1_000n || position < -1_000n)
    return notCompilable('a position in a list is not constant');
  if (list.at === undefined) return notCompilable('a position is read of a list that is not one of members');
  return orMissing(lowering.bench, list.missing, list.at(Number(position)));
};

const rangeList = (lowering: Lowering, from: Typed, to: Typed): ListValue => {
  const ends = [from, to].map((end) => knownNumber(numberOf(lower(lowering, end)))?.toBigInt());
  const [first, last] = ends;
  if (first === undefined || last === undefined) return notCompilable('the ends of a range are not constant');
  const step = first <= last ? 1n : -1n;
  const count = (last - first) * step + 1n;
  if (count > RANGE_MAX) return notCompilable('a range is gone through that is too long');
  const items = Array.from({ length: Number(count) }, (_, index) =>
    constantValue(lowering.bench, Exact.of(first + BigInt(index) * step), from.type),
  );
  return literalList(lowering.bench, items);
};

/** The list of what the body gives for every combination, the last name fastest. */
const iterated = (lowering: Lowering, iterations: readonly Iteration[], body: Typed): ListValue => {
  const { graph } = lowering.bench;
  const sourceOf = ({ from, to }: Iteration): ListValue => {
    const list = to === undefined ? listOf(lower(lowering, from)) : rangeList(lowering, from, to);
    countVisits(lowering, list);
    return list;
  };
  const walk = (depth: number, monoid: Monoid, isIn: Node, visit: Visit): Node => {
    const iteration = iterations[depth];
    if (iteration === undefined) return visit(lower(lowering, body), isIn);
    const source = sourceOf(iteration);
    if (iterations.length > 1 && source.missing !== graph.falsehood) return notCompilable('one of several lists may be missing');
    return source.fold(monoid, (item, isItemIn) => {
      bind(lowering, iteration.slot, item);
      return walk(depth + 1, monoid, graph.and(isIn, isItemIn), visit);
    });
  };
  const [first, ...others] = iterations as readonly [Iteration, ...Iteration[]];
  const source = sourceOf(first);
  return {
    kind: 'list',
    missing: source.missing,
    most: source.most ** BigInt(iterations.length),
    fold: (monoid, visit) => walk(0, monoid, graph.truth, visit),
    ...(others.length === 0 && source.length !== undefined ? { length: source.length } : {}),
  };
};

const lowerNode = (lowering: Lowering, typed: Typed): KernelValue => {
  const { bench } = lowering;
  const { graph } = bench;
  switch (typed.node) {
    case 'name':
      return lowering.names.lookup(typed.name);
    case 'local':
      return lowering.slots[typed.slot] ?? notCompilable('a bound name has no value');
    case 'field':
      return fieldOf(lower(lowering, typed.of), typed.field);
    case 'project':
      return lowerProject(lowering, typed);
    case 'date-part':
      return lowerDatePart(lowering, typed);
    case 'keyed':
      return lowerKeyed(lowering, typed);
    case 'negate':
      return negate(bench, numberOf(lower(lowering, typed.of)));
    case 'arithmetic':
      return lowerArithmetic(lowering, typed);
    case 'compare':
      return compareValues(bench, typed.operator, lower(lowering, typed.left), lower(lowering, typed.right));
    case 'is-null': {
      const { missing } = lower(lowering, typed.of);
      return known(graph, typed.negated ? graph.not(missing) : missing);
    }
    case 'and':
      return conjunction(graph, booleanOf(lower(lowering, typed.left)), booleanOf(lower(lowering, typed.right)));
    case 'or':
      return disjunction(graph, booleanOf(lower(lowering, typed.left)), booleanOf(lower(lowering, typed.right)));
    case 'not':
      return negation(graph, booleanOf(lower(lowering, typed.of)));
    case 'if':
      return lowerIf(lowering, typed);
    case 'in':
      return lowerIn(lowering, typed, lower(lowering, typed.of));
    case 'list':
      return literalList(
        bench,
        typed.items.map((item) => lower(lowering, item)),
      );
    case 'context':
      return lowerContext(lowering, typed);
    case 'inline':
      for (const { slot, value } of typed.bindings) bind(lowering, slot, lower(lowering, value));
      return lower(lowering, typed.body);
    case 'filter':
      return lowerFilter(lowering, typed);
    case 'item-at':
      return lowerItemAt(lowering, typed);
    case 'for':
      return iterated(lowering, typed.iterations, typed.body);
    case 'quantified': {
      const results = iterated(lowering, typed.iterations, typed.body);
      return typed.quantifier === 'some' ? anyOf(bench, results) : allOf(bench, results);
    }
    case 'call':
      return lowerCall(lowering, typed);
    case 'join':
      return notCompilable('texts are put together');
    default:
      return notCompilable(`it has a "${typed.node}"`);
  }
};

/** What depends on one text only is computed once for each text of the column, where there is no code for it. */
const lower = (lowering: Lowering, typed: Typed): KernelValue => {
  const { constantOf } = lowering.names;
  if (isConstantPart(typed, constantOf)) return constantValue(lowering.bench, interpreter(typed, constantOf)(), typed.type);
  try {
    return lowerNode(lowering, typed);
  } catch (error) {
    if (!(error instanceof NotCompilable)) throw error;
    const value = perText(lowering, typed);
    if (value === undefined) throw error;
    return value;
  }
};
