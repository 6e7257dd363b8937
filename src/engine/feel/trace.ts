/** What an evaluation records when it is asked to: every name read, every comparison with its margin, every call, as a tree. */
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import { CalendarDate, FunctionValue, isList, Null, type NullCause, type Value, ValueRange } from '../model/value.ts';
import { TRACE_ENTRIES_MAX } from './limits.ts';
import { isTemporal, valueText } from './value-text.ts';

/**
 * A value in a trace: numbers as exact text ("12.3", "100/3"), dates as ISO text. A null has its cause beside it. Lists longer
 * than a few scalars, and contexts, are told by their size: `{ "items": 4 }`, `{ "fields": ["age"] }`.
 */
export type TraceValue = { readonly value: Json; readonly cause?: NullCause };

/** A member of a list input; `row` counts from 0. */
export type MemberPlace = { readonly list: string; readonly row: number };

type Step =
  /** A name of the scope. */
  | ({ readonly kind: 'name'; readonly name: string } & TraceValue)
  /** A field that is read from a context: "age". */
  | ({ readonly kind: 'field'; readonly name: string } & TraceValue)
  /** A value of a parameter, picked by its keys: `place` is "[2]", with two keys "[2][10]". */
  | ({ readonly kind: 'parameter'; readonly name: string; readonly place: string } & TraceValue)
  /** `margin`: left - right, exact, where both are numbers (in days where both are dates). */
  | ({
      readonly kind: 'comparison';
      readonly operator: string;
      readonly left: Json;
      readonly right: Json;
      readonly margin?: string;
      /** The sides as they stand in the source; that of a table's column is not in the cell. */
      readonly leftText?: string;
      readonly rightText?: string;
    } & TraceValue)
  | ({ readonly kind: 'call'; readonly name: string; readonly arguments: readonly Json[] } & TraceValue)
  | ({ readonly kind: 'if'; readonly branch: 'then' | 'else' | 'undecided' } & TraceValue)
  | ({ readonly kind: 'filter'; readonly items: number; readonly kept: number } & TraceValue)
  /** One round of a filter, `for`, `some` or `every`, and which member it is about, if it is about one. */
  | ({ readonly kind: 'item'; readonly name: string; readonly index: number; readonly member?: MemberPlace } & TraceValue)
  /** Entries that were not recorded because there were too many. */
  | { readonly kind: 'omitted'; readonly entries: number };

export type TraceEntry = Step & {
  /** The part of the source that this is about. */
  readonly text?: string;
  readonly children?: readonly TraceEntry[];
};

const LIST_ITEMS_SHOWN = 12;

const scalarJson = (value: Value): Json | undefined => {
  if (value instanceof Null) return null;
  if (typeof value === 'boolean') return value;
  const hasText = typeof value === 'string' || value instanceof Exact || value instanceof ValueRange || value instanceof FunctionValue;
  return hasText || isTemporal(value) ? valueText(value) : undefined;
};

/** Never reads the fields of a context: they may be decisions that nobody asked for. */
export const traceJson = (value: Value): Json => {
  const scalar = scalarJson(value);
  if (scalar !== undefined) return scalar;
  if (!isList(value)) return { fields: Object.keys(value) };
  const items = value.length > LIST_ITEMS_SHOWN ? [undefined] : value.map(scalarJson);
  return items.every((item) => item !== undefined) ? items : { items: value.length };
};

export const traceValue = (value: Value): TraceValue =>
  value instanceof Null ? { value: null, cause: value.cause } : { value: traceJson(value) };

type Read = { readonly kind: 'name' | 'field'; readonly name: string; readonly value: Value; readonly text: string };
type ParameterRead = { readonly name: string; readonly place: string; readonly value: Value; readonly text: string };
type Comparison = {
  readonly operator: string;
  readonly left: Value;
  readonly right: Value;
  readonly result: Value;
  readonly text: string;
  readonly leftText?: string | undefined;
  readonly rightText?: string;
};

/** How far left is above right: exact for numbers, in days for dates. */
const marginOf = (left: Value, right: Value): { readonly margin?: string } => {
  if (left instanceof Exact && right instanceof Exact) return { margin: left.subtract(right).toText() };
  return left instanceof CalendarDate && right instanceof CalendarDate ? { margin: String(left.days - right.days) } : {};
};

/** Collects the entries of one or several evaluations. */
export class Trace {
  #entries: TraceEntry[] = [];
  #count = 0;
  #omitted = 0;
  readonly #placeOf: (item: Value) => MemberPlace | undefined;

  /** `placeOf` tells which member an item of a list is. */
  constructor(placeOf: (item: Value) => MemberPlace | undefined = () => undefined) {
    this.#placeOf = placeOf;
  }

  /** What was recorded so far. */
  get entries(): readonly TraceEntry[] {
    return this.#omitted === 0 ? this.#entries : [...this.#entries, { kind: 'omitted', entries: this.#omitted }];
  }

  add(entry: TraceEntry): void {
    if (this.#reserve()) this.#entries.push(entry);
  }

  /** Counts one more entry; false where there is no room for it. */
  #reserve(): boolean {
    if (this.#count < TRACE_ENTRIES_MAX) {
      this.#count++;
      return true;
    }
    this.#omitted++;
    return false;
  }

  read({ kind, name, value, text }: Read): void {
    this.add({ kind, name, ...traceValue(value), text });
  }

  parameter({ name, place, value, text }: ParameterRead): void {
    this.add({ kind: 'parameter', name, place, ...traceValue(value), text });
  }

  /** Runs `compare`; what its sides read stands below the comparison. */
  comparison<T extends Value>(compare: () => Omit<Comparison, 'result'> & { readonly result: T }): T {
    return this.nest(compare, ({ operator, left, right, result, text, leftText, rightText }) => ({
      kind: 'comparison',
      operator,
      left: traceJson(left),
      right: traceJson(right),
      ...marginOf(left, right),
      ...traceValue(result),
      text,
      ...(leftText === undefined ? {} : { leftText }),
      ...(rightText === undefined ? {} : { rightText }),
    })).result;
  }

  /** Runs one round; what it records stands below the item. */
  item(work: () => Value, { name, index, item }: { readonly name: string; readonly index: number; readonly item: Value }): Value {
    const member = this.#placeOf(item);
    const place = member === undefined ? {} : { member };
    return this.nest(work, (result) => ({ kind: 'item', name, index: index + 1, ...place, ...traceValue(result) }));
  }

  /**
   * Runs `work`; what it records becomes the children of the entry that `describe` makes of its result. The entry's room is
   * taken before its children's, so that a trace that is too long loses its leaves and not its roots.
   */
  nest<T>(work: () => T, describe: (result: T) => TraceEntry): T {
    const isKept = this.#reserve();
    const outer = this.#entries;
    const children: TraceEntry[] = [];
    this.#entries = children;
    let result: T;
    try {
      result = work();
    } finally {
      this.#entries = outer;
    }
    if (isKept) outer.push(children.length === 0 ? describe(result) : { ...describe(result), children });
    return result;
  }
}
