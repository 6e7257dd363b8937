/** Problems of a form by the places that its fields stand for. */
import type { ReactNode } from 'react';
import type { Problem } from '../../engine/model/index.ts';
import { ProblemText } from './problem-text.tsx';

/** `pointer` is an RFC 6901 JSON Pointer, as the engine's problems have it. */
export type ProblemAt = (pointer: string) => ReactNode;

type Found = {
  /** What the form itself finds, by pointer; it goes before what the engine said of an earlier request. */
  readonly missing: { readonly [pointer: string]: string };
  readonly refused: readonly Problem[];
  /** Where the form has the field of a problem, if not at its own pointer. */
  readonly placeOf?: (problem: Problem) => string;
};

/** What is wrong at a place or below it. */
export const problemFinder =
  ({ missing, refused, placeOf = ({ pointer = '' }) => pointer }: Found): ProblemAt =>
  (pointer) => {
    if (missing[pointer] !== undefined) return missing[pointer];
    const found = refused.filter((problem) => placeOf(problem) === pointer || placeOf(problem).startsWith(`${pointer}/`));
    return found.length === 0 ? undefined : <ProblemText problems={found} />;
  };
