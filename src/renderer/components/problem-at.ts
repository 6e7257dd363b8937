/** What a form asks for each of its fields: what is wrong at a place of the request, or below it; undefined where nothing is. */
import type { ReactNode } from 'react';

/** `pointer` is an RFC 6901 JSON Pointer, as the engine's problems have it. */
export type ProblemAt = (pointer: string) => ReactNode;
