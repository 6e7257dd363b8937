/**
 * What conformance mode leaves to when it runs: the operations of FEEL as DMN 1.5 has them, chosen by the kinds of the values.
 *
 * They differ from the nodes of the typed profile also where kinds are known. Numbers are rounded to 34 digits after each
 * operation, as the standard's are; equality with a null is a boolean; a condition that is null takes the "else"; a filter
 * passes over items whose condition is null; one item stands for a list of it and the other way round.
 */
import type { Builtin } from './function/builtin.ts';
import type { Slot } from './slot.ts';
import type { ArithmeticOperator, CompareOperator } from './syntax.ts';

/** An argument of a call, with the name of its parameter where arguments are named. */
export type Argument<T> = { readonly name?: string; readonly value: T };

export type DynamicIteration<T> = {
  readonly slot: Slot;
  readonly name: string;
  /** A list, a range of whole numbers or days, or one value that stands for a list of it. */
  readonly from: T;
  /** The end of `from..to`, which may also run downwards. */
  readonly to?: T;
};

/** `T` is the node of the tree that this is a part of. */
export type Dynamic<T> =
  /** A field of a context or of each item of a list, or a property of a temporal value or a range. */
  | { readonly form: 'path'; readonly of: T; readonly field: string }
  /** A name inside of a filter: the field of the item in `slot` if the item has one of that name. */
  | { readonly form: 'item-field'; readonly slot: Slot; readonly field: string; readonly otherwise: T }
  | { readonly form: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: T; readonly right: T }
  | { readonly form: 'negate'; readonly of: T }
  | { readonly form: 'compare'; readonly operator: CompareOperator; readonly left: T; readonly right: T }
  | { readonly form: 'between'; readonly of: T; readonly low: T; readonly high: T }
  | { readonly form: 'if'; readonly condition: T; readonly then: T; readonly otherwise: T }
  /** By position where the condition gives a number. */
  | { readonly form: 'filter'; readonly of: T; readonly slot: Slot; readonly condition: T }
  /** `partial`: where the results so far are, if the body reads them; `kept`: not only through filters, so that a copy is needed. */
  | {
      readonly form: 'for';
      readonly iterations: readonly DynamicIteration<T>[];
      readonly body: T;
      readonly partial?: { readonly slot: Slot; readonly kept: boolean };
    }
  | {
      readonly form: 'quantified';
      readonly quantifier: 'some' | 'every';
      readonly iterations: readonly DynamicIteration<T>[];
      readonly body: T;
    }
  /** A call of a built-in function, whose overload the arguments choose; `hiddenBy`: what has its name, called instead if it is a function. */
  | { readonly form: 'call'; readonly builtin: Builtin; readonly arguments: readonly Argument<T>[]; readonly hiddenBy?: T }
  /** What has no meaning: a null that says why. */
  | { readonly form: 'meaningless'; readonly message: string };
