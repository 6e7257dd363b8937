/** Where an expression takes the values of its free names from when it runs. */
import type { NullCause, Value } from '../model/value.ts';
import type { Clock } from './function/builtin.ts';
import type { Trace } from './trace.ts';

export type Environment = {
  /**
   * The value of a name of the scope, asked for only when evaluation reaches it, possibly more than once.
   * A keyed parameter is given as a context from key text to value.
   */
  lookup(name: string): Value;
  /** Where to record what is read and compared. Without it evaluation takes the faster path. */
  readonly trace?: Trace | undefined;
  /** What `now` and `today` read, which only conformance mode may call; without it they give null. */
  readonly clock?: Clock | undefined;
  /** Where conformance mode puts the causes of the nulls that it makes, up to a limit. */
  readonly warnings?: NullCause[] | undefined;
};
