/** Which failures of a step may pass when it is tried again. */
import { assertNever, type Failure } from '../model/problem.ts';

/** The same input gives the same refusal where the input itself is at fault; the state of the machine and of the world may change. */
export const isRetryable = ({ kind }: Failure): boolean => {
  switch (kind) {
    case 'invalid':
    case 'not-found':
    case 'conflict':
    case 'forbidden':
    case 'cancelled':
    case 'interrupted':
    case 'limit':
    case 'rejected':
      return false;
    case 'unreadable':
    case 'unwritable':
    case 'busy':
    case 'timeout':
    case 'unavailable':
    case 'fault':
      return true;
    default:
      return assertNever(kind);
  }
};
