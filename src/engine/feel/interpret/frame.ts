/** What a running expression works on: where names come from, and the values that are bound inside of it. */
import type { Null, Value } from '../../model/value.ts';
import type { Environment } from '../environment.ts';
import { ITEMS_MAX } from '../limits.ts';
import { nullOf } from '../null-of.ts';
import type { Trace } from '../trace.ts';

export type Frame = {
  readonly environment: Environment;
  /** One place per binder of the expression; a binder writes its own before its body runs. */
  readonly slots: Value[];
  readonly trace: Trace | undefined;
  /** Items that may still be visited. */
  itemsLeft: number;
};

/** Takes items from what may be visited; false where there are not so many left. */
export const visits = (frame: Frame, items: number): boolean => {
  frame.itemsLeft -= items;
  return frame.itemsLeft >= 0;
};

export const tooManyItems = (at: string): Null => nullOf('error', at, `more than ${ITEMS_MAX} items are visited`);

/** The trace that a recording closure writes to. Those run only where there is one. */
export const traceOf = ({ trace }: Frame): Trace => {
  if (trace === undefined) throw new Error('a recording closure runs without a trace');
  return trace;
};

/** A compiled node. */
export type Run = (frame: Frame) => Value;
