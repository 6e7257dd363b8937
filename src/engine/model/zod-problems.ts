/** What zod finds wrong with a value, as problems. */
import type { z } from 'zod';
import { pointerTo } from './json-pointer.ts';
import type { Problem } from './problem.ts';

/** Pointers are into the checked value. */
export const zodProblems = (error: z.ZodError): readonly Problem[] =>
  error.issues.map(({ path, message }) => ({
    pointer: pointerTo('', ...path.map((part) => (typeof part === 'symbol' ? String(part) : part))),
    message,
  }));
