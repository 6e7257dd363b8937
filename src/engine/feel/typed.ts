/**
 * What an expression means: the typed syntax tree that every back end reads. Names are resolved to where their value comes
 * from, overloaded operators to one operation, and every node knows its type and its place in the source.
 */
import type { Value } from '../model/value.ts';
import type { Argument, Dynamic } from './dynamic.ts';
import type { Overload } from './function/builtin.ts';
import type { Slot } from './slot.ts';
import type { ArithmeticOperator, CompareOperator, Range } from './syntax.ts';
import type { FeelType } from './type.ts';

export type Iteration = {
  readonly slot: Slot;
  readonly name: string;
  readonly from: Typed;
  /** The end of a range of integers; without it `from` is a list. */
  readonly to?: Typed;
};

export type Test =
  | { readonly test: 'compare'; readonly operator: CompareOperator; readonly right: Typed; readonly range: Range }
  | {
      readonly test: 'interval';
      readonly low: Typed;
      readonly high: Typed;
      readonly lowClosed: boolean;
      readonly highClosed: boolean;
      readonly range: Range;
    }
  /** Equal to one item of a list. */
  | { readonly test: 'member'; readonly list: Typed; readonly range: Range }
  | { readonly test: 'null'; readonly range: Range }
  /** A condition that may read the input as `?`. */
  | { readonly test: 'condition'; readonly condition: Typed; readonly range: Range }
  /**
   * Conformance mode: compared by the operator or, without one, equal to the value, an item of it, or inside of it if it is a range.
   * `readsInput`: the value is a condition on `?` where it is a boolean.
   */
  | {
      readonly test: 'dynamic';
      readonly operator?: CompareOperator;
      readonly value: Typed;
      readonly readsInput: boolean;
      readonly range: Range;
    };

/**
 * A parameter of a function definition; its value is put into the slot when the function is called. `type`: the declared one, to which
 * the value is converted.
 */
export type FunctionParameter = { readonly name: string; readonly slot: Slot; readonly type: FeelType };

type Meaning =
  | { readonly node: 'literal'; readonly value: Value }
  /** A name of the scope. */
  | { readonly node: 'name'; readonly name: string }
  | { readonly node: 'local'; readonly slot: Slot; readonly name: string }
  | { readonly node: 'field'; readonly of: Typed; readonly field: string }
  /** The field of each item of a list. */
  | { readonly node: 'project'; readonly of: Typed; readonly field: string }
  | { readonly node: 'date-part'; readonly of: Typed; readonly part: DatePart }
  /** The value of a parameter under a key. */
  | { readonly node: 'keyed'; readonly of: Typed; readonly name: string; readonly key: Typed }
  | { readonly node: 'negate'; readonly of: Typed }
  | { readonly node: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Typed; readonly right: Typed }
  /** Arithmetic in which a date, time or duration takes part. */
  | { readonly node: 'temporal'; readonly operator: ArithmeticOperator; readonly left: Typed; readonly right: Typed }
  /** What can be read from a time, date and time, duration or range: "hour", "days", "start included". */
  | { readonly node: 'property'; readonly of: Typed; readonly property: string }
  /** Texts put together with `+`. */
  | { readonly node: 'join'; readonly left: Typed; readonly right: Typed }
  | { readonly node: 'compare'; readonly operator: CompareOperator; readonly left: Typed; readonly right: Typed }
  /** Comparison with the literal `null`: the only one that gives a boolean for a null. */
  | { readonly node: 'is-null'; readonly of: Typed; readonly negated: boolean }
  | { readonly node: 'and' | 'or'; readonly left: Typed; readonly right: Typed }
  | { readonly node: 'not'; readonly of: Typed }
  | { readonly node: 'if'; readonly condition: Typed; readonly then: Typed; readonly otherwise: Typed }
  /** True where one of the tests passes. `slot` holds the value, for conditions that read it as `?`. */
  | { readonly node: 'in'; readonly of: Typed; readonly slot: Slot; readonly tests: readonly Test[] }
  | { readonly node: 'list'; readonly items: readonly Typed[] }
  | { readonly node: 'context'; readonly entries: readonly { readonly key: string; readonly slot: Slot; readonly value: Typed }[] }
  | { readonly node: 'filter'; readonly of: Typed; readonly slot: Slot; readonly condition: Typed }
  /** The item at a position, counted from 1, or from the end with -1. */
  | { readonly node: 'item-at'; readonly of: Typed; readonly index: Typed }
  | { readonly node: 'for'; readonly iterations: readonly Iteration[]; readonly body: Typed }
  | { readonly node: 'quantified'; readonly quantifier: 'some' | 'every'; readonly iterations: readonly Iteration[]; readonly body: Typed }
  | { readonly node: 'call'; readonly name: string; readonly overload: Overload; readonly arguments: readonly Typed[] }
  /**
   * A call of a function of the scope: its body with the values of its parameters in slots of their own. Ranges in the body are of
   * `source`.
   */
  | {
      readonly node: 'inline';
      readonly name: string;
      readonly bindings: readonly { readonly slot: Slot; readonly value: Typed }[];
      readonly source: string;
      readonly body: Typed;
    }
  /** A range as a value. A bound that is left out is open. */
  | { readonly node: 'range'; readonly low?: Typed; readonly high?: Typed; readonly lowClosed: boolean; readonly highClosed: boolean }
  /**
   * A function as a value: it keeps what is bound around it. `self` is the slot of the context entry whose value it is, so that it
   * can call itself. Without a body it is a function of another language, and its calls give null. `levels`: those of the body.
   */
  | {
      readonly node: 'function';
      readonly parameters: readonly FunctionParameter[];
      readonly body?: Typed;
      readonly levels: number;
      readonly self?: Slot;
    }
  /** A call of a function that is a value. Named arguments are put in order when it runs. */
  | { readonly node: 'invoke'; readonly of: Typed; readonly arguments: readonly Argument<Typed>[] }
  /** False for a null, unless it is asked whether it is one. */
  | { readonly node: 'instance-of'; readonly of: Typed; readonly tested: FeelType }
  /** Conformance mode: an operation that the kinds of its values choose. */
  | { readonly node: 'dynamic'; readonly meaning: Dynamic<Typed> };

export type DatePart = 'year' | 'month' | 'day' | 'weekday';

export type Typed = { readonly type: FeelType; readonly range: Range } & Meaning;

export type TypedTests = {
  readonly negated: boolean;
  /** Undefined for "-", which every value passes. */
  readonly tests?: readonly Test[];
  readonly slot: Slot;
};
