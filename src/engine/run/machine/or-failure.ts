/** What an expression says about values that do not fit is the failure of its step; anything else that is thrown is a fault of ours. */
import { type Failure, Refusal } from '../../model/problem.ts';

export const orFailure = <T>(work: () => T): { readonly value: T } | { readonly failure: Failure } => {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.failure };
    throw error;
  }
};
