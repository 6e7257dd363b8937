/** The failure that work refuses with in the end; fails the test where it does anything else. */
import { type Failure, Refusal } from '../../src/engine/model/problem.ts';

export const asyncRefusal = async (work: Promise<unknown>): Promise<Failure> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.failure;
    throw error;
  }
  throw new Error('nothing was refused');
};
