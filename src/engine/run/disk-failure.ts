/** Tells what the disk or another process did from what is wrong with the work itself: the former passes, and nothing of the run is to blame. */
import { type Failure, type FailureKind, Refusal } from '../model/problem.ts';

const KINDS: ReadonlySet<FailureKind> = new Set(['busy', 'unwritable', 'unreadable'] satisfies readonly FailureKind[]);

/** The failure, if it is the store's. `path`: only where it names that file, for work that may refuse in such words by itself. */
export const diskFailure = (error: unknown, path?: string): Failure | undefined => {
  if (!(error instanceof Refusal) || !KINDS.has(error.failure.kind)) return undefined;
  const { failure } = error;
  return path === undefined || failure.problems?.some(({ document }) => document === path) ? failure : undefined;
};
