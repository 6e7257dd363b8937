/** What an expression is in column code: nodes that compute its value for one unit or member, and whether it is null. */
import type { Exact } from '../../model/exact.ts';
import type { Monoid, Node } from './node.ts';
import type { ChunkTexts } from './tables.ts';

/** value = top / bottom × unit. Without `bottom` it is 1; it is always above zero. What a null has for a top is within its bounds, but means nothing. */
export type NumberValue = {
  readonly kind: 'number';
  /** Above zero, reduced. */
  readonly unit: Exact;
  readonly top: Node;
  readonly bottom?: Node;
  readonly missing: Node;
};

/** `yes` is false where the value is missing. */
export type BooleanValue = { readonly kind: 'boolean'; readonly yes: Node; readonly missing: Node };

/** What codes mean. `key` tells dictionaries apart; `known` where the texts do not depend on the chunk. */
export type Dictionary = {
  readonly key: string;
  readonly known?: readonly string[];
  readonly read: (texts: ChunkTexts) => readonly string[];
};

export type TextValue = { readonly kind: 'text'; readonly code: Node; readonly dictionary: Dictionary; readonly missing: Node };

/** Days since 1970-01-01. */
export type DateValue = { readonly kind: 'date'; readonly day: Node; readonly missing: Node };

/** `index`: the row of a list's member, where it is one. */
export type ContextValue = {
  readonly kind: 'context';
  readonly missing: Node;
  readonly index?: Node;
  readonly field: (name: string) => KernelValue;
};

/** An item and whether it is in the list. */
export type Visit = (item: KernelValue, isIn: Node) => Node;

export type ListValue = {
  readonly kind: 'list';
  readonly missing: Node;
  /** The most items that it can have. */
  readonly most: bigint;
  /** Folds what is made of each item. `visit` may be called more than once, and must give for items that are not in the list what changes nothing. */
  readonly fold: (monoid: Monoid, visit: Visit) => Node;
  /** The number of items, where it is known without going through them. */
  readonly length?: Node;
  /** The item at a position, from 1, or from the end with -1; for lists that can be reached into. */
  readonly at?: (position: number) => KernelValue;
};

export type KernelValue = NumberValue | BooleanValue | TextValue | DateValue | ContextValue | ListValue;
