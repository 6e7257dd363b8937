/** What a `catch` or `nonRetryableErrors` may call a failure by: its kind, its own name, or "*". */
import type { Failure } from '../../model/problem.ts';

export const isNamed = (errors: ReadonlySet<string>, { kind, error }: Failure): boolean =>
  errors.has('*') || errors.has(kind) || (error !== undefined && errors.has(error));
