/** The failure that `work` refuses with; fails the test where it does anything else. */
import { type Failure, Refusal } from '../../src/engine/model/problem.ts';

export const thrownRefusal = (work: () => unknown): Failure => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.failure;
    throw error;
  }
  throw new Error('nothing was refused');
};
